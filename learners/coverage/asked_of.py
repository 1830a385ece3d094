"""What is asked of one person: her assignments, and how she stands in each.

Besides, which running campaigns around her do not ask her, and why.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.models import AgencyClosure, Category, Membership
from learners.campaigns.models import Assignment as Row
from learners.campaigns.models import Campaign, CampaignAgency, CampaignCourse, CampaignException, Exemption, Heads
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
    # Her own last day, and how many days there are until it.
    due_on: dt.date
    days: int
    # Courses completed after it.
    late: frozenset[UUID]

    @property
    def words(self) -> str:
        return {
            "completed": _("Đã hoàn thành"),
            "late": _("Hoàn thành muộn"),
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


def campaigns_around(person: UUID, posts: Collection[Membership], today: dt.date) -> list[Campaign]:
    """Those that ask her today, or whose audience holds one of her posts: four queries, none without a post.

    ``hers`` is her assignment, ``holds_her`` whether the audience holds her counting membership.
    """
    if not posts:
        return []
    counting = [post.agency_id for post in posts if post.is_primary]
    around = _audience_of([post.agency_id for post in posts], today)
    mine = Row.objects.filter(on(today), person=person)
    found = (
        Campaign.objects.filter(Q(pk__in=around.values("campaign")) | Q(pk__in=mine.values("campaign")))
        .filter(opens_on__lte=today, announced_at__isnull=False)
        .annotate(holds_her=Exists(_audience_of(counting, today).filter(campaign=OuterRef("pk"))))
        .prefetch_related(
            Prefetch("courses", CampaignCourse.objects.order_by("pk")),
            Prefetch("assignments", mine, to_attr="hers"),
            Prefetch("exemptions", Exemption.objects.filter(of_person(person)).order_by("valid_from"), to_attr="free"),
            Prefetch("exceptions", CampaignException.objects.filter(of_person(person)), to_attr="excepted"),
        )
    )
    return list(found)


def _audience_of(agencies: Collection[UUID], today: dt.date) -> QuerySet[CampaignAgency]:
    above = AgencyClosure.objects.filter(on(today), descendant__in=agencies).values("ancestor")
    return CampaignAgency.objects.filter(agency__in=above)


def assignments(campaigns: Iterable[Any], completions: Iterable[Completion], today: dt.date) -> list[Assignment]:
    """The one that ends next first, those past their last day at the end."""
    known = list(completions)
    found = [_assignment(one, one.hers[0], known, today) for one in campaigns if one.hers]
    return sorted(found, key=lambda one: (one.days < 0, abs(one.days)))


def not_asked(campaigns: Iterable[Any], counting: Membership | None, today: dt.date) -> list[NotAsked]:
    """Running ones alone: what is over is history."""
    running = [one for one in campaigns if one.closes_on >= today and not one.hers]
    return [NotAsked(one, _why_not(one, counting)) for one in running]


def _why_not(campaign: Any, counting: Membership | None) -> str:
    if campaign.excepted:
        return _("không giao cho riêng người này: %(reason)s") % {"reason": campaign.excepted[0].reason}
    if counting is None or not campaign.holds_her:
        return _("chỉ giao cho cơ quan nơi người này kiêm nhiệm; kiêm nhiệm không tính")
    names = dict(Category.choices)
    if campaign.categories and counting.category not in campaign.categories:
        wanted = ", ".join(str(names.get(one, one)).lower() for one in campaign.categories)
        own = counting.get_category_display().lower()
        return _("đợt này giao cho %(wanted)s; người này là %(own)s") % {"wanted": wanted, "own": own}
    if campaign.heads and counting.is_head != (campaign.heads == Heads.HEADS):
        return _("đợt này giao cho: %(wanted)s") % {"wanted": campaign.get_heads_display()}
    if campaign.positions:
        return _("đợt này giao cho chức vụ: %(wanted)s") % {"wanted": ", ".join(campaign.positions)}
    return _("cơ quan này không được giao đợt này")


def _assignment(campaign: Any, row: Row, completions: list[Completion], today: dt.date) -> Assignment:
    courses = list(campaign.courses.all())
    last = min(today, row.due_on)
    exemption = next((one for one in campaign.free if one.covers(last)), None)
    if exemption or row.exempt:
        state = "exempted"
    elif row.satisfied_on and row.satisfied_on <= today:
        state = "completed" if row.satisfied_on <= row.due_on else "late"
    else:
        state = "overdue" if row.due_on < today else "open"
    return Assignment(
        campaign,
        [course.course_key for course in courses if course.mandatory],
        [course.course_key for course in courses if not course.mandatory],
        exemption,
        state,
        row.due_on,
        (row.due_on - today).days,
        frozenset(one.course_key for one in completions if timezone.localdate(one.effective_at) > last),
    )
