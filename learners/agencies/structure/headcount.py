"""How many people stood on the rosters of a day, by agency: one human being once at each, by the primary membership.

Whoever's agency ended wholly in another counts there, as in reports; whose agency ended otherwise is "Chưa phân đơn
vị" at the agency that it last stood under.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from learners.agencies.history import History
from learners.agencies.models import Agency, AgencyClosure, Membership
from mooc.foundation.periods import on

HUMAN = Coalesce(F("person__merged_into"), F("person"))


@dataclass(frozen=True, slots=True)
class Heads:
    """``own`` of each agency of the day; ``unassigned`` by the agency they last stood under (None: nobody's)."""

    own: Counter[UUID]
    unassigned: Counter[UUID | None]

    def sums(self, shown: Iterable[UUID], history: History, day: dt.date) -> Counter[UUID]:
        """With everything below, for agencies none of which stands below another."""
        wanted, found = set(shown), Counter[UUID]()
        for counted in (self.own, self.unassigned):
            for agency, people in counted.items():
                line = history.line(agency, day) if agency else []
                above = next((step for step in line if step in wanted), None)
                if above is not None:
                    found[above] += people
        return found


def count_heads(root: UUID | None, day: dt.date, history: History) -> Heads:
    """Below ``root`` and itself (None: everywhere): two queries."""
    held = Membership.objects.filter(on(day), is_primary=True)
    within = held
    if root is not None:
        below = AgencyClosure.objects.filter(on(day), ancestor=root).values("descendant")
        within = held.filter(agency__in=below)
    heads = Heads(Counter(), Counter())
    gone = history.gone(day)
    for agency, people in _grouped(within):
        if agency not in gone:
            heads.own[agency] += people
    # Agencies of other days that still have people: hardly any, but for the days after an event.
    elsewhere = Agency.objects.exclude(pk__in=Agency.objects.filter(on(day, "placements__")).values("pk"))
    inside = None if root is None else history.subtree([root], day)
    for agency, people in _grouped(held.filter(agency__in=elsewhere.values("pk"))):
        _carry(agency, people, day, history, heads, inside)
    return heads


def count_on(agency: UUID, days: Iterable[dt.date]) -> dict[dt.date, int]:
    """Of one agency on several days: one query."""
    asked = {f"day{number}": day for number, day in enumerate(days)}
    if not asked:
        return {}
    counts: dict[str, Any] = {name: Count(HUMAN, distinct=True, filter=Q(on(day))) for name, day in asked.items()}
    found = Membership.objects.filter(agency=agency, is_primary=True).aggregate(**counts)
    return {day: found[name] for name, day in asked.items()}


def _grouped(held: QuerySet[Membership]) -> Iterable[tuple[UUID, int]]:
    return held.values("agency").annotate(people=Count(HUMAN, distinct=True)).order_by().values_list("agency", "people")


def _carry(
    agency: UUID, people: int, day: dt.date, history: History, heads: Heads, inside: frozenset[UUID] | None
) -> None:
    heir = standing(agency, day, history)
    if heir is not None:
        if inside is None or heir in inside:
            heads.own[heir] += people
        return
    above = history.parent(agency, day)
    while above is not None and (found := standing(above, day, history)) is None:
        above = history.parent(above, day)
    above = found if above is not None else None
    if inside is None or above in inside:
        heads.unassigned[above] += people


def standing(agency: UUID, day: dt.date, history: History) -> UUID | None:
    """The agency that answers for ``agency`` on the day: itself or its one successor; None after a split or an end."""
    if history.exists(agency, day):
        return agency
    end = history.last_end(agency)
    if end is None or end > day:
        return None
    heir = history.successors([agency], end - dt.timedelta(days=1), day)[agency]
    return heir if heir is not None and history.exists(heir, day) else None
