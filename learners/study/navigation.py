"""Where the person reading this page may go: her **roles**, and the main places of the one she is in.

Whoever only learns, or has not signed in, sees no roles: there is nothing to switch.
"""

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.contacts import Told, contact_of_account
from learners.agencies.heading import headed_by
from learners.agencies.leading import led_by
from learners.agencies.permissions import grants
from learners.attempts.permissions import marking_given
from learners.notices.queries import unread_of
from learners.people.models import Account, Person
from mooc.foundation.prepared import Prepared

# What belongs to whoever heads an agency: the first is where her role leads.
HEADS_PAGES = ("coverage:my_agency", "weekly:mine")


@dataclass(frozen=True, slots=True)
class Place:
    title: str
    address: str
    # The value of aria-current: "page" for this very page, "true" for one below, "" elsewhere.
    is_here: str
    # What a phone has room for, where that is less.
    short: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    sections: tuple[Place, ...] = ()
    roles: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the frame has to know of who is signed in."""

    is_officer: bool = False
    is_leader: bool = False
    is_head: bool = False
    is_marker: bool = False
    unread: int = 0
    # Whom she asks in her agency, where somebody is named.
    contact: Told | None = None


def standing(request: HttpRequest) -> Standing:
    """Does she answer for an agency, head one, lead a team; how many notices wait; whom does she ask: one query."""
    found: Standing | None = getattr(request, "_standing", None)
    if found is None:
        found = _standing(getattr(request, "user", None))
        request._standing = found  # type: ignore[attr-defined]
    return found


def _standing(user: object) -> Standing:
    if not isinstance(user, Account):
        return Standing()
    person = user.person and user.person.canonical_id
    asked = _asked(timezone.localdate(), person is not None)
    [row] = asked(user.pk, person) if person else asked(user.pk)
    is_officer, is_leader, is_head, is_marker, unread, contact = row
    is_marker = is_marker or user.is_superuser
    return Standing(is_officer, is_leader, is_head, is_marker, unread, Told(**contact) if contact else None)


@lru_cache(maxsize=4)
def _asked(today: dt.date, learns: bool) -> Prepared[Any]:
    """Every page of somebody signed in asks this: its SQL is made once a day, which took longer than the answer."""

    def build(account: UUID, kept: UUID | None = None) -> QuerySet[Any]:
        user = Account(pk=account, person=Person(pk=kept) if kept else None)
        told = (
            Exists(grants(user, today)),
            Exists(led_by(user, today)),
            Exists(headed_by(user, today)),
            Exists(marking_given(user)),
            unread_of(account),
            contact_of_account(today),
        )
        return Account.objects.filter(pk=account).values_list(*told)

    return Prepared(2 if learns else 1, build)


def places(request: HttpRequest) -> Places:
    """One query for somebody signed in, none for anybody else."""
    user: Account | AnonymousUser = getattr(request, "user", AnonymousUser())
    sections = [(_("Khóa học"), "catalogue:index")]
    if not isinstance(user, Account):
        return Places(_placed(request, sections))
    known = standing(request)
    if user.person_id:
        sections.append((_("Việc học của tôi"), "study:home"))
    roles = [(_("Học tập"), "study:home" if user.person_id else "catalogue:index")]
    if known.is_officer:
        roles.append((_("Phụ trách"), "coverage:home"))
        if request.path.startswith(reverse("coverage:home")):
            sections = [(_("Tôi phụ trách"), "coverage:home")]
    if known.is_head:
        roles.append((_("Cơ quan tôi"), "coverage:my_agency"))
        if any(request.path.startswith(reverse(name)) for name in HEADS_PAGES):
            sections = [(_("Cơ quan tôi"), "coverage:my_agency"), (_("Tình hình tuần"), "weekly:mine")]
    if known.is_leader:
        roles.append((_("Tổ của tôi"), "coverage:my_teams"))
        if request.path.startswith(reverse("coverage:my_teams")):
            sections = [(_("Tổ của tôi"), "coverage:my_teams")]
    if known.is_marker:
        roles.append((_("Chấm bài"), "marking:queue"))
        if request.path.startswith(reverse("marking:queue")):
            sections = [(_("Bài chờ chấm"), "marking:queue")]
    if user.is_staff:
        roles.append((_("Biên tập"), "wagtailadmin_home"))
    sections.append((_notices(known.unread), "notices:index"))
    return Places(_placed(request, sections), _switch(request, roles) if len(roles) > 1 else ())


def _placed(request: HttpRequest, named: list[tuple[str, str]]) -> tuple[Place, ...]:
    short = {"study:home": _("Việc học"), "weekly:mine": _("Tuần")}
    addresses = [(title, reverse(name), short.get(name, "")) for title, name in named]
    return tuple(Place(title, address, _here(request.path, address), less) for title, address, less in addresses)


def _switch(request: HttpRequest, roles: list[tuple[str, str]]) -> tuple[Place, ...]:
    """Whatever belongs to no other role is learning."""
    first, *others = _placed(request, roles)
    if request.path.startswith(reverse(HEADS_PAGES[1])):
        head = reverse(HEADS_PAGES[0])
        others = [replace(place, is_here="true") if place.address == head else place for place in others]
    elsewhere = any(place.is_here for place in others)
    return (Place(first.title, first.address, "" if elsewhere else "true"), *others)


def _notices(unread: int) -> str:
    return _("Thông báo (%(count)d)") % {"count": unread} if unread else _("Thông báo")


def _here(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""
