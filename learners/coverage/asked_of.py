"""What is asked of one person: the campaigns whose audience holds her counting membership, and how she stands there.

As in the report, a campaign that has closed counts what was achieved by its last day; what came later is told as late.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.models import AgencyClosure, Membership
from learners.campaigns.models import Campaign, CampaignCourse, Exemption
from learners.campaigns.rules import satisfies
from learners.people.records import of_person
from learners.progress.models import Completion
from mooc.foundation.periods import on


@dataclass(frozen=True, slots=True)
class Assignment:
    """``state`` is "completed", "late" (after the last day), "exempted", "open" or "overdue"."""

    campaign: Campaign
    mandatory: list[UUID]
    electives: list[UUID]
    exemption: Exemption | None
    state: str
    days: int

    @property
    def words(self) -> str:
        return {
            "completed": _("Đã hoàn thành"),
            "late": _("Hoàn thành sau hạn"),
            "exempted": _("Được miễn"),
            "open": _("Chưa hoàn thành"),
            "overdue": _("Chưa hoàn thành, đã quá hạn"),
        }[self.state]

    @property
    def tag(self) -> str:
        return {"completed": "tag-done", "open": "tag-due", "overdue": "tag-overdue"}.get(self.state, "tag-info")

    @property
    def is_missing(self) -> bool:
        return self.state in ("open", "overdue")


def assignments(
    person: UUID, membership: Membership | None, completions: Iterable[Completion], today: dt.date
) -> list[Assignment]:
    """The one that ends next first, closed ones last: three queries, none for somebody on no roster."""
    if membership is None:
        return []
    above = AgencyClosure.objects.filter(on(today), descendant=membership.agency_id).values("ancestor")
    hers = Exemption.objects.filter(of_person(person)).order_by("valid_from")
    asked = (
        Campaign.objects.filter(agencies__agency__in=above, opens_on__lte=today, closes_on__gte=membership.valid_from)
        .distinct()
        .prefetch_related(
            Prefetch("courses", CampaignCourse.objects.order_by("pk")),
            Prefetch("exemptions", hers, to_attr="hers"),
        )
    )
    mine = [campaign for campaign in asked if not campaign.categories or membership.category in campaign.categories]
    found = [_assignment(campaign, list(completions), today) for campaign in mine]
    return sorted(found, key=lambda one: (one.days < 0, abs(one.days)))


def _assignment(campaign: Campaign, completions: list[Completion], today: dt.date) -> Assignment:
    courses = list(campaign.courses.all())
    mandatory = [course.course_key for course in courses if course.mandatory]
    electives = [course.course_key for course in courses if not course.mandatory]
    last = min(today, campaign.closes_on)
    in_time = {row.course_key for row in completions if timezone.localdate(row.effective_at) <= last}
    ever = {row.course_key for row in completions}
    exemption = next((row for row in getattr(campaign, "hers", []) if row.covers(last)), None)
    if exemption:
        state = "exempted"
    elif satisfies(mandatory, electives, campaign.electives_needed, in_time):
        state = "completed"
    elif satisfies(mandatory, electives, campaign.electives_needed, ever):
        state = "late"
    else:
        state = "overdue" if campaign.closes_on < today else "open"
    return Assignment(campaign, mandatory, electives, exemption, state, (campaign.closes_on - today).days)
