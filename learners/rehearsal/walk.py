"""Walking through a draft as a learner would: her pages' data, from the newest drafts and what the editor did so far.

The pages are those of ``learners.study``, templates and all. Enrolment, progress and attempts behind them are rows that
are never saved; the enrolment's id is the course's key.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from courses.editions.asking import AssessmentRules
from courses.editions.models import EditionUnit, UnitKind
from courses.editions.queries import ReleasedUnit
from courses.editions.rehearsal import Rehearsal, rehearse
from courses.outline.permissions import course_to_walk
from learners.attempts.models import Attempt
from learners.attempts.opening import NOTHING, Given, Refusal, may_open
from learners.attempts.standing import Standing, standing_after
from learners.enrolment.models import Enrolment
from learners.progress.folding import UnitState
from learners.progress.models import Progress, Status
from learners.progress.queries import Outline, modules_of
from learners.rehearsal.memory import Memory, course_walked
from learners.rehearsal.sitting import Sitting
from learners.study.marks import best
from learners.study.outlines import CourseOutline, Line
from learners.study.papers import Outcome, asks_first
from learners.study.places import Here, here, resume


@dataclass
class Walk:
    """``board`` is the id of the course's page, where the editor came from."""

    board: int
    rehearsal: Rehearsal
    memory: Memory

    @cached_property
    def enrolment(self) -> Enrolment:
        key = self.rehearsal.edition.course_key
        return Enrolment(pk=key, course_key=key)

    @cached_property
    def outline(self) -> Outline:
        units = [shown.unit for shown in self.rehearsal.units]
        states = {unit.unit_key: self._state(unit) for unit in units}
        required = [states[unit.unit_key].done for unit in units if unit.required]
        done = [at for at in required if at]
        completed = max(done) if done and len(done) == len(required) else None
        progress = Progress(
            enrolment=self.enrolment,
            edition=self.rehearsal.edition,
            status=_status(completed is not None, any(state.started for state in states.values())),
            units_done=len(done),
            units_required=len(required),
            completed_at=completed,
        )
        return Outline(self.enrolment, self.rehearsal.edition, progress, modules_of(units, states))

    def _state(self, unit: EditionUnit) -> UnitState:
        done, started = self.memory.done(unit.unit_key), self.memory.opened(unit.unit_key)
        tried = self.attempts(unit.unit_key)
        shares = [one.score / one.max_score for one in tried if one.score is not None and one.max_score]
        return UnitState(started=started, done=done, known=done, score=max(shares, default=None))

    def attempts(self, unit_key: UUID) -> list[Attempt]:
        return [sitting.attempt(self.enrolment) for sitting in self.memory.sittings(unit_key)]

    def standing(self, unit: EditionUnit) -> Standing:
        return standing_after(_at_any_time(unit), self.attempts(unit.unit_key))

    def in_time(self, unit: EditionUnit) -> Standing:
        """As a learner would stand, with the days and hours of the draft."""
        return standing_after(AssessmentRules.of(unit.rules), self.attempts(unit.unit_key))

    def refusal(self, unit: EditionUnit, given: Given) -> Refusal | None:
        """Why no paper opens at the door; None where one is open."""
        if self.standing(unit).open:
            return None
        return may_open(_at_any_time(unit), self.attempts(unit.unit_key), NOTHING, timezone.now(), given).why

    def shown(self, unit_key: UUID) -> ReleasedUnit:
        """404 for a unit that is not in the draft."""
        found = self.rehearsal.find(unit_key)
        if found is None:
            raise Http404
        return found

    def place(self, unit_key: UUID) -> Here:
        return here(self.outline, self.shown(unit_key).unit.unit_key)

    def course_outline(self) -> CourseOutline:
        following = resume(self.outline, self.memory.last)
        stands = {
            shown.unit.unit_key: self.standing(shown.unit)
            for shown in self.rehearsal.units
            if shown.unit.kind == UnitKind.ASSESSMENT
        }
        modules = [
            (module.title, [Line(unit, stands.get(unit.unit.unit_key), unit is following) for unit in module.units])
            for module in self.outline.modules
        ]
        return CourseOutline(self.outline, modules, following, certificate=None, due=None)

    def outcome(self, sitting: Sitting) -> Outcome:
        place = self.place(sitting.unit_key)
        unit = place.current.unit
        stands = self.standing(unit)
        found = Outcome(unit.title, self.outline, place, stands, certificate=None, best=best(stands, timezone.now()))
        return replace(found, asks_first=asks_first(AssessmentRules.of(unit.rules)))


def _at_any_time(unit: EditionUnit) -> AssessmentRules:
    """Who tries a draft does not wait for its days."""
    return replace(AssessmentRules.of(unit.rules), opens_at=None, closes_at=None, wait_minutes=0)


def _status(completed: bool, started: bool) -> Status:
    if completed:
        return Status.COMPLETED
    return Status.IN_PROGRESS if started else Status.NOT_STARTED


def access_walk(request: HttpRequest, course_key: UUID) -> Walk:
    """404 for a course that the editor may not write in."""
    course = course_to_walk(request.user, course_key)
    return Walk(course.pk, rehearse(course, get_language() or ""), Memory(request.session, course_key))


def access_sitting(request: HttpRequest, key: UUID) -> tuple[Walk, Sitting]:
    """404 for a paper that is not of the course being walked, or that was forgotten."""
    course_key = course_walked(request.session)
    if course_key is None:
        raise Http404
    walk = access_walk(request, course_key)
    sitting = walk.memory.sitting(key)
    if sitting is None:
        raise Http404
    return walk, sitting
