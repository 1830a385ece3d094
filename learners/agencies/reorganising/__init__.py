"""Reorganising: a **proposal** (which agencies become which, from which day) has **consequences** (facts that close and
open, links, contradictions), worked out without writing. A draft keeps the proposal and changes nothing; making it
**effective** writes the consequences at once, also for a day to come: the tree of that day can be looked at from then
on. The people of agencies that end wholly in another **follow** on the day itself, for between the decision and its day
people come and go. What was made by mistake is **withdrawn**, never deleted.
"""
