"""A report of some of the people: of one category, of heads of agencies, of everybody else.

Counters know agencies and campaigns, and nothing of people: what is narrowed is grouped from the assignments and the
rosters, by the conditions of the lists behind the numbers.
"""

from dataclasses import replace
from uuid import UUID

from django.db.models import Count, Q

from learners.coverage.census import ASKED, NOTHING, grouped, numbers_of, sum_of
from learners.coverage.counting import Vector
from learners.coverage.filters import Filters
from learners.coverage.numbers import Numbers
from learners.coverage.roster import Question, roster
from learners.coverage.rows import Report, Row, rank


def narrow(report: Report, filters: Filters) -> Report:
    """The same rows with the numbers of those people, ranked anew: two queries, none without a filter."""
    if not filters.given:
        return report
    found = _by_agency(report.question, filters.members(report.question))
    rows = [_narrowed(row, found) for row in report.rows]
    own, unassigned = (row and _narrowed(row, found) for row in (report.own, report.unassigned))
    total = replace(report.total, numbers=Numbers(), rosters=[], asked=[])
    narrowed = replace(report, rows=rows, own=own, unassigned=unassigned, total=total)
    for _, ranked in narrowed.blocks:
        rank(ranked)
    for row in narrowed.all_rows:
        total.include(row)
    return narrowed


def _narrowed(row: Row, found: dict[UUID, Vector]) -> Row:
    vectors = [found[agency] for agency in row.rosters if agency in found]
    return replace(row, numbers=numbers_of(sum_of(vectors)), rank=None)


def _by_agency(question: Question, only: Q) -> dict[UUID, Vector]:
    """In the order of ``tallies.ALL``."""
    rows = roster(question).filter(only).order_by().values("agency_id")
    staff, concurrent = Count("id", filter=Q(is_primary=True)), Count("id", filter=Q(is_primary=False))
    told = rows.annotate(here=staff, besides=concurrent).values_list("agency_id", "here", "besides")
    rosters = {agency: (here, besides) for agency, here, besides in told}
    measured = grouped(question, only)
    return {
        agency: (*measured.get(agency, NOTHING[ASKED]), *rosters.get(agency, NOTHING[ASKED.stop :]))
        for agency in measured.keys() | rosters.keys()
    }
