"""What a learner decides herself: to take a course, to open a unit of it, to call a lesson finished."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from courses.catalogue.models import CoursePage
from courses.editions.models import UnitKind
from courses.editions.queries import released_unit
from learners.enrolment.actions import enrol, rejoin
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.actions import complete_lesson, start_unit
from learners.progress.models import Progress, Status
from learners.progress.queries import OutlineUnit, outline
from learners.study.access import enrolments_of, left_enrolments_of
from learners.study.bookmarks import bookmarks, remember
from learners.study.interactive.sessions import Session, sessions
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


class PartsLacking(Exception):
    """The lesson asks for interactive parts that are not done: ``sessions``, at least one."""

    def __init__(self, sessions: list[Session]) -> None:
        super().__init__([str(session.content.key) for session in sessions])
        self.sessions = sessions


@dataclass(frozen=True, slots=True)
class Finished:
    """After a lesson: the unit that follows it, None after the last or when the lesson left the course."""

    after: OutlineUnit | None = None
    course_completed: bool = False
    retired: bool = False


def finish_lesson(*, enrolment: Enrolment, unit_key: UUID) -> Finished:
    """Call a lesson read, also one that left the course while she read it; an assessment is left as it is.

    Raises ``PartsLacking`` where she has still to do something in it.
    """
    was_completed = enrolment.progress.status == Status.COMPLETED
    try:
        place = here(outline(enrolment, enrolment.progress), unit_key)
        unit, after, retired = place.current.unit, place.after, False
    except Retired as found:
        unit, after, retired = found.unit, None, True
    if unit.kind != UnitKind.LESSON:
        return Finished(after=None if retired else place.current)
    if not retired and (parts := _lacking(place.current, enrolment)):
        raise PartsLacking(parts)
    complete_lesson(enrolment=enrolment, unit=unit)
    completed = Progress.objects.get(pk=enrolment.pk).status == Status.COMPLETED
    return Finished(after, completed and not was_completed, retired)


def _lacking(current: OutlineUnit, enrolment: Enrolment) -> list[Session]:
    """Of the lesson as she sees it; one that is done stays done."""
    if current.is_done:
        return []
    pieces = released_unit(current.unit, get_language() or "").pieces()
    found = sessions(enrolment, current.unit.unit_key, pieces, current.state)
    return [session for session in found.values() if session.is_lacking]
