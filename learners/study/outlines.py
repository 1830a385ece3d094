"""The outline of a course as its learner sees it: what is done, what is missing for the certificate, where to go on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from learners.attempts.models import AttemptRequest
from learners.attempts.requesting import is_stuck
from learners.attempts.requests import last_requests
from learners.attempts.showing import marks_shown
from learners.attempts.standing import Standing, standings
from learners.certificates.models import Certificate
from learners.certificates.queries import valid_certificate
from learners.enrolment.models import Enrolment
from learners.progress.models import Status
from learners.progress.queries import Outline, OutlineUnit, outline
from learners.study.bookmarks import bookmarks
from learners.study.due import Due, due_courses
from learners.study.leaving import may_leave
from learners.study.places import go_on


@dataclass(frozen=True, slots=True)
class Line:
    unit: OutlineUnit
    standing: Standing | None
    is_next: bool

    @property
    def state(self) -> str:
        """ "done", "begun" or "new"."""
        if self.unit.is_done:
            return "done"
        return "begun" if self.unit.state.started else "new"

    @property
    def percent(self) -> int | None:
        """The mark of an assessment, rounded down; None while a mark it is made of is not shown."""
        score = self.unit.state.score
        stands = self.standing
        if score is None or stands is None or not marks_shown(stands.attempts, timezone.now(), stands.granted):
            return None
        return int(100 * score)


@dataclass(frozen=True)
class CourseOutline:
    outline: Outline
    modules: list[tuple[str, list[Line]]]
    next: OutlineUnit | None
    certificate: Certificate | None
    due: Due | None
    # Assessments she cannot go on with, and what she asked last for each.
    stuck: Sequence[tuple[OutlineUnit, AttemptRequest | None]] = ()
    # Handed in, and not marked yet: nothing to do for her.
    waiting: Sequence[OutlineUnit] = ()

    @cached_property
    def missing(self) -> list[OutlineUnit]:
        """What the certificate still needs."""
        return [unit for unit in self.outline.units if unit.unit.required and not unit.is_done]

    @property
    def is_completed(self) -> bool:
        return self.outline.progress.status == Status.COMPLETED

    @property
    def may_leave(self) -> bool:
        return may_leave(self.outline.enrolment, self.due)

    @property
    def is_started(self) -> bool:
        return self.outline.progress.status != Status.NOT_STARTED

    @property
    def to_do(self) -> list[OutlineUnit]:
        return [unit for unit in self.missing if unit not in self.waiting]

    @property
    def minutes_left(self) -> int:
        return sum(unit.unit.minutes for unit in self.to_do)


def course_outline(enrolment: Enrolment, today: dt.date) -> CourseOutline:
    found = outline(enrolment, enrolment.progress)
    mark = bookmarks([enrolment]).get(enrolment.pk)
    stands = standings(enrolment, [unit.unit for unit in found.units])
    waiting = [unit for unit in found.units if not unit.is_done and _waits(stands.get(unit.unit.unit_key))]
    following = go_on(found, mark.unit_key if mark else found.progress.last_unit, waiting)
    modules = [
        (module.title, [Line(unit, stands.get(unit.unit.unit_key), unit is following) for unit in module.units])
        for module in found.modules
    ]
    stuck = [unit for unit in found.units if not unit.is_done and _is_stuck(stands.get(unit.unit.unit_key))]
    asked = last_requests(enrolment, [unit.unit.unit_key for unit in stuck])
    certificate = valid_certificate(enrolment.pk)
    due = due_courses(found.progress.person_id, today).get(enrolment.course_key)
    told = [(unit, asked.get(unit.unit.unit_key)) for unit in stuck]
    return CourseOutline(found, modules, following, certificate, due, told, waiting)


def _waits(stands: Standing | None) -> bool:
    return stands is not None and stands.waiting is not None


def _is_stuck(stands: Standing | None) -> bool:
    return stands is not None and is_stuck(stands)
