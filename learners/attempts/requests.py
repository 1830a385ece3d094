"""Reading what learners ask for: with the course, the assessment and how far she is with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from courses.editions.models import Edition, EditionUnit, UnitKind
from learners.attempts.opening import Refusal
from learners.attempts.request_models import AttemptRequest
from learners.attempts.standing import Standing, standings_of
from learners.enrolment.models import EditionPin, Enrolment
from learners.people.models import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; ``unit`` and ``standing`` are None where the assessment is not in the edition she studies."""

    request: AttemptRequest
    edition: Edition
    unit: EditionUnit | None
    standing: Standing | None

    @property
    def person(self) -> Person:
        held = self.request.enrolment.person
        return held.merged_into or held

    @property
    def title(self) -> str:
        return self.unit.title if self.unit else ""

    @property
    def reopens(self) -> bool:
        """Whether granting opens again what has closed."""
        return self.standing is not None and self.standing.opening.why == Refusal.CLOSED


def requests() -> QuerySet[AttemptRequest]:
    """Of those who still study the course, with the person; the oldest first."""
    found = AttemptRequest.objects.filter(enrolment__left_at=None)
    return found.select_related("enrolment__person__merged_into", "answered_by__person", "granted")


def open_requests() -> QuerySet[AttemptRequest]:
    return requests().filter(answered_at=None)


def last_requests(enrolment: Enrolment, units: Iterable[UUID]) -> dict[UUID, AttemptRequest]:
    """By unit key, the last of each: one query, none without units."""
    keys = list(units)
    rows = AttemptRequest.objects.filter(enrolment=enrolment, unit_key__in=keys) if keys else []
    return {row.unit_key: row for row in rows}


def asked_of(rows: Sequence[AttemptRequest]) -> list[Asked]:
    """Four queries at most, whatever the length."""
    editions = editions_of(row.enrolment_id for row in rows)
    units = EditionUnit.objects.filter(
        edition__in=editions.values(), unit_key__in={row.unit_key for row in rows}, kind=UnitKind.ASSESSMENT
    )
    found = {(unit.edition_id, unit.unit_key): unit for unit in units}
    lines = [(row, found.get((editions[row.enrolment_id].pk, row.unit_key))) for row in rows]
    wanted: dict[UUID, list[EditionUnit]] = {}
    for row, unit in lines:
        if unit:
            wanted.setdefault(row.enrolment_id, []).append(unit)
    stands = standings_of(wanted)
    return [
        Asked(row, editions[row.enrolment_id], unit, stands.get(row.enrolment_id, {}).get(row.unit_key))
        for row, unit in lines
    ]


def editions_of(enrolments: Iterable[Any]) -> dict[UUID, Edition]:
    """The edition each is pinned to: one query."""
    pins = EditionPin.objects.filter(enrolment__in=list(enrolments)).select_related("edition").order_by("since", "id")
    return {pin.enrolment_id: pin.edition for pin in pins}
