"""Where a roster's agency stands on another day.

An agency that is gone on the asked day is followed to its single successor; without one its people stay visible as
"Chưa phân đơn vị" under the agency it last belonged to, so that totals never shrink.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from learners.agencies.history import History

Line = tuple[UUID, ...]


class Tree:
    """The structure of ``day``, and the way into it for ``agencies`` of the rosters of ``membership``."""

    def __init__(self, history: History, day: dt.date, membership: dt.date, agencies: Iterable[UUID] = ()) -> None:
        self.history, self.day = history, day
        self.below = history.children(day)
        self._lines: dict[UUID, Line] = {}
        self._above: dict[UUID, UUID | None] = {}
        gone = [agency for agency in {*agencies, *history.periods} if not history.exists(agency, day)]
        self._next = history.successors(gone, membership, day)
        # Ends that happened before the membership date are followed from each agency's last day.
        self._follow_ended([agency for agency in gone if self._next.get(agency) in (None, agency)])

    def _follow_ended(self, gone: list[UUID]) -> None:
        by_end: dict[dt.date, list[UUID]] = {}
        for agency in gone:
            end = self.history.last_end(agency)
            if end is not None and end <= self.day:
                by_end.setdefault(end - dt.timedelta(days=1), []).append(agency)
        for last_day, ended in by_end.items():
            self._next.update(self.history.successors(ended, last_day, self.day))

    def exists(self, agency: UUID) -> bool:
        return self.history.exists(agency, self.day)

    def row_of(self, agency: UUID) -> UUID | None:
        """The agency of this tree that answers for ``agency``; None means not assigned."""
        if self.exists(agency):
            return agency
        target = self._next.get(agency)
        return target if target and self.exists(target) else None

    def line(self, agency: UUID) -> Line:
        """``agency`` and everything above it, following successors of what is gone."""
        found = self._lines.get(agency)
        if found is None:
            found = self._lines[agency] = tuple(self._climb(agency))
        return found

    def _climb(self, agency: UUID) -> list[UUID]:
        seen: list[UUID] = []
        step: UUID | None = agency
        while step is not None and step not in seen:
            seen.append(step)
            step = self._step(step)
        return seen

    def _step(self, agency: UUID) -> UUID | None:
        """One up; a whole level of agencies asks this of the same few."""
        if agency not in self._above:
            standing = self.row_of(agency)
            up = standing if standing not in (None, agency) else self.history.parent(agency, self.day)
            self._above[agency] = up
        return self._above[agency]

    def children(self, agency: UUID | None) -> list[UUID]:
        return self.below.get(agency, [])

    def reach(self, root: UUID) -> set[UUID]:
        """Every agency of any day whose line leads through ``root``."""
        found: set[UUID] = set()
        waiting = [root]
        while waiting:
            agency = waiting.pop()
            if agency not in found:
                found.add(agency)
                waiting += self._steps_down.get(agency, ())
        return found

    @cached_property
    def _steps_down(self) -> dict[UUID, list[UUID]]:
        """The lines backwards: who is one step below whom."""
        below: dict[UUID, list[UUID]] = {}
        for agency in self.history.periods:
            up = self._step(agency)
            if up is not None:
                below.setdefault(up, []).append(agency)
        return below
