"""An assessment of one question the server grades and one of each kind that a person marks, each for a point."""

from typing import Any

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit, UnitKind
from courses.editions.queries import latest
from courses.questions.models import QuestionKind
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.models import Attempt, AttemptItem
from learners.enrolment.models import Enrolment
from tests import factories
from tests.factories import at
from tests.questions.samples import BY_HAND, stored

SINGLE, ESSAY, PERFORMANCE = range(3)
BEST = {ESSAY: BY_HAND[QuestionKind.ESSAY][2], PERFORMANCE: BY_HAND[QuestionKind.PERFORMANCE][2]}
WORST = {ESSAY: BY_HAND[QuestionKind.ESSAY][3], PERFORMANCE: BY_HAND[QuestionKind.PERFORMANCE][3]}
TEXT = "Em đổi mật khẩu ngay.\nSau đó báo tổ trưởng."


def assessment(course: CoursePage, kinds: tuple[str, ...] = ("essay", "performance"), **simple: Any) -> EditionUnit:
    edition = latest(course.translation_key)
    assert edition
    unit = edition.units.get(kind=UnitKind.ASSESSMENT)
    versions = [factories.question("Câu đầu?").current_id, *(stored(kind, f"Hỏi {kind}?").current_id for kind in kinds)]
    unit.rules = factories.rules_asking(versions, shuffle=False, **simple)
    unit.save()
    return unit


def hand_in(enrolment: Enrolment, unit: EditionUnit, day: float = 3, right: bool = True) -> Attempt:
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(day))
    save_answers(attempt=attempt, answers={SINGLE: int(not right), ESSAY: TEXT}, at=at(day))
    return submit(attempt=attempt, at=at(day))


def item(attempt: Attempt, position: int) -> AttemptItem:
    return attempt.items.get(position=position)
