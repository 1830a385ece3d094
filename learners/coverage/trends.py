"""A campaign's numbers on many days: how an agency went on, week by week.

Every point asks the rosters and results of its own day in **one** structure, that of the report: what went wholly into
an agency of it is summed there also before it went. Where a part was split off, or came, the two sides are not
comparable and no line may lead across (``breaks``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from learners.agencies.models import ReorganisationLink
from learners.coverage.census import numbers_of
from learners.coverage.counting import ROSTER
from learners.coverage.numbers import Numbers
from learners.coverage.reporting import report as ask
from learners.coverage.rows import Report
from learners.coverage.tallies import of_days
from learners.coverage.tree import Tree, tree_of

# So many points at most: a longer time is drawn in steps of several weeks.
MOST = 14


@dataclass(frozen=True)
class Point:
    """``numbers`` None: nobody was asked there that day. ``broken``: not comparable with the point before."""

    day: dt.date
    numbers: Numbers | None
    broken: bool = False


def week_ends(first: dt.date, last: dt.date, most: int = MOST) -> list[dt.date]:
    """``last`` and the same weekday of the weeks before it, not before ``first``, in order of time."""
    weeks = (last - first).days // 7
    step = max(1, -(-weeks // (most - 1)))
    return [last - dt.timedelta(weeks=back) for back in range(0, weeks + 1, step)][::-1]


def numbers_on(report: Report, days: Iterable[dt.date]) -> dict[dt.date, Numbers]:
    """Of the root of ``report`` on each day's roster and results: whom the campaign asks, nobody besides.

    A statement for all days between two reorganisations, for as long the same agencies are summed.
    """
    question, history = report.question, report.tree.history
    found: dict[dt.date, Numbers] = {}
    for tree, some in groupby(sorted(days), lambda day: tree_of(history, question.structure, day)):
        same = list(some)
        agencies = frozenset(history.periods) if report.root is None else tree.reach(report.root)
        if question.within is not None:
            agencies &= question.within
        for day, vector in zip(same, of_days(question.campaign.pk, same, agencies), strict=True):
            found[day] = numbers_of((*vector, *[0] * len(ROSTER)))
    return found


def on_day(report: Report, day: dt.date) -> Report:
    """The same report with the roster and results of ``day``, in its own structure."""
    question = report.question
    return ask(
        campaign=question.campaign,
        root=report.root,
        structure=question.structure,
        membership=day,
        completion=day,
        within=question.within,
        history=report.tree.history,
    )


def trend(report: Report, first: dt.date) -> list[Point]:
    """From ``first`` to the report's completion day."""
    last = report.question.completion
    days = week_ends(min(first, last), last)
    numbers, cuts = numbers_on(report, days), breaks(report, days[0], last)
    points: list[Point] = []
    for before, day in zip([None, *days], days, strict=False):
        broken = before is not None and any(before < cut <= day for cut in cuts.get(report.root, ()))
        held = numbers[day]
        points.append(Point(day, held if held.required else None, broken))
    return points


def breaks(report: Report, first: dt.date, last: dt.date) -> dict[UUID | None, set[dt.date]]:
    """For the root and each row: the days after ``first``, until ``last``, on which a part of it went, or came.

    An event within an agency and what is below it changes no sum of it. One query.
    """
    tree = report.tree
    found: dict[UUID | None, set[dt.date]] = defaultdict(set)
    for day, source, targets in _shared(first, last):
        for agency in [report.root, *(row.agency for row in report.rows)]:
            if agency is not None and len({_is_in(tree, agency, one) for one in (source, *targets)}) > 1:
                found[agency].add(day)
    return found


def _shared(first: dt.date, last: dt.date) -> list[tuple[dt.date, UUID, set[UUID]]]:
    """Events in which an agency was not passed on whole: the day, the agency, and where its parts went."""
    links = ReorganisationLink.objects.filter(
        source__isnull=False, reorganisation__effective_on__gt=first, reorganisation__effective_on__lte=last
    )
    parts: dict[tuple[int, dt.date, UUID], list[tuple[UUID | None, bool]]] = defaultdict(list)
    columns = ("reorganisation_id", "reorganisation__effective_on", "source_id", "target_id", "partial")
    for event, day, source, target, partial in links.values_list(*columns):
        parts[event, day, source].append((target, partial))
    return [
        (day, source, {target for target, _ in went if target})
        for (_, day, source), went in parts.items()
        if len(went) > 1 or any(partial for _, partial in went)
    ]


def _is_in(tree: Tree, agency: UUID, other: UUID) -> bool:
    return agency in tree.line(other)
