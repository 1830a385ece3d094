"""The closure of the tree over time: pure intersection of half-open periods, written set-wise."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from learners.agencies.models import AgencyClosure, AgencyPlacement


class Period(NamedTuple):
    """``[start, end)``; ``end`` None while in force."""

    start: dt.date
    end: dt.date | None

    def meet(self, other: "Period") -> "Period | None":
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        return Period(start, end) if end is None or start < end else None


class Place(NamedTuple):
    agency: UUID
    parent: UUID | None
    period: Period


class Edge(NamedTuple):
    ancestor: UUID
    descendant: UUID
    depth: int
    period: Period


class Cycle(Exception):
    """An agency would be its own ancestor on some day."""


def edges(places: Iterable[Place]) -> Iterator[Edge]:
    """Every (ancestor, descendant) with the days it holds; an agency is its own ancestor at depth 0."""
    by_agency: dict[UUID, list[Place]] = defaultdict(list)
    for place in places:
        by_agency[place.agency].append(place)
    for agency, own in by_agency.items():
        for place in own:
            yield Edge(agency, agency, 0, place.period)
            yield from _climb(agency, place, place.period, by_agency)


def _climb(agency: UUID, place: Place, period: Period, by_agency: dict[UUID, list[Place]]) -> Iterator[Edge]:
    """Up the tree, keeping only the days on which every step of the way holds."""
    waiting = [(place.parent, 1, period)]
    while waiting:
        parent, depth, period = waiting.pop()
        if parent is None:
            continue
        if parent == agency or depth > len(by_agency):
            raise Cycle(str(agency))
        for above in by_agency.get(parent, ()):
            shared = period.meet(above.period)
            if shared:
                yield Edge(parent, agency, depth, shared)
                waiting.append((above.parent, depth + 1, shared))


@transaction.atomic
def rebuild() -> int:
    """Derive the closure from all placements again; returns how many rows it has."""
    rows = AgencyPlacement.objects.values_list("agency_id", "parent_id", "valid_from", "valid_to")
    places = [Place(agency, parent, Period(start, end)) for agency, parent, start, end in rows]
    made = [
        AgencyClosure(
            ancestor_id=edge.ancestor,
            descendant_id=edge.descendant,
            depth=edge.depth,
            valid_from=edge.period.start,
            valid_to=edge.period.end,
        )
        for edge in edges(places)
    ]
    AgencyClosure.objects.all().delete()
    AgencyClosure.objects.bulk_create(made, batch_size=150)
    return len(made)
