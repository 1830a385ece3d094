"""The life of one agency as dated facts in order: names, codes, places, whence it came and whither it went.

With how many people it had, who may see it, and what was corrected since; a fixed number of queries.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from learners.agencies.models import (
    Agency,
    AgencyClosure,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    Reorganisation,
    ReorganisationLink,
    ReorganisationStatus,
    Scope,
)
from learners.agencies.queries import name_on
from learners.agencies.structure.headcount import count_on
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from mooc.foundation.periods import on

# Days of changes for which people are counted, the newest.
MOST_DAYS = 8
CORRECTED = ("correct_fact",)
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row as told: ``table`` and ``row`` lead to its correction; ``last_day`` None while it holds."""

    table: str
    row: int
    since: dt.date
    last_day: dt.date | None
    what: str
    text: str
    other: UUID | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which something became other than it was: what began, what ended, the events of the day, the people."""

    day: dt.date
    begun: list[Fact]
    ended: list[Fact]
    events: list["Event"]
    people: int | None


@dataclass(frozen=True, slots=True)
class Event:
    event: Reorganisation
    came_from: list[tuple[UUID, str]]
    went_to: list[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class Correction:
    entry: AuditEntry
    by: str


@dataclass(frozen=True, slots=True)
class Life:
    moments: list[Moment]
    people_today: int
    scopes: list[Scope]
    corrections: list[Correction]
    withdrawn: list[Reorganisation]


def life_of(agency: Agency, today: dt.date) -> Life:
    names, codes = list(agency.names.all()), list(agency.codes.all())
    places = list(agency.placements.all())
    links = list(_links(agency))
    others = {one.parent_id for one in places if one.parent_id}
    others |= {key for link in links for key in (link.source_id, link.target_id) if key} - {agency.pk}
    called = _called(others, places, links)
    facts = [*_named(names), *_coded(codes), *_placed(places, called)]
    events = [Event(event, *_ways(event, agency, links, called)) for event in _events(links)]
    final = [one for one in events if one.event.status == ReorganisationStatus.FINAL]
    days = sorted({fact.since for fact in facts} | _ends(facts) | {one.event.effective_on for one in final})
    counted = count_on(agency.pk, [*days[-MOST_DAYS:], today])
    moments = [
        Moment(
            day,
            [fact for fact in facts if fact.since == day],
            [fact for fact in facts if fact.last_day == day - ONE_DAY and not _continued(fact, facts, day)],
            [one for one in final if one.event.effective_on == day],
            counted.get(day) if day <= today else None,
        )
        for day in days
    ]
    withdrawn = [one.event for one in events if one.event.status == ReorganisationStatus.WITHDRAWN]
    rows = [*names, *codes, *places]
    return Life(moments, counted[today], _scopes(agency, today), _corrections(rows), withdrawn)


def _links(agency: Agency) -> Iterable[ReorganisationLink]:
    touching = Q(source=agency) | Q(target=agency)
    events = ReorganisationLink.objects.filter(touching).values("reorganisation")
    rows = ReorganisationLink.objects.filter(reorganisation__in=events).select_related("reorganisation")
    return rows.order_by("reorganisation__effective_on", "reorganisation", "id")


def _events(links: Iterable[ReorganisationLink]) -> list[Reorganisation]:
    return list({link.reorganisation_id: link.reorganisation for link in links}.values())


def _ways(
    event: Reorganisation, agency: Agency, links: Iterable[ReorganisationLink], called: dict[UUID, str]
) -> tuple[list[tuple[UUID, str]], list[tuple[UUID, str]]]:
    own = [link for link in links if link.reorganisation_id == event.pk and link.source_id != link.target_id]
    came = [link.source_id for link in own if link.target_id == agency.pk and link.source_id]
    went = [link.target_id for link in own if link.source_id == agency.pk and link.target_id]
    return [(key, called.get(key, "")) for key in came], [(key, called.get(key, "")) for key in went]


def _called(
    others: set[UUID], places: Iterable[AgencyPlacement], links: Iterable[ReorganisationLink]
) -> dict[UUID, str]:
    """Each by its name on the day it matters: two wards of one name are told apart by their days."""
    days: dict[UUID, dt.date] = {}
    for place in places:
        if place.parent_id:
            days.setdefault(place.parent_id, place.valid_from)
    for link in links:
        day = link.reorganisation.effective_on
        if link.source_id:
            days.setdefault(link.source_id, day - ONE_DAY)
        if link.target_id:
            days.setdefault(link.target_id, day)
    found: dict[UUID, str] = {}
    rows = AgencyName.objects.filter(agency__in=others).order_by("valid_from")
    for name in rows:
        if name.agency_id not in found or name.valid_from <= days[name.agency_id]:
            found[name.agency_id] = name.name
    return found


def _fact(row: Any, what: str, text: str, other: UUID | None = None) -> Fact:
    last = row.valid_to - ONE_DAY if row.valid_to else None
    return Fact(row._meta.model_name, row.pk, row.valid_from, last, what, text, other)


def _named(rows: Iterable[AgencyName]) -> list[Fact]:
    return [_fact(row, _("Tên và loại"), f"{row.name} · {row.get_kind_display()}") for row in rows]


def _coded(rows: Iterable[AgencyCode]) -> list[Fact]:
    return [_fact(row, row.get_scheme_display(), row.code) for row in rows]


def _placed(rows: Iterable[AgencyPlacement], called: dict[UUID, str]) -> list[Fact]:
    found = []
    for row in rows:
        above = called.get(row.parent_id, "") if row.parent_id else ""
        text = _("Trực thuộc %s") % above if above else _("Không trực thuộc cơ quan nào")
        found.append(_fact(row, _("Nơi trực thuộc"), text, row.parent_id))
    return found


def _ends(facts: Iterable[Fact]) -> set[dt.date]:
    return {fact.last_day + ONE_DAY for fact in facts if fact.last_day}


def _continued(fact: Fact, facts: Iterable[Fact], day: dt.date) -> bool:
    return any(other.since == day and other.what == fact.what for other in facts)


def _scopes(agency: Agency, today: dt.date) -> list[Scope]:
    """Whoever is given the agency itself, or with all that is below it something above."""
    above = AgencyClosure.objects.filter(on(today), descendant=agency, depth__gt=0).values("ancestor")
    wide = Q(agency__in=above, with_descendants=True)
    rows = Scope.objects.filter(on(today), Q(agency=agency) | wide).select_related("account__person", "agency")
    found = list(rows.order_by("account__username", "pk"))
    called = name_on({row.agency_id for row in found}, today)
    for row in found:
        row.agency_called = called[row.agency_id].name if row.agency_id in called else ""  # type: ignore[attr-defined]
    return found


def _corrections(rows: Iterable[Any]) -> list[Correction]:
    said = Q(pk__in=[])
    for model in (AgencyName, AgencyCode, AgencyPlacement):
        keys = [str(row.pk) for row in rows if isinstance(row, model)]
        said |= Q(subject_type=model._meta.label_lower, subject_id__in=keys)
    entries = list(AuditEntry.objects.filter(said, verb__in=CORRECTED).order_by("-id"))
    actors = Account.objects.filter(pk__in=[one.actor for one in entries if one.actor != "system"])
    names = {str(account.pk): account.get_full_name() for account in actors.select_related("person")}
    return [Correction(entry, names.get(entry.actor, "")) for entry in entries]
