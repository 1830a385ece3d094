"""The closure of the tree over time: pure intersection of half-open periods, written set-wise.

``rebuild`` derives all of it; ``update`` only what changed placements can have touched, with the same rows as result.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from learners.agencies.models import AgencyClosure, AgencyPlacement
from mooc.foundation.batches import in_batches

# Keys in one statement.
BATCH = 5_000


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


def edges(places: Iterable[Place], of: Collection[UUID] | None = None) -> Iterator[Edge]:
    """Every (ancestor, descendant) with the days it holds; an agency is its own ancestor at depth 0.

    ``of``: only for these descendants; ``places`` then hold theirs and those of everything above them.
    """
    by_agency: dict[UUID, list[Place]] = defaultdict(list)
    for place in places:
        by_agency[place.agency].append(place)
    for agency in by_agency if of is None else of:
        for place in by_agency.get(agency, ()):
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
    made = list(edges(_places(AgencyPlacement.objects.all())))
    AgencyClosure.objects.all().delete()
    _write(made)
    return len(made)


@transaction.atomic
def update(changed: Iterable[UUID]) -> int:
    """Derive it again for agencies whose placements changed and for all that ever stood below them.

    ``changed`` names every agency one of whose placements was added, closed, altered or deleted. Returns how many rows
    were written or deleted; raises ``Cycle`` and leaves everything as it was.
    """
    touched = _with_below(changed)
    wanted = set(edges(_with_above(touched), touched))
    stale = []
    for batch in in_batches(sorted(touched), BATCH):
        rows = AgencyClosure.objects.filter(descendant__in=batch)
        for row, up, down, depth, start, end in rows.values_list(
            "id", "ancestor_id", "descendant_id", "depth", "valid_from", "valid_to"
        ):
            kept = Edge(up, down, depth, Period(start, end))
            if kept in wanted:
                wanted.remove(kept)
            else:
                stale.append(row)
    for ids in in_batches(stale, BATCH):
        AgencyClosure.objects.filter(pk__in=ids).delete()
    _write(wanted)
    return len(stale) + len(wanted)


def _write(made: Iterable[Edge]) -> None:
    AgencyClosure.objects.bulk_create(
        (
            AgencyClosure(
                ancestor_id=edge.ancestor,
                descendant_id=edge.descendant,
                depth=edge.depth,
                valid_from=edge.period.start,
                valid_to=edge.period.end,
            )
            for edge in made
        ),
        batch_size=1_000,
    )


def _places(rows: QuerySet[AgencyPlacement]) -> Iterator[Place]:
    for agency, parent, start, end in rows.values_list("agency_id", "parent_id", "valid_from", "valid_to"):
        yield Place(agency, parent, Period(start, end))


def _with_below(changed: Iterable[UUID]) -> set[UUID]:
    """On whichever day: a level of the tree takes one query for each batch."""
    found: set[UUID] = set()
    level = set(changed)
    while level:
        found |= level
        below = set[UUID]()
        for batch in in_batches(sorted(level), BATCH):
            below |= set(AgencyPlacement.objects.filter(parent__in=batch).values_list("agency_id", flat=True))
        level = below - found
    return found


def _with_above(agencies: set[UUID]) -> list[Place]:
    places: list[Place] = []
    read: set[UUID] = set()
    level = agencies
    while level:
        read |= level
        for batch in in_batches(sorted(level), BATCH):
            places += _places(AgencyPlacement.objects.filter(agency__in=batch))
        level = {place.parent for place in places if place.parent is not None} - read
    return places
