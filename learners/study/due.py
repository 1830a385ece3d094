"""By when a person has to complete which course: what the running campaigns ask of her, and what she is late with.

She is in a campaign's audience by her counting membership, as in coverage: the primary one of today, of the kept
record first, then the oldest. Who is exempted is asked nothing.

A mandatory course of a campaign that has closed is **overdue**, if she stood on this roster when it closed and was not
exempted then. After ``LATE`` days it is history, and told by the officer's report alone.
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
from learners.people.records import of_person
from mooc.foundation.periods import on

# Days.
SOON = 7
LATE = 90


@dataclass(frozen=True, slots=True)
class Due:
    campaign: str
    closes_on: dt.date
    mandatory: bool
    # Until the last day that counts; negative after it.
    days: int

    @property
    def is_soon(self) -> bool:
        return 0 <= self.days <= SOON

    @property
    def is_overdue(self) -> bool:
        return self.days < 0

    @property
    def words(self) -> str:
        if self.is_overdue:
            return ngettext("quá hạn %(days)d ngày", "quá hạn %(days)d ngày", -self.days) % {"days": -self.days}
        if self.days == 0:
            return _("hạn hôm nay")
        return ngettext("còn %(days)d ngày", "còn %(days)d ngày", self.days) % {"days": self.days}


def due_courses(person: UUID | None, today: dt.date) -> dict[UUID, Due]:
    """The nearest date by course key, one to come before one gone by: two queries, one for somebody on no roster."""
    membership = counting_membership(person, today) if person else None
    if membership is None or person is None:
        return {}
    found: dict[UUID, list[Due]] = {}
    for asked in _asked(person, membership, today):
        campaign = asked.campaign
        if campaign.categories and membership.category not in campaign.categories:
            continue
        days = (campaign.closes_on - today).days
        found.setdefault(asked.course_key, []).append(Due(campaign.name, campaign.closes_on, asked.mandatory, days))
    return {key: min(ones, key=_urgency) for key, ones in found.items()}


def _urgency(due: Due) -> tuple[bool, bool, int]:
    return (not due.mandatory, due.is_overdue, abs(due.days))


def counting_membership(person: UUID, today: dt.date) -> Membership | None:
    mine = Membership.objects.annotate(canonical=Coalesce("person__merged_into", "person")).filter(canonical=person)
    own_first = Case(When(person=person, then=Value(0)), default=Value(1))
    return mine.filter(on(today), is_primary=True).order_by(own_first, "pk").first()


def _asked(person: UUID, membership: Membership, today: dt.date) -> QuerySet[CampaignCourse]:
    above = AgencyClosure.objects.filter(on(today), descendant=membership.agency_id).values("ancestor")
    earliest = max(membership.valid_from, today - dt.timedelta(days=LATE))
    optional = Q(campaign__electives_needed__gt=0, campaign__closes_on__gte=today)
    return (
        CampaignCourse.objects.filter(
            Q(mandatory=True) | optional,
            campaign__opens_on__lte=today,
            campaign__closes_on__gte=earliest,
            campaign__agencies__agency__in=above,
        )
        .exclude(campaign__in=_exempted(person, today).values("campaign"))
        .select_related("campaign")
        .order_by("pk")
    )


def _exempted(person: UUID, today: dt.date) -> QuerySet[Exemption]:
    """Today; from a closed campaign also by an exemption that held on its last day."""
    held_then = Q(campaign__closes_on__lt=today) & on(F("campaign__closes_on"))
    hers = Exemption.objects.filter(of_person(person))
    return hers.filter(on(today) | held_then)
