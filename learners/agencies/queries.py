"""Asking about agencies on a day."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from learners.agencies.models import Agency, AgencyClosure, AgencyCode, AgencyName, Membership
from learners.people.models import Person
from learners.people.records import of_person
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold


class UnknownCode(Exception):
    """No agency has, or had, this code."""


class AmbiguousCode(Exception):
    """Several agencies had this code at different times: a day is needed. ``agencies`` lists them."""

    def __init__(self, agencies: list[Agency]) -> None:
        self.agencies = agencies
        super().__init__(", ".join(str(agency) for agency in agencies))


def subtree(agency: Agency, day: dt.date) -> QuerySet[Agency]:
    """``agency`` and everything below it on ``day``."""
    below = AgencyClosure.objects.filter(on(day), ancestor=agency).values("descendant")
    return Agency.objects.filter(pk__in=below)


def existing(day: dt.date) -> QuerySet[Agency]:
    """The agencies that stand in the tree on ``day``."""
    return Agency.objects.filter(on(day, "placements__"))


def name_on(agency_ids: Iterable[UUID], day: dt.date) -> dict[UUID, AgencyName]:
    """The name of each agency on ``day``; where it has none, its last before or its first."""
    chosen: dict[UUID, AgencyName] = {}
    for name in AgencyName.objects.filter(agency__in=list(agency_ids)).order_by("valid_from"):
        if name.agency_id not in chosen or name.valid_from <= day:
            chosen[name.agency_id] = name
    return chosen


def primary_agency_names(person: Person) -> list[str]:
    """Where she works today; nothing for somebody on no roster."""
    today = timezone.localdate()
    held = Membership.objects.filter(on(today), person__in=[person.pk, person.canonical_id], is_primary=True)
    agencies = list(held.values_list("agency_id", flat=True))
    return [name.name for name in name_on(agencies, today).values()]


def counting_agency(person: Person, day: dt.date) -> QuerySet[Membership, UUID]:
    """As reports count: of the primary memberships that of the kept record first; empty for somebody on no roster."""
    held = Membership.objects.filter(on(day), of_person(person.canonical_id), is_primary=True)
    return held.order_by(F("person__merged_into").asc(nulls_first=True), "pk").values_list("agency", flat=True)[:1]


def named(text: str, day: dt.date | None = None) -> QuerySet[AgencyName]:
    """Names equal to ``text`` without marks, ever or on ``day``: equal names are different agencies until shown."""
    names = AgencyName.objects.filter(folded=fold(text)).select_related("agency")
    return names.filter(on(day)) if day else names


def resolve_code(scheme: str, code: str, day: dt.date | None = None) -> Agency:
    """Whose code this was on ``day``; without a day only a code that had one holder ever can be answered."""
    held = AgencyCode.objects.filter(scheme=scheme, code=code.strip()).select_related("agency").order_by("valid_from")
    if day is not None:
        held = held.filter(on(day))
    holders = list({row.agency_id: row.agency for row in held}.values())
    if not holders:
        raise UnknownCode(code)
    if len(holders) > 1:
        raise AmbiguousCode(holders)
    return holders[0]
