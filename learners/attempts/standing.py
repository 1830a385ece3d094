"""Where a learner stands with an assessment: the attempts she made and those she may still make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from courses.editions.asking import AssessmentRules
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
    def best(self) -> int | None:
        """The highest mark handed in, in whole percent."""
        return max((attempt.percent for attempt in self.submitted), default=None)

    @property
    def may_start(self) -> bool:
        return self.left is None or self.left > 0


def standings(enrolment: Enrolment, units: Iterable[EditionUnit]) -> dict[UUID, Standing]:
    """For every assessment among ``units``, by unit key: one query, none without assessments."""
    return standings_of({enrolment.pk: units})[enrolment.pk]


def standings_of(asked: Mapping[UUID, Iterable[EditionUnit]]) -> dict[UUID, dict[UUID, Standing]]:
    """By enrolment and unit key: one query for any number of enrolments, none without assessments."""
    units = {key: [unit for unit in of if unit.kind == UnitKind.ASSESSMENT] for key, of in asked.items()}
    found: dict[tuple[UUID, UUID], list[Attempt]] = {(key, unit.unit_key): [] for key in units for unit in units[key]}
    if found:
        enrolments, keys = {key for key, _ in found}, {unit_key for _, unit_key in found}
        for attempt in Attempt.objects.filter(enrolment__in=enrolments, unit_key__in=keys).order_by("number"):
            found.get((attempt.enrolment_id, attempt.unit_key), []).append(attempt)
    return {
        key: {unit.unit_key: standing_after(unit, found[key, unit.unit_key]) for unit in units[key]} for key in units
    }


def standing(enrolment: Enrolment, unit: EditionUnit) -> Standing:
    return standings(enrolment, [unit])[unit.unit_key]


def standing_after(unit: EditionUnit, attempts: list[Attempt]) -> Standing:
    allowed = AssessmentRules.of(unit.rules).max_attempts
    return Standing(attempts, max(0, allowed - len(attempts)) if allowed else None)
