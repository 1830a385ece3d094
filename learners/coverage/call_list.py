"""Whom to call: the unfinished of an agency by unit, what each is missing, and her telephone, masked until revealed.

A reveal is of one list, for a recorded reason, and shows the numbers once, on the page that answers it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import ngettext

from learners.campaigns.describing import course_titles
from learners.coverage.asking import Chosen
from learners.coverage.listing import agency_names
from learners.people.models import Account, Person
from learners.people.phones import spoken_phone
from learners.people.records import CANONICAL, of_people
from learners.progress.models import Completion
from mooc.foundation.models import audit
from mooc.foundation.vietnamese import fold

# People on one list; a larger agency is called unit by unit.
MOST = 500


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    position: str
    missing: tuple[str, ...]
    phone: str

    @property
    def masked(self) -> str:
        return masked(self.phone)

    @property
    def spoken(self) -> str:
        return spoken_phone(self.phone)


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    calls: list[Call]


@dataclass(frozen=True, slots=True)
class CallList:
    """``more``: people beyond ``MOST``, who are not on it."""

    units: list[Unit]
    people: int
    more: int
    phones: int


def masked(phone: str) -> str:
    """``"0912 345 678"`` -> ``"09•• ••• 678"``: enough to recognise, not to call."""
    spoken = spoken_phone(phone)
    return f"{spoken[:2]}•• ••• {spoken[-3:]}" if len(spoken) >= 9 else ""


def call_list(chosen: Chosen) -> CallList:
    """Six queries, whatever the length."""
    members = list(chosen.members[: MOST + 1])
    more = chosen.members.count() - MOST if len(members) > MOST else 0
    members = members[:MOST]
    names = agency_names({member.agency_id for member in members}, chosen.asked.report.question)
    people = [member.canonical for member in members]
    missing, phones = _missing(chosen, people), _phones(people)
    ordered = sorted(members, key=lambda one: (fold(names.get(one.agency_id, "")), str(one.agency_id)))
    units = [
        Unit(
            names.get(agency, ""),
            [
                Call(one.person.full_name, one.position, missing[one.canonical], phones.get(one.canonical, ""))
                for one in held
            ],
        )
        for agency, held in groupby(ordered, key=lambda one: one.agency_id)
    ]
    found = sum(1 for unit in units for call in unit.calls if call.masked)
    return CallList(units, len(members), more, found)


def _missing(chosen: Chosen, people: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The mandatory courses each has not completed, and how many electives she lacks."""
    question = chosen.asked.report.question
    mandatory, electives = question.courses
    wanted = list(people)
    rows = Completion.objects.filter(
        of_people(wanted), course_key__in=question.course_keys, withdrawn_at=None, effective_at__lt=question.cutoff
    ).annotate(canonical=CANONICAL)
    done: dict[UUID, set[UUID]] = {person: set() for person in wanted}
    for person, key in rows.values_list("canonical", "course_key"):
        done[person].add(key)
    titles = course_titles(mandatory)
    needed = question.campaign.electives_needed
    return {
        person: tuple(titles.get(key, "") for key in mandatory if key not in keys)
        + _electives(needed - len(keys & set(electives)))
        for person, keys in done.items()
    }


def _electives(lacking: int) -> tuple[str, ...]:
    words = ngettext("%(number)d khóa tự chọn", "%(number)d khóa tự chọn", lacking)
    return (words % {"number": lacking},) if lacking > 0 else ()


def _phones(people: list[UUID]) -> dict[UUID, str]:
    """The roster's, else the one she signs in with."""
    rows = Account.objects.filter(of_people(people)).exclude(phone="").select_related("person")
    found = {row.person.canonical_id: row.phone for row in rows if row.person}
    held = Person.objects.filter(pk__in=people).exclude(phone="")
    return found | dict(held.values_list("pk", "phone"))


def record_reveal(*, chosen: Chosen, listed: CallList, reason: str, acting_user: Any) -> None:
    """Before the numbers are shown: who saw whose, why."""
    asked = chosen.asked
    new = {"agency": str(asked.root), "part": chosen.part, "people": listed.people, "phones": listed.phones}
    audit(acting_user=acting_user, verb="coverage.reveal_phones", subject=asked.campaign, new=new, reason=reason)
