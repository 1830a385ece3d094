"""On which days an agency stands in a campaign's audience, as the structure changes.

An agency is in it while it, or what stands above it, is named, unless one of them is excluded. One that ended goes on
where its successor stands; without one the people of its roster stay within the audience that held its last place.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cached_property
from uuid import UUID

from learners.agencies.history import History
from learners.campaigns.stints import Span, pieces
from learners.campaigns.tree import Tree


class Structures:
    """The trees of the days on which the structure is another, each made once."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._trees: dict[dt.date, Tree] = {}

    @cached_property
    def changes(self) -> list[dt.date]:
        """The days on which anything about the structure begins or ends."""
        days = {day for day, *_ in self.history.links}
        for spans in self.history.periods.values():
            days.update(day for span in spans for day in span if day is not None)
        for edges in self.history.parents.values():
            days.update(day for start, end, _ in edges for day in (start, end) if day is not None)
        return sorted(days)

    def tree(self, day: dt.date) -> Tree:
        if day not in self._trees:
            self._trees[day] = Tree(self.history, day, day)
        return self._trees[day]


class Audience:
    """``opens_on``: days before it are not asked for."""

    def __init__(
        self, structures: Structures, opens_on: dt.date, named: Collection[UUID], excluded: Collection[UUID] = ()
    ) -> None:
        self.structures, self.opens_on = structures, opens_on
        self.named, self.excluded = frozenset(named), frozenset(excluded)
        self._spans: dict[UUID, Sequence[Span]] = {}

    def spans(self, agency: UUID) -> Sequence[Span]:
        """In order of time, neighbours joined."""
        if agency not in self._spans:
            self._spans[agency] = self._walk(agency)
        return self._spans[agency]

    def agencies(self) -> list[UUID]:
        """All that are in it on some day, sorted."""
        known = {*self.structures.history.periods, *self.named}
        return sorted(agency for agency in known if self.spans(agency))

    @cached_property
    def _pieces(self) -> list[Span]:
        later = [day for day in self.structures.changes if day > self.opens_on]
        return list(pieces([self.opens_on, *later]))

    def _walk(self, agency: UUID) -> list[Span]:
        found: list[Span] = []
        for start, end in self._pieces:
            line = self.structures.tree(start).line(agency)
            if self.named.isdisjoint(line) or not self.excluded.isdisjoint(line):
                continue
            if found and found[-1][1] == start:
                start = found.pop()[0]
            found.append((start, end))
        return found
