"""Lan has finished the course; her certificate."""

from courses.catalogue.models import CoursePage
from courses.editions.models import UnitKind
from learners.certificates.models import Certificate
from learners.enrolment import authorities
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, derived_id, statement, voiding
from learners.people.models import Person
from learners.progress.actions import complete_lesson
from tests.factories import at
from xapi.recording import record
from xapi.vocabulary import Verb


def enrolled(person: Person, course: CoursePage) -> Enrolment:
    return enrol(person=person, course_key=course.translation_key, acting_user=None, at=at(1))


def read_lessons(enrolment: Enrolment) -> None:
    for unit in enrolment.progress.edition.units.filter(kind=UnitKind.LESSON):
        complete_lesson(enrolment=enrolment, unit=unit, at=at(2))


def pass_assessment(enrolment: Enrolment, day: float = 3) -> str:
    """Returns the id of the statement that passes."""
    unit = enrolment.progress.edition.units.get(kind=UnitKind.ASSESSMENT)
    passed = statement(enrolment, verb=Verb.PASSED, unit_key=unit.unit_key, at=at(day), result={"success": True})
    record([passed], authority=authorities.server_graded())
    return passed["id"]


def void(enrolment: Enrolment, target: str) -> None:
    made = voiding(target, registration=enrolment.pk, statement_id=derived_id(target, "void"), by=actor(enrolment))
    record([made], authority=authorities.server_graded())


def finish(person: Person, course: CoursePage) -> Certificate:
    enrolment = enrolled(person, course)
    read_lessons(enrolment)
    pass_assessment(enrolment)
    return Certificate.objects.get(enrolment=enrolment, revoked_at=None, replaced_by=None)
