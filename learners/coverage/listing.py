"""One line of a list of people: as the page shows it and as the named annex writes it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Category, Membership, TeamMembership
from learners.agencies.queries import name_on
from learners.coverage.roster import Question
from mooc.foundation.periods import on

# State -> (what it is called, the tag that shows it).
STATES: dict[str, tuple[str | Promise, str]] = {
    "completed": (_("Đã hoàn thành"), "tag-done"),
    "late": (_("Hoàn thành muộn"), "tag-due"),
    "in_progress": (_("Đang học"), "tag-info"),
    "not_started": (_("Chưa học"), "tag-due"),
    "no_account": (_("Chưa đăng ký"), "tag-overdue"),
    "exempted": (_("Được miễn"), "tag-info"),
    "not_asked": (_("Không thuộc đối tượng"), "tag-info"),
}
CATEGORIES = dict(Category.choices)


@dataclass(frozen=True)
class Entry:
    """``besides``: where else the person belongs on the day, the counting agency first.

    ``page_of``: the record whose page the reader may open today, who may have left her agencies since the asked day.
    """

    full_name: str
    birth_year: int | None
    staff_code: str
    place: str
    position: str
    category: str
    is_head: bool
    counts: bool
    state: str
    last_on: dt.date | None
    besides: tuple[str, ...] = ()
    page_of: UUID | None = None

    @property
    def state_label(self) -> str:
        return str(STATES[self.state][0])

    @property
    def state_tag(self) -> str:
        return STATES[self.state][1]


def entries(
    members: Iterable[Any], names: dict[UUID, str], besides: dict[UUID, list[str]] | None = None
) -> Iterator[Entry]:
    """``members`` as ``people`` and ``people_of_teams`` give them; lazily, for a list may be long."""
    for member in members:
        person = member.person
        yield Entry(
            full_name=person.full_name,
            birth_year=person.birth_year,
            staff_code=person.staff_code,
            state=member.state_name,
            last_on=timezone.localdate(member.last_at) if member.last_at else None,
            besides=tuple((besides or {}).get(person.pk, ())),
            page_of=member.canonical if getattr(member, "may_open", False) else None,
            **(_of_team(member) if isinstance(member, TeamMembership) else _of_agency(member, names)),
        )


def _of_agency(member: Any, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "place": names.get(member.agency_id, ""),
        "position": member.position,
        "category": CATEGORIES.get(member.category, ""),
        "is_head": member.is_head,
        "counts": member.is_primary,
    }


def _of_team(member: TeamMembership) -> dict[str, Any]:
    position = _("Tổ trưởng") if member.is_leader else ""
    return {
        "place": member.team.name,
        "position": position,
        "category": _("Thành viên tổ"),
        "is_head": False,
        "counts": False,
    }


def agency_names(agencies: Iterable[UUID], question: Question) -> dict[UUID, str]:
    return {agency: name.name for agency, name in name_on(agencies, question.structure).items()}


def page_entries(members: list[Any], question: Question) -> list[Entry]:
    """A page's lines with what each person is besides: two queries whatever its length."""
    held = Membership.objects.filter(on(question.membership), person__in=[member.person_id for member in members])
    listed = {(member.person_id, getattr(member, "agency_id", None)) for member in members}
    pairs = [
        pair for pair in held.order_by("-is_primary", "id").values_list("person_id", "agency_id") if pair not in listed
    ]
    agencies = {agency for _, agency in [*listed, *pairs] if agency}
    names = agency_names(agencies, question)
    besides: dict[UUID, list[str]] = {}
    for person, agency in pairs:
        besides.setdefault(person, []).append(names.get(agency, ""))
    return list(entries(members, names, besides))
