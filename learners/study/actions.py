"""What a learner decides herself: to take a course."""

from uuid import UUID

from courses.catalogue.models import CoursePage
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.study.access import enrolments_of


class NoLearner(Exception):
    """The account belongs to no person, so there is nobody to enrol."""


class NotOffered(Exception):
    """The course is not public (any more)."""


def take_course(*, course_key: UUID, acting_user: Account) -> Enrolment:
    """The enrolment of the account's human being, the one there is or a new one on the latest edition.

    Raises ``NoLearner``, ``NotOffered``, or ``NoEdition`` for a course never released.
    """
    if acting_user.person is None:
        raise NoLearner(str(acting_user.pk))
    existing = enrolments_of(acting_user).filter(course_key=course_key).first()
    if existing:
        return existing
    if not CoursePage.objects.live().filter(translation_key=course_key).exists():
        raise NotOffered(str(course_key))
    person = acting_user.person.merged_into or acting_user.person
    return enrol(person=person, course_key=course_key, acting_user=acting_user)
