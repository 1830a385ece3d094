"""What the campaigns ask of one person today, by when, and what she asked of them: all of it in her own words."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.campaigns.describing import course_titles
from learners.campaigns.models import (
    Assignment,
    Campaign,
    CampaignCourse,
    Exemption,
    Extension,
    WaiverKind,
    WaiverRequest,
)
from learners.people.records import of_person
from learners.progress.models import Completion
from mooc.foundation.periods import on

# Where the pages of courses are.
Addresses = Callable[[Collection[UUID]], Mapping[UUID, str]]
# A campaign that closed longer ago is history.
PAST = dt.timedelta(days=90)
SOON = 7


@dataclass(frozen=True, slots=True)
class CourseAsked:
    """``done_on``: the day she completed it, here or elsewhere; ``address`` of its page, "" where there is none."""

    key: UUID
    title: str
    done_on: dt.date | None = None
    address: str = ""


@dataclass
class Asked:
    """One campaign and she: ``requests`` the newest first."""

    assignment: Assignment
    today: dt.date
    mandatory: list[CourseAsked] = field(default_factory=list)
    electives: list[CourseAsked] = field(default_factory=list)
    extension: Extension | None = None
    exemption: Exemption | None = None
    requests: list[WaiverRequest] = field(default_factory=list)

    @property
    def campaign(self) -> Campaign:
        return self.assignment.campaign

    @property
    def days(self) -> int:
        return (self.assignment.due_on - self.today).days

    @property
    def state(self) -> str:
        done = self.assignment.satisfied_on
        if done is not None:
            return "done" if done <= self.assignment.due_on else "late"
        if self.assignment.exempt:
            return "exempt"
        return "overdue" if self.days < 0 else "open"

    @property
    def words(self) -> str:
        if self.state == "open":
            if self.days == 0:
                return _("hạn hôm nay")
            return ngettext("còn %(days)d ngày", "còn %(days)d ngày", self.days) % {"days": self.days}
        if self.state == "overdue":
            return ngettext("quá hạn %(days)d ngày", "quá hạn %(days)d ngày", -self.days) % {"days": -self.days}
        return {"done": _("Đã hoàn thành"), "late": _("Hoàn thành muộn"), "exempt": _("Được miễn")}[self.state]

    @property
    def tag(self) -> str:
        if self.state == "open":
            return "tag-due" if self.days <= SOON else "tag-info"
        return {"done": "tag-done", "late": "tag-info", "exempt": "tag-info", "overdue": "tag-overdue"}[self.state]

    @property
    def why_this_day(self) -> str:
        """Where her last day is not the campaign's: by an extension, or because she came later."""
        day = {"day": date_format(self.assignment.due_on, "SHORT_DATE_FORMAT")}
        if self.assignment.due_on <= self.campaign.closes_on:
            return ""
        if self.extension is not None and self.extension.due_on == self.assignment.due_on:
            return _("Anh/chị được gia hạn đến hết ngày %(day)s.") % day
        return _("Anh/chị được giao sau những người khác nên hạn là hết ngày %(day)s.") % day

    @property
    def waiting(self) -> list[WaiverRequest]:
        return [one for one in self.requests if one.decided_at is None]

    @property
    def last_answered(self) -> WaiverRequest | None:
        """What she was answered last; what she took back herself is no answer."""
        answered = [one for one in self.requests if one.decided_at and (one.granted or one.answer)]
        return answered[0] if answered else None

    @property
    def may_ask(self) -> list[str]:
        if self.state not in ("open", "overdue"):
            return []
        return [kind for kind in (WaiverKind.EXTENSION, WaiverKind.EXEMPTION) if kind not in self._kinds_waiting]

    @property
    def _kinds_waiting(self) -> set[str]:
        return {one.kind for one in self.waiting}


def asked_of_person(person: UUID, today: dt.date, address_of: Addresses = lambda keys: {}) -> list[Asked]:
    """The one that ends next first, closed ones last: seven queries and those of ``address_of``, one for whom nothing
    asks."""
    held = Assignment.objects.filter(
        on(today), of_person(person), Q(due_on__gte=today - PAST), campaign__opens_on__lte=today
    )
    found = [Asked(one, today) for one in held.select_related("campaign").order_by("pk")]
    if not found:
        return []
    by_campaign = {one.assignment.campaign_id: one for one in found}
    rows = list(CampaignCourse.objects.filter(campaign__in=by_campaign).order_by("pk"))
    keys = {row.course_key for row in rows}
    titles, done, addresses = course_titles(keys), _done(person, keys), address_of(keys)
    for row in rows:
        one, key = by_campaign[row.campaign_id], row.course_key
        course = CourseAsked(key, titles.get(key, ""), done.get(key), addresses.get(key, ""))
        (one.mandatory if row.mandatory else one.electives).append(course)
    hers = Q(campaign__in=by_campaign) & of_person(person)
    for extension in Extension.objects.filter(hers, ended_at=None):
        by_campaign[extension.campaign_id].extension = extension
    for exemption in Exemption.objects.filter(hers, on(today)):
        by_campaign[exemption.campaign_id].exemption = exemption
    for request in WaiverRequest.objects.filter(hers).order_by("-asked_at", "-pk"):
        by_campaign[request.campaign_id].requests.append(request)
    return sorted(by_campaign.values(), key=lambda one: (one.days < 0, abs(one.days)))


def _done(person: UUID, keys: Collection[UUID]) -> dict[UUID, dt.date]:
    """The first day of each."""
    held = Completion.objects.filter(of_person(person), course_key__in=keys, withdrawn_at=None).order_by(
        "-effective_at"
    )
    return {key: timezone.localdate(at) for key, at in held.values_list("course_key", "effective_at")}
