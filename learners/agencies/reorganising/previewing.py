"""What a proposal would move besides facts: people, and what rooms above know (campaigns). Nothing is written."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F
from django.db.models.functions import Coalesce

from learners.agencies.models import Membership, Scope
from learners.agencies.reorganising.consequences import Consequences
from learners.agencies.reorganising.proposal import WHOLE, Proposal
from mooc.foundation.periods import on

# Rooms above say what of theirs names an agency: (agencies, day) -> sentences.
Touched = Callable[[Collection[UUID], dt.date], list[str]]
_touched: list[Touched] = []


def register_touched(told: Touched) -> None:
    if told not in _touched:
        _touched.append(told)


@dataclass(frozen=True, slots=True)
class Preview:
    """``moving`` and ``left`` are people on the day, by agency; ``scopes`` name agencies that end."""

    moving: dict[UUID, int]
    left: dict[UUID, int]
    scopes: list[Scope]
    touched: list[str]

    @property
    def moving_in_all(self) -> int:
        return sum(self.moving.values())

    @property
    def left_in_all(self) -> int:
        return sum(self.left.values())


def foresee(proposal: Proposal, found: Consequences) -> Preview:
    ending = set(proposal.ending)
    whole = {source.agency for source in proposal.sources if source.share == WHOLE} & ending
    goes_on = {UUID(one.source) for one in found.going if one.target and not one.partial}
    people = people_at(ending, proposal.day)
    return Preview(
        moving={agency: people[agency] for agency in whole & goes_on if agency in people},
        left={agency: people[agency] for agency in ending - (whole & goes_on) if agency in people},
        scopes=list(_scopes(ending, proposal.day)),
        touched=[said for told in _touched for said in told(ending or proposal.agencies, proposal.day)],
    )


def people_at(agencies: Collection[UUID], day: dt.date) -> dict[UUID, int]:
    """Human beings with a primary membership, by agency."""
    held = Membership.objects.filter(on(day), agency__in=agencies, is_primary=True)
    human = Coalesce(F("person__merged_into"), F("person"))
    counted = held.values("agency").annotate(people=Count(human, distinct=True)).order_by()
    return dict(counted.values_list("agency", "people"))


def _scopes(agencies: Collection[UUID], day: dt.date) -> list[Scope]:
    rows = Scope.objects.filter(on(day), agency__in=agencies).select_related("account__person")
    return list(rows.order_by("account__username", "pk"))
