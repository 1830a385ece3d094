"""The numbers a change of memberships would change, before anybody confirms it.

Nothing is guessed: the change is made within a transaction, the report asked as on every page, and all of it rolled
back. So what is foreseen is what will be read. Frozen reports are no part of it, for they never change.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import transaction

from learners.agencies.belonging import apply_changes, make_plan
from learners.agencies.changes import Change
from learners.agencies.history import History
from learners.agencies.models import Membership
from learners.agencies.queries import name_on
from learners.campaigns.models import Campaign
from learners.campaigns.permissions import campaigns_of
from learners.coverage.numbers import Numbers
from learners.coverage.permissions import PeopleScope
from learners.coverage.reporting import report

# Of a change far back in time the latest campaigns are told; how many more there are is said. Of a change of many
# people the agencies that most of them concern.
MOST, MOST_AGENCIES = 4, 6
Post = tuple[UUID, str, bool, str]


@dataclass(frozen=True, slots=True)
class Span:
    """Days ``[start, end)`` on which somebody counts elsewhere or otherwise than before."""

    start: dt.date
    end: dt.date | None
    agencies: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Figure:
    """One agency with what is below it in the report of one day."""

    campaign: Campaign
    day: dt.date
    name: str
    before: Numbers
    after: Numbers

    @property
    def differs(self) -> bool:
        return self._told(self.before) != self._told(self.after)

    @staticmethod
    def _told(numbers: Numbers) -> tuple[int, int]:
        return numbers.required, numbers.completed


@dataclass
class Foreseen:
    """``spans``: the days that change; none where only "kiêm nhiệm" changes, which never counts."""

    spans: list[Span]
    figures: list[Figure] = field(default_factory=list)
    # Campaigns of those days that are not told one by one.
    more: int = 0

    @property
    def periods(self) -> list[tuple[dt.date, dt.date | None]]:
        """Each of the spans' days once, the earliest first."""
        return sorted({(span.start, span.end) for span in self.spans}, key=lambda days: days[0])

    @property
    def differing(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.differs]


def foresee(changes: Sequence[Change], scope: PeopleScope, *, acting_user: Any) -> Foreseen:
    """Raises ``CannotChange`` for what could not be confirmed either. Only agencies of the reader are told."""
    plan, _ = make_plan(changes)
    spans = counting_spans(plan.before.values(), [*plan.rows.values(), *plan.added])
    found = Foreseen(spans)
    asked, found.more = _asked(spans, scope) if spans else ([], 0)
    agencies = _most_concerned(spans, scope.agencies.reach(scope.day))
    names = {key: name.name for key, name in name_on(agencies, scope.day).items()}
    points = [(campaign, day, agency) for campaign, day in asked for agency in agencies]
    before, after = _around(lambda: apply_changes(changes, acting_user=acting_user), points, scope.agencies.history)
    found.figures = [
        Figure(campaign, day, names.get(agency, ""), *numbers)
        for (campaign, day, agency), *numbers in zip(points, before, after, strict=True)
    ]
    return found


def _most_concerned(spans: Iterable[Span], reach: Collection[UUID]) -> list[UUID]:
    concerned = Counter(agency for span in spans for agency in span.agencies if agency in reach)
    return [agency for agency, _ in concerned.most_common(MOST_AGENCIES)]


def _around(
    act: Callable[[], object], points: Sequence[tuple[Campaign, dt.date, UUID]], history: History
) -> tuple[list[Numbers], list[Numbers]]:
    before = _numbers(points, history)
    with transaction.atomic():
        act()
        after = _numbers(points, history)
        transaction.set_rollback(True)
    return before, after


def _numbers(points: Sequence[tuple[Campaign, dt.date, UUID]], history: History) -> list[Numbers]:
    return [
        report(
            campaign=campaign, root=agency, structure=day, membership=day, completion=day, history=history
        ).total.numbers
        for campaign, day, agency in points
    ]


def _asked(spans: list[Span], scope: PeopleScope) -> tuple[list[tuple[Campaign, dt.date]], int]:
    """The latest campaigns some of whose days change, each with the last of those days that has come."""
    campaigns = list(campaigns_of(scope.agencies.reach(scope.day)).order_by("-closes_on", "-pk"))
    met = [(campaign, day) for campaign in campaigns if (day := _day_of(campaign, spans, scope.day))]
    return met[:MOST], max(0, len(met) - MOST)


def _day_of(campaign: Campaign, spans: list[Span], today: dt.date) -> dt.date | None:
    days = [
        min(span.end - dt.timedelta(days=1) if span.end else today, campaign.closes_on, today)
        for span in spans
        if span.start <= min(campaign.closes_on, today) and (span.end is None or span.end > campaign.opens_on)
    ]
    return max((day for day in days if day >= campaign.opens_on), default=None)


def counting_spans(before: Iterable[Membership], after: Iterable[Membership]) -> list[Span]:
    """The days on which the primary membership of somebody is another; a secondary one never counts."""
    found: list[Span] = []
    old, new = _by_person(before), _by_person(after)
    for person in [*old, *(person for person in new if person not in old)]:
        found += _spans(old.get(person, []), new.get(person, []))
    return found


def _by_person(rows: Iterable[Membership]) -> dict[UUID, list[Membership]]:
    found: dict[UUID, list[Membership]] = {}
    for row in rows:
        if row.is_primary:
            found.setdefault(row.person_id, []).append(row)
    return found


def _spans(old: list[Membership], new: list[Membership]) -> list[Span]:
    """Adjacent pieces that differ are one span."""
    days = sorted({row.valid_from for row in [*old, *new]} | {row.valid_to for row in [*old, *new] if row.valid_to})
    pieces: list[Span] = []
    for start, end in [*pairwise(days), *([(days[-1], None)] if days else [])]:
        was, will = _post(old, start), _post(new, start)
        if was == will:
            continue
        agencies = frozenset(post[0] for post in (was, will) if post)
        if pieces and pieces[-1].end == start:
            last = pieces.pop()
            pieces.append(Span(last.start, end, last.agencies | agencies))
        else:
            pieces.append(Span(start, end, agencies))
    return pieces


def _post(rows: list[Membership], day: dt.date) -> Post | None:
    """What a campaign looks at."""
    return next(((row.agency_id, row.category, row.is_head, row.position) for row in rows if row.covers(day)), None)
