"""What a learner decides herself: to take a course, to open a unit of it, to call a lesson finished."""

from dataclasses import dataclass
from uuid import UUID

from courses.catalogue.models import CoursePage
from courses.editions.models import UnitKind
from learners.enrolment.actions import enrol, rejoin
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.actions import complete_lesson, start_unit
from learners.progress.models import Progress, Status
from learners.progress.queries import OutlineUnit, outline
from learners.study.access import enrolments_of, left_enrolments_of
from learners.study.bookmarks import bookmarks, remember
from learners.study.places import Here, Retired, here


class NoLearner(Exception):
    """The account belongs to no person, so there is nobody to enrol."""


class NotOffered(Exception):
    """The course is not public (any more)."""


def take_course(*, course_key: UUID, acting_user: Account) -> Enrolment:
    """The enrolment of the account's human being: the one there is, the one she left, or one on the latest edition.

    Raises ``NoLearner``, ``NotOffered``, or ``NoEdition`` for a course never released.
    """
    if acting_user.person is None:
        raise NoLearner(str(acting_user.pk))
    existing = enrolments_of(acting_user).filter(course_key=course_key).first()
    if existing:
        return existing
    if not CoursePage.objects.live().filter(translation_key=course_key).exists():
        raise NotOffered(str(course_key))
    left = left_enrolments_of(acting_user).filter(course_key=course_key).order_by("-left_at").first()
    if left:
        return rejoin(enrolment=left, acting_user=acting_user)
    person = acting_user.person.merged_into or acting_user.person
    return enrol(person=person, course_key=course_key, acting_user=acting_user)


def open_unit(*, place: Here) -> None:
    """She is at this unit now: recorded the first time, remembered every time."""
    enrolment, unit = place.outline.enrolment, place.current.unit
    if place.current.state.started is None:
        start_unit(enrolment=enrolment, unit=unit, progress=place.outline.progress)
        remember(enrolment, unit.unit_key)
        return
    mark = bookmarks([enrolment]).get(enrolment.pk)
    if mark is None or mark.unit_key != unit.unit_key:
        remember(enrolment, unit.unit_key)


@dataclass(frozen=True, slots=True)
class Finished:
    """After a lesson: the unit that follows it, None after the last or when the lesson left the course."""

    after: OutlineUnit | None = None
    course_completed: bool = False
    retired: bool = False


def finish_lesson(*, enrolment: Enrolment, unit_key: UUID) -> Finished:
    """Call a lesson read, also one that left the course while she read it; an assessment is left as it is."""
    was_completed = enrolment.progress.status == Status.COMPLETED
    try:
        place = here(outline(enrolment, enrolment.progress), unit_key)
        unit, after, retired = place.current.unit, place.after, False
    except Retired as found:
        unit, after, retired = found.unit, None, True
    if unit.kind != UnitKind.LESSON:
        return Finished(after=None if retired else place.current)
    complete_lesson(enrolment=enrolment, unit=unit)
    completed = Progress.objects.get(pk=enrolment.pk).status == Status.COMPLETED
    return Finished(after, completed and not was_completed, retired)
