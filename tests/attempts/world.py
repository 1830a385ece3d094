"""An assessment of three questions, each with two choices of which the first is right."""

from typing import Any

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit, UnitKind
from courses.editions.queries import latest
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.models import Attempt
from learners.enrolment.models import Enrolment
from tests import factories
from tests.factories import at

SIZE = 3


def assessment(course: CoursePage, **simple: Any) -> EditionUnit:
    edition = latest(course.translation_key)
    assert edition
    unit = edition.units.get(kind=UnitKind.ASSESSMENT)
    versions = [factories.question(f"Câu {number}?").current_id for number in range(SIZE)]
    unit.rules = factories.rules_asking(versions, **simple)
    unit.save()
    return unit


def answers(right: int) -> dict[int, Any]:
    """The first ``right`` right, the others wrong."""
    return {position: int(position >= right) for position in range(SIZE)}


def take(enrolment: Enrolment, unit: EditionUnit, right: int, day: float) -> Attempt:
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(day))
    save_answers(attempt=attempt, answers=answers(right), at=at(day))
    return submit(attempt=attempt, at=at(day))
