"""The tree of agencies over all time, read once: which existed when, under whom, and what became of them.

A process keeps what it read, for as long as the stamp of the tree (``stamping``) is the one it read it under: a page
asks one small query, whatever the number of agencies, and what it derives for a day is kept with it. Two queries
(placements, the links of agencies that ended) read it again. Agencies, never people.

What is handed out is shared by everybody in the process: read it, never change it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from learners.agencies.closure import Period
from learners.agencies.models import AgencyPlacement, StructureStamp
from learners.agencies.succession import carry, endings
from mooc.foundation.remembered import Remembered

Span = tuple[dt.date, dt.date | None]
T = TypeVar("T")

# Days for which the derived is kept; reports ask three at most, trends some more.
DAYS_KEPT = 48


def _covers(start: dt.date, end: dt.date | None, day: dt.date) -> bool:
    return start <= day and (end is None or day < end)


@dataclass(frozen=True, slots=True)
class Ended:
    """Of the agencies that are gone for good by a day: what they went into, and the ways back to them."""

    # Agency -> its targets (None: nobody), and whether it went there whole.
    into: dict[UUID, set[UUID | None]]
    whole: dict[UUID, bool]
    # Who came, wholly or in part, into an agency; who last stood under it.
    sources: dict[UUID, set[UUID]]
    below: dict[UUID, set[UUID]]


@dataclass
class History:
    """``periods`` and ``parents`` in order of time; ``links`` as (effective day, source, target, partial)."""

    periods: dict[UUID, list[Span]] = field(default_factory=dict)
    parents: dict[UUID, list[tuple[dt.date, dt.date | None, UUID]]] = field(default_factory=dict)
    links: list[tuple[dt.date, UUID | None, UUID | None, bool]] = field(default_factory=list)
    _derived: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls) -> "History":
        """The history as the database has it now: one query while nothing changed, three otherwise."""
        # The stamp first: what is read after it may be newer, and is then read again.
        stamp = StructureStamp.objects.values_list("stamp", flat=True).first()
        kept = _kept.get("tree")
        if kept is not None and kept[0] == stamp:
            return kept[1]
        history = cls._read()
        if stamp is not None:
            _kept.keep("tree", (stamp, history))
        return history

    @classmethod
    def _read(cls) -> "History":
        history = cls()
        columns = ("agency_id", "parent_id", "valid_from", "valid_to")
        rows = list(AgencyPlacement.objects.order_by("valid_from", "id").values_list(*columns))
        for agency, _, start, end in rows:
            history.periods.setdefault(agency, []).append((start, end))
        for agency, parent, start, end in rows:
            # Only on the days on which the parent stood in the tree itself.
            for life in history.periods.get(parent, ()):
                shared = Period(start, end).meet(Period(*life))
                if shared:
                    history.parents.setdefault(agency, []).append((*shared, parent))
        links = endings(dt.date.max)
        history.links = list(links.values_list("reorganisation__effective_on", "source_id", "target_id", "partial"))
        return history

    def exists(self, agency: UUID, day: dt.date) -> bool:
        return any(_covers(start, end, day) for start, end in self.periods.get(agency, ()))

    def last_end(self, agency: UUID) -> dt.date | None:
        """The first day it is no more, for good; None while it lives or when it never stood in the tree."""
        spans = self.periods.get(agency)
        return spans[-1][1] if spans else None

    def parent(self, agency: UUID, day: dt.date) -> UUID | None:
        """The parent on the day; of an agency not there that day, the nearest it had."""
        edges = self.parents.get(agency, [])
        if self.exists(agency, day):
            return next((up for start, end, up in edges if _covers(start, end, day)), None)
        past = [up for start, _, up in edges if start <= day]
        return past[-1] if past else (edges[0][2] if edges else None)

    def children(self, day: dt.date) -> dict[UUID | None, list[UUID]]:
        """Agencies of the day by parent; the roots under None."""

        def derive() -> dict[UUID | None, list[UUID]]:
            found: dict[UUID | None, list[UUID]] = {}
            for agency in self.periods:
                if self.exists(agency, day):
                    found.setdefault(self.parent(agency, day), []).append(agency)
            return found

        return self.once(("children", day), derive)

    def subtree(self, roots: Iterable[UUID], day: dt.date) -> frozenset[UUID]:
        """``roots`` that exist on the day, and everything below them then."""
        asked = frozenset(roots)

        def derive() -> frozenset[UUID]:
            below, found = self.children(day), set[UUID]()
            waiting = [root for root in asked if self.exists(root, day)]
            while waiting:
                agency = waiting.pop()
                if agency not in found:
                    found.add(agency)
                    waiting += below.get(agency, [])
            return frozenset(found)

        return self.once(("subtree", day, asked), derive)

    def line(self, agency: UUID, day: dt.date) -> list[UUID]:
        """``agency`` and what is above it on the day, the root last."""
        found: list[UUID] = []
        step: UUID | None = agency
        while step is not None and step not in found:
            found.append(step)
            step = self.parent(step, day)
        return found

    def gone(self, day: dt.date) -> frozenset[UUID]:
        """Agencies of other days that do not stand in the tree on this one."""
        return self.once(("gone", day), lambda: frozenset(one for one in self.periods if not self.exists(one, day)))

    def ended(self, day: dt.date) -> Ended:
        return self.once(("ended", day), lambda: self._ended(day))

    def _ended(self, day: dt.date) -> Ended:
        into: dict[UUID, set[UUID | None]] = defaultdict(set)
        whole: dict[UUID, bool] = defaultdict(lambda: True)
        sources: dict[UUID, set[UUID]] = defaultdict(set)
        below: dict[UUID, set[UUID]] = defaultdict(set)
        ended = {agency for agency in self.gone(day) if (end := self.last_end(agency)) and end <= day}
        for effective, source, target, partial in self.links:
            if source in ended and source is not None and effective <= day:
                into[source].add(target)
                whole[source] &= not partial
                if target is not None:
                    sources[target].add(source)
        for agency in ended:
            parent = self.parent(agency, day)
            if parent is not None:
                below[parent].add(agency)
        return Ended(dict(into), dict(whole), dict(sources), dict(below))

    def last_change(self, day: dt.date) -> dt.date:
        """The last day until ``day`` on which agencies went into others; the first of all days where none did."""
        return max((effective for effective in self.link_days if effective <= day), default=dt.date.min)

    @property
    def link_days(self) -> frozenset[dt.date]:
        return self.once(("link days",), lambda: frozenset(link[0] for link in self.links))

    def led_through(self, agencies: Iterable[UUID]) -> set[UUID]:
        """``agencies``, and whatever on some day stood below one of them or went into one, over any number of steps."""
        found, waiting = set[UUID](), list(agencies)
        while waiting:
            agency = waiting.pop()
            if agency not in found:
                found.add(agency)
                waiting += self._ways_down.get(agency, ())
        return found

    @property
    def _ways_down(self) -> dict[UUID, set[UUID]]:
        def derive() -> dict[UUID, set[UUID]]:
            below: dict[UUID, set[UUID]] = defaultdict(set)
            for agency, edges in self.parents.items():
                for _, _, parent in edges:
                    below[parent].add(agency)
            for _, source, target, _ in self.links:
                if source is not None and target is not None:
                    below[target].add(source)
            return dict(below)

        return self.once(("ways down",), derive)

    def successors(self, agencies: Iterable[UUID], from_day: dt.date, to_day: dt.date) -> dict[UUID, UUID | None]:
        """As ``succession.successors``, without asking the database."""
        return carry(agencies, (link for link in self.links if from_day < link[0] <= to_day))

    def once(self, key: tuple[Any, ...], derive: Callable[[], T]) -> T:
        """What ``derive`` gives, kept with the history under ``key``."""
        found = self._derived.get(key)
        if found is None:
            found = derive()
            if len(self._derived) >= DAYS_KEPT:
                self._derived.clear()
            self._derived[key] = found
        return found


# What this process read last, and the stamp then: that of a change which was rolled back is never seen again.
_kept: Remembered[str, tuple[str, History]] = Remembered()
