"""A report of some of the people: of one category, of heads of agencies, of everybody else.

Counters know agencies and campaigns, and nothing of people: what is narrowed is grouped from the assignments and the
rosters, by the conditions of the lists behind the numbers.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from learners.coverage.filters import Filters
from learners.coverage.numbers import Numbers
from learners.coverage.roster import roster
from learners.coverage.rows import Report, Row, rank
from learners.coverage.standings import asked, counts_of


def narrow(report: Report, filters: Filters) -> Report:
    """The same rows with the numbers of those people, ranked anew: two queries, none without a filter."""
    if not filters.given:
        return report
    found = _by_agency(report, filters.members(report.question))
    rows = [_narrowed(row, found) for row in report.rows]
    own, unassigned = (row and _narrowed(row, found) for row in (report.own, report.unassigned))
    total = replace(report.total, numbers=Numbers(), rosters=[], asked=[])
    narrowed = replace(report, rows=rows, own=own, unassigned=unassigned, total=total)
    for _, ranked in narrowed.blocks:
        rank(ranked)
    for row in narrowed.all_rows:
        total.include(row)
    return narrowed


def _narrowed(row: Row, found: dict[UUID, Numbers]) -> Row:
    numbers = Numbers()
    for agency in row.rosters:
        numbers.add(found[agency])
    return replace(row, numbers=numbers, rank=None)


def _by_agency(report: Report, only: Q) -> dict[UUID, Numbers]:
    question, found = report.question, defaultdict[UUID, Numbers](Numbers)
    for told in asked(question).filter(only).order_by().values("agency_id").annotate(**counts_of(question)):
        agency, counts = told.pop("agency_id"), told
        unfinished = counts["required"] - counts["completed"] - counts["late"]
        found[agency] = Numbers(unfinished=unfinished, **counts)
    held: dict[str, Any] = {
        "here": Count("id", filter=Q(is_primary=True)),
        "besides": Count("id", filter=Q(is_primary=False)),
    }
    for agency, here, besides in (
        roster(question).filter(only).order_by().values("agency_id").annotate(**held).values_list("agency_id", *held)
    ):
        found[agency].staff, found[agency].concurrent = here, besides
    return found
