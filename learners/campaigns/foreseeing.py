"""What announcing a campaign would do, and what changing a running one would: numbers, never names of people."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.editions.models import Edition
from learners.agencies.models import Category
from learners.agencies.queries import name_on
from learners.campaigns.definition import Definition
from learners.campaigns.expected import (
    audience,
    below,
    counting_memberships,
    exempted,
    fits_category,
    fits_head,
    fits_position,
    satisfied,
)

# Agencies told by name on one page.
MOST = 200


@dataclass
class Line:
    """One agency: how many are asked, by category."""

    name: str
    people: int = 0
    categories: Counter[str] = field(default_factory=Counter)

    @property
    def cells(self) -> list[int]:
        return [self.categories[category] for category in Category.values]


@dataclass(frozen=True)
class Foreseen:
    """``lines`` are the first ``MOST`` by name; ``left_out``: why, and how many people of the agencies chosen."""

    day: dt.date
    people: int
    agencies: int
    total: Line
    lines: list[Line]
    left_out: list[tuple[str | Promise, int]]
    # Titles, or keys of courses that were never released.
    without_edition: list[UUID]

    @property
    def more(self) -> int:
        return self.agencies - len(self.lines)


@dataclass(frozen=True)
class Change:
    """One agency whose numbers are other ones afterwards."""

    name: str
    required: tuple[int, int]
    completed: tuple[int, int]


@dataclass(frozen=True)
class Changed:
    join: int
    leave: int
    required: tuple[int, int]
    completed: tuple[int, int]
    lines: list[Change]
    more: int


def foresee(definition: Definition, day: dt.date, campaign: int | None = None) -> Foreseen:
    """On the rosters known of ``day``: seven queries, whatever the number of people."""
    asked = audience(definition, day).filter(~exempted(campaign, day))
    lines: dict[UUID, Line] = {}
    total = Line("")
    for agency, category, people in asked.order_by().values_list("agency_id", "category").annotate(n=Count("pk")):
        for line in (lines.setdefault(agency, Line(str(agency))), total):
            line.people += people
            line.categories[category] += people
    _name(lines, day)
    shown = sorted(lines.values(), key=lambda line: line.name)
    return Foreseen(
        day=day,
        people=total.people,
        agencies=len(lines),
        total=total,
        lines=shown[:MOST],
        left_out=_left_out(definition, day, campaign),
        without_edition=without_edition([*definition.mandatory, *definition.electives]),
    )


def without_edition(keys: Iterable[UUID]) -> list[UUID]:
    wanted = set(keys)
    released = Edition.objects.filter(course_key__in=wanted).values_list("course_key", flat=True).distinct()
    return sorted(wanted - set(released))


def _left_out(definition: Definition, day: dt.date, campaign: int | None) -> list[tuple[str | Promise, int]]:
    """Of everybody on the rosters of the agencies chosen; each person under the first reason that keeps her out."""
    taken = [person for person, (included, _) in definition.exceptions.items() if not included]
    added = [person for person, (included, _) in definition.exceptions.items() if included]
    reasons: list[tuple[str | Promise, Q]] = [
        (_("thuộc đơn vị không giao"), ~below(definition.excluded, day) if definition.excluded else Q()),
        (_("không thuộc đối tượng"), fits_category(definition)),
        (_("không thuộc diện người đứng đầu đã chọn"), fits_head(definition)),
        (_("chức vụ không thuộc diện đã chọn"), fits_position(definition, day)),
        (_("không giao riêng, có lý do"), ~Q(canonical__in=taken) if taken else Q()),
        (_("được miễn, có lý do"), ~exempted(campaign, day) if campaign else Q()),
    ]
    passed, counts = Q(), {}
    for number, (_why, fits) in enumerate(reasons):
        if fits:
            counts[f"out_{number}"] = Count("pk", filter=passed & ~fits)
            passed &= fits
    if not counts:
        return []
    found = counting_memberships(day).filter(below(definition.agencies, day))
    if added:
        found = found.exclude(canonical__in=added)
    told = found.aggregate(**counts)
    numbered = [(why, told.get(f"out_{number}") or 0) for number, (why, _fits) in enumerate(reasons)]
    return [(why, people) for why, people in numbered if people]


def compare(old: Definition, new: Definition, day: dt.date, campaign: int) -> Changed:
    """What a running campaign would be after the change: four sets, counted by agency."""
    spared = ~exempted(campaign, day)
    before, after = audience(old, day).filter(spared), audience(new, day).filter(spared)
    numbers: dict[UUID, list[int]] = {}
    for place, (people, definition) in enumerate(((before, old), (after, new))):
        done = Count("pk", filter=satisfied(definition))
        for agency, required, completed in (
            people.order_by().values_list("agency_id").annotate(n=Count("pk"), done=done)
        ):
            row = numbers.setdefault(agency, [0, 0, 0, 0])
            row[place], row[2 + place] = required, completed
    differing = {agency: row for agency, row in numbers.items() if row[0] != row[1] or row[2] != row[3]}
    names = {agency: str(name) for agency, name in name_on(differing, day).items()}
    lines = [
        Change(names.get(agency, str(agency)), (row[0], row[1]), (row[2], row[3])) for agency, row in differing.items()
    ]
    sums = [sum(row[place] for row in numbers.values()) for place in range(4)]
    return Changed(
        join=after.exclude(pk__in=before.values("pk")).count(),
        leave=before.exclude(pk__in=after.values("pk")).count(),
        required=(sums[0], sums[1]),
        completed=(sums[2], sums[3]),
        lines=sorted(lines, key=lambda line: line.name)[:MOST],
        more=max(0, len(lines) - MOST),
    )


def _name(lines: dict[UUID, Line], day: dt.date) -> None:
    for agency, name in name_on(lines, day).items():
        lines[agency].name = name.name
