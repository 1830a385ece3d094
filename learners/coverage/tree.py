"""Where a roster's agency stands on another day.

Read once from the closure (depth 0: an agency exists, depth 1: its parent). An agency that is gone on the asked day
is followed to its single successor; without one its people stay visible as "Chưa phân đơn vị" under the agency it
last belonged to, so that totals never shrink.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from learners.agencies.models import AgencyClosure
from learners.agencies.succession import successors


class Tree:
    def __init__(self, day: dt.date, membership: dt.date, agencies: Iterable[UUID]) -> None:
        self.day, self.membership = day, membership
        self._periods: dict[UUID, list[tuple[dt.date, dt.date | None]]] = {}
        self._parents: dict[UUID, list[tuple[dt.date, dt.date | None, UUID]]] = {}
        links = AgencyClosure.objects.filter(depth__lte=1).order_by("valid_from", "id")
        for up, down, depth, start, end in links.values_list(
            "ancestor_id", "descendant_id", "depth", "valid_from", "valid_to"
        ):
            if depth == 0:
                self._periods.setdefault(down, []).append((start, end))
            else:
                self._parents.setdefault(down, []).append((start, end, up))
        known = {*agencies, *self._periods}
        gone = [agency for agency in known if not self.exists(agency)]
        self._next = successors(gone, membership, day) if gone and membership != day else {}
        # Ends that happened before the membership date are followed from each agency's last day.
        self._follow_ended([agency for agency in gone if self._next.get(agency) in (None, agency)])

    def _follow_ended(self, gone: list[UUID]) -> None:
        by_end: dict[dt.date, list[UUID]] = {}
        for agency in gone:
            end = self._periods[agency][-1][1] if agency in self._periods else None
            if end is not None and end <= self.day:
                by_end.setdefault(end - dt.timedelta(days=1), []).append(agency)
        for last_day, ended in by_end.items():
            self._next = {**self._next, **successors(ended, last_day, self.day)}

    def exists(self, agency: UUID) -> bool:
        return any(s <= self.day and (e is None or self.day < e) for s, e in self._periods.get(agency, []))

    def row_of(self, agency: UUID) -> UUID | None:
        """The agency of this tree that answers for ``agency``; None means not assigned."""
        if self.exists(agency):
            return agency
        target = self._next.get(agency)
        return target if target and self.exists(target) else None

    def parent(self, agency: UUID) -> UUID | None:
        """The parent on the day; of an agency not there, the nearest it had."""
        links = self._parents.get(agency, [])
        if self.exists(agency):
            return next((up for s, e, up in links if s <= self.day and (e is None or self.day < e)), None)
        past = [up for s, _, up in links if s <= self.day]
        return past[-1] if past else (links[0][2] if links else None)

    def line(self, agency: UUID) -> list[UUID]:
        """``agency`` and everything above it, following successors of what is gone."""
        seen: list[UUID] = []
        step: UUID | None = agency
        while step is not None and step not in seen:
            seen.append(step)
            step = self.row_of(step) if self.row_of(step) not in (None, step) else self.parent(step)
        return seen

    @cached_property
    def roots(self) -> list[UUID]:
        return [agency for agency in self._periods if self.exists(agency) and self.parent(agency) is None]

    def children(self, agency: UUID | None) -> list[UUID]:
        if agency is None:
            return self.roots
        return [child for child in self._parents if self.exists(child) and self.parent(child) == agency]
