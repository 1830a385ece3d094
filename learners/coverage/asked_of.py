"""What is asked of one person: the campaigns whose audience holds her counting membership, and how she stands there;
and which running ones around her do not ask her, and why.

As in the report, a campaign that has closed counts what was achieved by its last day; what came later is told as late.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.models import AgencyClosure, Category, Membership
from learners.campaigns.models import Campaign, CampaignAgency, CampaignCourse, Exemption
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
    # Courses completed after the last day: they do not count.
    late: frozenset[UUID]

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


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A running campaign that her agency, or one where she is "kiêm nhiệm", knows, and why she is not in it."""

    campaign: Campaign
    why: str


def campaigns_around(
    person: UUID, counting: Membership | None, posts: Collection[Membership], today: dt.date
) -> list[Campaign]:
    """Those whose audience holds one of her posts of today: three queries, none without a post.

    ``is_hers``: it holds her counting membership.
    """
    if not posts:
        return []
    hers = _audience_of([counting.agency_id] if counting else [], today)
    around = _audience_of([post.agency_id for post in posts], today)
    exempted = Exemption.objects.filter(of_person(person)).order_by("valid_from")
    found = (
        Campaign.objects.filter(pk__in=around.values("campaign"), opens_on__lte=today)
        .annotate(is_hers=Exists(hers.filter(campaign=OuterRef("pk"))))
        .prefetch_related(
            Prefetch("courses", CampaignCourse.objects.order_by("pk")),
            Prefetch("exemptions", exempted, to_attr="hers"),
        )
    )
    return list(found)


def _audience_of(agencies: Collection[UUID], today: dt.date) -> QuerySet[CampaignAgency]:
    above = AgencyClosure.objects.filter(on(today), descendant__in=agencies).values("ancestor")
    return CampaignAgency.objects.filter(agency__in=above)


def assignments(
    campaigns: Iterable[Campaign], counting: Membership | None, completions: Iterable[Completion], today: dt.date
) -> list[Assignment]:
    """The one that ends next first, closed ones last."""
    known = list(completions)
    found = [_assignment(one, known, today) for one in campaigns if counting and _asks(one, counting)]
    return sorted(found, key=lambda one: (one.days < 0, abs(one.days)))


def not_asked(campaigns: Iterable[Campaign], counting: Membership | None, today: dt.date) -> list[NotAsked]:
    """Running ones alone: what is over is history."""
    running = [one for one in campaigns if one.closes_on >= today and not (counting and _asks(one, counting))]
    return [NotAsked(one, _why_not(one, counting)) for one in running]


def _asks(campaign: Any, counting: Membership) -> bool:
    fits = not campaign.categories or counting.category in campaign.categories
    return bool(campaign.is_hers and fits and campaign.closes_on >= counting.valid_from)


def _why_not(campaign: Any, counting: Membership | None) -> str:
    if counting is None or not campaign.is_hers:
        return _("chỉ giao cho cơ quan nơi người này kiêm nhiệm; kiêm nhiệm không tính")
    names = dict(Category.choices)
    wanted = ", ".join(str(names.get(one, one)).lower() for one in campaign.categories)
    own = counting.get_category_display().lower()
    return _("đợt này giao cho %(wanted)s; người này là %(own)s") % {"wanted": wanted, "own": own}


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
    days = (campaign.closes_on - today).days
    return Assignment(campaign, mandatory, electives, exemption, state, days, frozenset(ever - in_time))
