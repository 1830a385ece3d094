"""A campaign in words: its state, whom it asks, what it asks, what became of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses.editions.models import Edition
from learners.agencies.models import Category
from learners.agencies.queries import name_on
from learners.campaigns.definition import Definition
from learners.campaigns.models import Campaign, Heads
from learners.people.models import Account
from mooc.foundation.models import AuditEntry

DRAFT, TO_COME, RUNNING, OVER, CANCELLED = "draft", "to-come", "running", "over", "cancelled"


def state_of(campaign: Campaign, today: dt.date) -> str:
    if campaign.cancelled_at is not None:
        return CANCELLED
    if campaign.announced_at is None:
        return DRAFT
    if campaign.opens_on > today:
        return TO_COME
    return RUNNING if campaign.closes_on >= today else OVER


def state_words(state: str) -> tuple[str, str]:
    """What it is called, and the tag that shows it."""
    return {
        DRAFT: (_("Bản nháp"), ""),
        TO_COME: (_("Đã giao, chưa mở"), "tag-info"),
        RUNNING: (_("Đang diễn ra"), "tag-due"),
        OVER: (_("Đã kết thúc"), "tag-done"),
        CANCELLED: (_("Đã hủy"), "tag-overdue"),
    }[state]


@dataclass(frozen=True, slots=True)
class Listed:
    campaign: Campaign
    state: str

    @property
    def words(self) -> str:
        return state_words(self.state)[0]

    @property
    def tag(self) -> str:
        return state_words(self.state)[1]

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT

    @property
    def is_live(self) -> bool:
        """Announced, and its last day has not gone by."""
        return self.state in (TO_COME, RUNNING)

    @property
    def has_report(self) -> bool:
        return self.state in (TO_COME, RUNNING, OVER)


def listed(campaigns: Iterable[Campaign], today: dt.date) -> list[Listed]:
    return [Listed(campaign, state_of(campaign, today)) for campaign in campaigns]


@dataclass(frozen=True, slots=True)
class Told:
    """A definition with the names of what it points to."""

    agencies: list[str]
    excluded: list[str]
    categories: list[str]
    heads: str
    positions: tuple[str, ...]
    mandatory: list[str]
    electives: list[str]
    included: int
    left_out: int
    reminders: tuple[int, ...]


def told_of(definition: Definition, today: dt.date) -> Told:
    """Two queries."""
    names = name_on([*definition.agencies, *definition.excluded], today)
    titles = course_titles([*definition.mandatory, *definition.electives])
    categories = dict(Category.choices)
    asked = [included for included, _reason in definition.exceptions.values()]

    def named(agencies: frozenset[UUID]) -> list[str]:
        return sorted(str(names.get(agency, agency)) for agency in agencies)

    return Told(
        agencies=named(definition.agencies),
        excluded=named(definition.excluded),
        categories=[str(categories.get(one, one)) for one in definition.categories],
        heads=str(Heads(definition.heads).label) if definition.heads else "",
        positions=definition.positions,
        mandatory=sorted(titles.get(key, str(key)) for key in definition.mandatory),
        electives=sorted(titles.get(key, str(key)) for key in definition.electives),
        included=sum(asked),
        left_out=len(asked) - sum(asked),
        reminders=tuple(sorted(definition.reminders)),
    )


def course_titles(keys: Iterable[UUID]) -> dict[UUID, str]:
    """As the newest edition calls them: one query."""
    found = Edition.objects.filter(course_key__in=list(keys)).order_by("number")
    return dict(found.values_list("course_key", "title"))


VERBS = (
    "create_campaign", "announce_campaign", "change_campaign", "extend_campaign", "end_campaign", "cancel_campaign",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    at: dt.datetime
    words: str
    who: str
    reason: str


def history_of(campaign: Campaign) -> list[Event]:
    """The newest first: two queries."""
    rows = list(
        AuditEntry.objects.filter(subject_type="campaigns.campaign", subject_id=str(campaign.pk), verb__in=VERBS)[:50]
    )
    actors = [row.actor for row in rows if row.actor != "system"]
    people = {
        str(one.pk): one.get_full_name() for one in Account.objects.filter(pk__in=actors).select_related("person")
    }
    return [Event(row.at, _event_words(row), people.get(row.actor, ""), row.reason) for row in rows]


def _event_words(row: AuditEntry) -> str:
    new: dict[str, Any] = row.new or {}
    words = {
        "create_campaign": _("Lập bản nháp"),
        "announce_campaign": _("Giao cho mọi người trong đối tượng"),
        "cancel_campaign": _("Hủy đợt"),
        "change_campaign": _("Thay đổi: %(parts)s") % {"parts": ", ".join(_part(name) for name in new)},
        "extend_campaign": _("Gia hạn cả đợt đến hết ngày %(day)s"),
        "end_campaign": _("Kết thúc sớm, hết ngày %(day)s"),
    }[row.verb]
    return words % {"day": _day(new["closes_on"])} if row.verb in ("extend_campaign", "end_campaign") else words


def _part(name: str) -> str:
    return {
        "name": _("tên"), "plan_number": _("kế hoạch số"), "opens_on": _("ngày đầu"), "closes_on": _("ngày cuối"),
        "agencies": _("cơ quan"), "excluded": _("đơn vị không giao"), "categories": _("đối tượng"),
        "heads": _("người đứng đầu"), "positions": _("chức vụ"), "mandatory": _("khóa bắt buộc"),
        "electives": _("khóa tự chọn"), "electives_needed": _("số khóa tự chọn cần có"),
        "joiner_days": _("số ngày cho người vào sau"), "reminders": _("ngày nhắc"),
        "exceptions": _("từng người giao thêm, không giao"), "version": _("phiên bản"),
    }.get(name, name)  # fmt: skip


def _day(text: str) -> str:
    return f"{dt.date.fromisoformat(text):%d/%m/%Y}"
