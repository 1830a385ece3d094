"""A released assessment of a few questions, and people who sat it."""

from dataclasses import dataclass
from typing import Any

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.models import EditionUnit, UnitKind
from courses.questions.models import Question, QuestionVersion
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests import factories
from tests.factories import at


@dataclass(frozen=True)
class Asked:
    """A course of one assessment; every question's first choice is right."""

    course: CoursePage
    unit: EditionUnit
    versions: list[QuestionVersion]


def asked(oanh: Account, questions: int) -> Asked:
    course = factories.course("Khóa một bài kiểm tra", lessons=0)
    unit = release(course=course, acting_user=oanh, at=at(0)).units.get(kind=UnitKind.ASSESSMENT)
    made = [factories.question(f"Câu {number}?") for number in range(1, questions + 1)]
    versions = [question.current for question in made if question.current]
    unit.rules = factories.rules_asking(versions, shuffle=False)
    unit.save()
    return Asked(course, unit, versions)


def ask_also(world: Asked, kind: str, data: dict[str, Any], prompt: str = "Câu thêm?") -> QuestionVersion:
    """A last question of this kind."""
    question = Question.objects.create(kind=kind)
    question.current = QuestionVersion.objects.create(question=question, number=1, prompt=prompt, data=data)
    question.save()
    world.versions.append(question.current)
    world.unit.rules = factories.rules_asking(world.versions, shuffle=False)
    world.unit.save()
    return question.current


def enrolled(world: Asked) -> Enrolment:
    return enrol(person=factories.person(), course_key=world.course.translation_key, acting_user=None, at=at(1))


def sit(world: Asked, enrolment: Enrolment, *given: Any, day: float = 3) -> Attempt:
    """Handed in with these answers, question by question."""
    attempt = open_attempt(enrolment=enrolment, unit=world.unit, at=at(day))
    save_answers(attempt=attempt, answers=dict(enumerate(given)), at=at(day))
    return submit(attempt=attempt, at=at(day))
