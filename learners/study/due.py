"""By when a person has to complete which course: what the running campaigns ask of her.

She is in a campaign's audience by her counting membership, as in coverage: the primary one of today, of the kept
record first, then the oldest. Who is exempted is asked nothing.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.agencies.models import AgencyClosure, Membership
from learners.campaigns.models import CampaignCourse, Exemption
from mooc.foundation.periods import on

SOON = 7


@dataclass(frozen=True, slots=True)
class Due:
    campaign: str
    closes_on: dt.date
    mandatory: bool
    days: int

    @property
    def is_soon(self) -> bool:
        return self.days <= SOON

    @property
    def words(self) -> str:
        if self.days == 0:
            return _("hạn hôm nay")
        return ngettext("còn %(days)d ngày", "còn %(days)d ngày", self.days) % {"days": self.days}


def due_courses(person: UUID | None, today: dt.date) -> dict[UUID, Due]:
    """The nearest due date by course key: two queries, one for somebody on no roster."""
    membership = _counting_membership(person, today) if person else None
    if membership is None or person is None:
        return {}
    found: dict[UUID, Due] = {}
    for asked in _asked(person, membership, today):
        campaign = asked.campaign
        if campaign.categories and membership.category not in campaign.categories:
            continue
        days = (campaign.closes_on - today).days
        found.setdefault(asked.course_key, Due(campaign.name, campaign.closes_on, asked.mandatory, days))
    return found


def _counting_membership(person: UUID, today: dt.date) -> Membership | None:
    mine = Membership.objects.annotate(canonical=Coalesce("person__merged_into", "person")).filter(canonical=person)
    own_first = Case(When(person=person, then=Value(0)), default=Value(1))
    return mine.filter(on(today), is_primary=True).order_by(own_first, "pk").first()


def _asked(person: UUID, membership: Membership, today: dt.date) -> QuerySet[CampaignCourse]:
    above = AgencyClosure.objects.filter(on(today), descendant=membership.agency_id).values("ancestor")
    exempted = Exemption.objects.filter(Q(person=person) | Q(person__merged_into=person), on(today)).values("campaign")
    return (
        CampaignCourse.objects.filter(
            Q(mandatory=True) | Q(campaign__electives_needed__gt=0),
            campaign__opens_on__lte=today,
            campaign__closes_on__gte=today,
            campaign__agencies__agency__in=above,
        )
        .exclude(campaign__in=exempted)
        .select_related("campaign")
        .order_by(F("mandatory").desc(), "campaign__closes_on", "pk")
    )
