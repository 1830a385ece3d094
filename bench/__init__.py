"""Benchmarks: what the budgets of DESIGN section 10 cost, beside a control measured in the same run.

CPU of the serving process is the sturdy figure; rates depend on whatever else the machine does. Everything stays on
the loopback, on a database of its own, and is bounded in count.
"""
