"""The tree of agencies over all time, read once: which existed when, under whom, and what became of them.

Two queries (the closure at depths 0 and 1, the links of agencies that ended) answer for every day, so that a page which
needs a structure, a roster's day and a reader's scope does not ask thrice. A few thousand agencies, never people.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from learners.agencies.models import AgencyClosure
from learners.agencies.succession import carry, endings

Span = tuple[dt.date, dt.date | None]


def _covers(start: dt.date, end: dt.date | None, day: dt.date) -> bool:
    return start <= day and (end is None or day < end)


@dataclass
class History:
    """``periods`` and ``parents`` in order of time; ``links`` as (effective day, source, target, partial)."""

    periods: dict[UUID, list[Span]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[UUID, list[tuple[dt.date, dt.date | None, UUID]]] = field(default_factory=lambda: defaultdict(list))
    links: list[tuple[dt.date, UUID | None, UUID | None, bool]] = field(default_factory=list)

    @classmethod
    def read(cls) -> "History":
        history = cls()
        edges = AgencyClosure.objects.filter(depth__lte=1).order_by("valid_from", "id")
        for up, down, depth, start, end in edges.values_list(
            "ancestor_id", "descendant_id", "depth", "valid_from", "valid_to"
        ):
            if depth == 0:
                history.periods[down].append((start, end))
            else:
                history.parents[down].append((start, end, up))
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
        found: dict[UUID | None, list[UUID]] = defaultdict(list)
        for agency in self.periods:
            if self.exists(agency, day):
                found[self.parent(agency, day)].append(agency)
        return found

    def subtree(self, roots: Iterable[UUID], day: dt.date) -> set[UUID]:
        """``roots`` that exist on the day, and everything below them then."""
        below, found = self.children(day), set[UUID]()
        waiting = [root for root in roots if self.exists(root, day)]
        while waiting:
            agency = waiting.pop()
            if agency not in found:
                found.add(agency)
                waiting += below.get(agency, [])
        return found

    def successors(self, agencies: Iterable[UUID], from_day: dt.date, to_day: dt.date) -> dict[UUID, UUID | None]:
        """As ``succession.successors``, without asking the database."""
        return carry(agencies, (link for link in self.links if from_day < link[0] <= to_day))
