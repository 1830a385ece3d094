"""The marks of attempts as far as their learner may see them now (``learners.attempts.showing``)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from courses.catalogue.assessment_forms import MARKS
from learners.attempts.accommodations import granted_to
from learners.attempts.models import Attempt
from learners.attempts.showing import marks_shown, shown_of
from learners.attempts.standing import Standing


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt handed in; ``percent`` is None while its marks are not shown, or it waits to be marked."""

    attempt: Attempt
    percent: int | None


def tried(standing: Standing, now: dt.datetime) -> list[Tried]:
    return [Tried(one, one.percent if _may_tell(one, now, standing) else None) for one in standing.submitted]


def _may_tell(attempt: Attempt, now: dt.datetime, standing: Standing) -> bool:
    return not attempt.is_waiting and MARKS in shown_of(attempt, now, granted=standing.granted)


def best(standing: Standing, now: dt.datetime) -> int | None:
    """The highest mark, in whole percent; None while any mark it is taken from is not shown."""
    return standing.best if marks_shown(standing.attempts, now, standing.granted) else None


def veiled_units(enrolments: Iterable[UUID], now: dt.datetime) -> dict[UUID, frozenset[UUID]]:
    """By enrolment, the keys of the assessments whose marks are not all shown: two queries at most."""
    found: dict[UUID, frozenset[UUID]] = {}
    rows = Attempt.objects.filter(enrolment__in=list(enrolments), submitted_at__isnull=False)
    told = ("enrolment", "unit_key", "number", "rules", "submitted_at", "passed", "unit_passed")
    attempts = list(rows.only(*told))
    granted = granted_to(attempts)
    for attempt in attempts:
        if not marks_shown([attempt], now, granted[attempt.pk]):
            found[attempt.enrolment_id] = found.get(attempt.enrolment_id, frozenset()) | {attempt.unit_key}
    return found
