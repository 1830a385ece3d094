"""Where a roster's agency stands on another day.

An agency that is gone on the asked day is followed to its single successor; without one its people stay visible as
"Chưa phân đơn vị" under the agency it last belonged to, so that totals never shrink.
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from learners.agencies.history import History


class Tree:
    """The structure of ``day``, and the way into it for ``agencies`` of the rosters of ``membership``."""

    def __init__(self, history: History, day: dt.date, membership: dt.date, agencies: Iterable[UUID]) -> None:
        self.history, self.day = history, day
        self.below = history.children(day)
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

    def line(self, agency: UUID) -> list[UUID]:
        """``agency`` and everything above it, following successors of what is gone."""
        seen: list[UUID] = []
        step: UUID | None = agency
        while step is not None and step not in seen:
            seen.append(step)
            standing = self.row_of(step)
            step = standing if standing not in (None, step) else self.history.parent(step, self.day)
        return seen

    def children(self, agency: UUID | None) -> list[UUID]:
        return self.below.get(agency, [])
