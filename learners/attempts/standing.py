"""Where a learner stands with an assessment: the attempts she made and those she may still make."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from courses.editions.asking import AssessmentRules
from courses.editions.models import EditionUnit, UnitKind
from learners.attempts.accommodations import allowances, may_matter
from learners.attempts.deadlines import is_overdue
from learners.attempts.models import Attempt
from learners.attempts.opening import NOTHING, Allowance, Opening, may_open
from learners.attempts.saying import opening_words
from learners.enrolment.models import Enrolment


@dataclass(frozen=True, slots=True)
class Standing:
    """Her attempts, oldest first, and whether she may open another, ``at`` that moment."""

    attempts: list[Attempt]
    opening: Opening
    at: dt.datetime
    granted: Allowance = NOTHING

    @property
    def left(self) -> int | None:
        """None is as many as she likes."""
        return self.opening.left

    @property
    def open(self) -> Attempt | None:
        """The one she may go on with; not one whose time is over, that will be ended."""
        going_on = (attempt for attempt in self.attempts if attempt.is_open and not is_overdue(attempt, self.at))
        return next(going_on, None)

    @property
    def submitted(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.submitted_at is not None]

    @property
    def waiting(self) -> Attempt | None:
        """The one that a person has yet to mark."""
        return next((attempt for attempt in self.attempts if attempt.is_waiting), None)

    @property
    def passed(self) -> bool:
        """The unit, by its policy: a later attempt takes nothing back."""
        return any(attempt.unit_passed for attempt in self.attempts)

    @property
    def best(self) -> int | None:
        """The highest mark, in whole percent."""
        return max((attempt.percent for attempt in self.submitted if not attempt.is_waiting), default=None)

    @property
    def may_start(self) -> bool:
        """But for the code and her word, where they are asked for."""
        return self.opening.is_allowed

    @property
    def why(self) -> str:
        """Why she may not, in words; "" when she may."""
        return opening_words(self.opening)

    @property
    def next_opens_at(self) -> dt.datetime | None:
        return self.opening.next_at

    @property
    def due_at(self) -> dt.datetime | None:
        """When the open attempt is due, else when the assessment closes."""
        return self.open.due_at if self.open else self.opening.closes_at


def standings(enrolment: Enrolment, units: Iterable[EditionUnit]) -> dict[UUID, Standing]:
    """For every assessment among ``units``, by unit key: one query, none without assessments; one more
    where something is limited that somebody may be granted more of."""
    return standings_of({enrolment.pk: units})[enrolment.pk]


def standings_of(asked: Mapping[UUID, Iterable[EditionUnit]]) -> dict[UUID, dict[UUID, Standing]]:
    """By enrolment and unit key: one query for any number of enrolments, none without assessments."""
    rules = {
        key: {unit.unit_key: AssessmentRules.of(unit.rules) for unit in of if unit.kind == UnitKind.ASSESSMENT}
        for key, of in asked.items()
    }
    found: dict[tuple[UUID, UUID], list[Attempt]] = {(key, unit_key): [] for key in rules for unit_key in rules[key]}
    if found:
        enrolments, keys = {key for key, _ in found}, {unit_key for _, unit_key in found}
        for attempt in Attempt.objects.filter(enrolment__in=enrolments, unit_key__in=keys).order_by("number"):
            found.get((attempt.enrolment_id, attempt.unit_key), []).append(attempt)
    limited = any(may_matter(one) for several in rules.values() for one in several.values())
    granted = allowances(rules) if limited else {}
    return {
        key: {
            unit_key: standing_after(one, found[key, unit_key], granted.get((key, unit_key), NOTHING))
            for unit_key, one in several.items()
        }
        for key, several in rules.items()
    }


def standing(enrolment: Enrolment, unit: EditionUnit) -> Standing:
    return standings(enrolment, [unit])[unit.unit_key]


def standing_after(
    rules: AssessmentRules, attempts: list[Attempt], allowance: Allowance = NOTHING, now: dt.datetime | None = None
) -> Standing:
    moment = now or timezone.now()
    return Standing(attempts, may_open(rules, attempts, allowance, moment), moment, allowance)
