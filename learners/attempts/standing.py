"""Where a learner stands with an assessment: the attempts she made and those she may still make."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from courses.editions.models import EditionUnit, UnitKind
from learners.attempts.models import Attempt
from learners.enrolment.models import Enrolment


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands with one assessment: her attempts, oldest first; ``left`` None is as many as she likes."""

    attempts: list[Attempt]
    left: int | None

    @property
    def open(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.submitted_at is None), None)

    @property
    def submitted(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.submitted_at is not None]

    @property
    def passed(self) -> bool:
        return any(attempt.passed for attempt in self.attempts)

    @property
    def may_start(self) -> bool:
        return self.left is None or self.left > 0


def standings(enrolment: Enrolment, units: Iterable[EditionUnit]) -> dict[UUID, Standing]:
    """For every assessment among ``units``, by unit key: one query, none without assessments."""
    asked = [unit for unit in units if unit.kind == UnitKind.ASSESSMENT]
    found: dict[UUID, list[Attempt]] = {unit.unit_key: [] for unit in asked}
    if found:
        for attempt in Attempt.objects.filter(enrolment=enrolment, unit_key__in=found).order_by("number"):
            found[attempt.unit_key].append(attempt)
    return {unit.unit_key: _standing(unit, found[unit.unit_key]) for unit in asked}


def standing(enrolment: Enrolment, unit: EditionUnit) -> Standing:
    return standings(enrolment, [unit])[unit.unit_key]


def _standing(unit: EditionUnit, attempts: list[Attempt]) -> Standing:
    allowed = unit.rules["max_attempts"]
    return Standing(attempts, max(0, allowed - len(attempts)) if allowed else None)
