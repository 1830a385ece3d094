"""Two windows, a double press, the worker in between: whatever happens at once happens once."""

from functools import partial

import pytest

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.models import EditionUnit
from learners.attempts.actions import AlreadySubmitted, end_if_overdue, open_attempt, save_answers, submit
from learners.attempts.models import Attempt, Ending
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.progress.actions import complete_lesson
from learners.progress.models import Progress, Status
from learners.progress.rebuilding import check
from tests import factories
from tests.attempts.world import SIZE, answers, assessment
from tests.factories import at
from tests.xapi.parallel import in_parallel
from xapi.models import Statement
from xapi.vocabulary import Verb

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TIMES = 5


@pytest.fixture
def course() -> CoursePage:
    made = factories.course()
    release(course=made, acting_user=None, at=at(0))
    return made


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return assessment(course, time_limit=30)


@pytest.fixture
def enrolment(course: CoursePage) -> Enrolment:
    """All but the assessment is done."""
    made = enrol(person=factories.person(), course_key=course.translation_key, acting_user=None, at=at(1))
    for lesson in made.pins.get().edition.units.filter(kind="lesson"):
        complete_lesson(enrolment=made, unit=lesson, at=at(2))
    return made


def of(verb: str) -> int:
    return Statement.objects.filter(verb=verb, object_key__contains="/bai/").count()


def test_opened_saved_and_handed_in_at_once(enrolment: Enrolment, unit: EditionUnit) -> None:
    opening = partial(open_attempt, enrolment=enrolment, unit=unit, at=at(3))
    assert in_parallel([opening] * TIMES) == []
    attempt = Attempt.objects.get()
    assert of(Verb.INITIALIZED) == 1

    saves = [partial(save_answers, attempt=attempt, answers={place: 0}, at=at(3)) for place in range(SIZE)]
    assert in_parallel(saves) == []
    assert list(attempt.items.values_list("response", "revision")) == [(0, 1)] * SIZE

    assert in_parallel([partial(submit, attempt=attempt, at=at(3))] * TIMES) == []
    attempt.refresh_from_db()
    assert (attempt.ending, attempt.score) == (Ending.SUBMITTED, SIZE)
    assert (of(Verb.ANSWERED), of(Verb.PASSED)) == (SIZE, 1)
    assert Progress.objects.get().status == Status.COMPLETED
    assert list(check()) == []


def test_a_save_a_submit_and_the_worker_meet_at_the_deadline(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(3))
    save_answers(attempt=attempt, answers=answers(2), at=at(3))

    def late() -> None:
        with pytest.raises(AlreadySubmitted):
            save_answers(attempt=attempt, answers=answers(0), at=at(4))

    works = [late, partial(submit, attempt=attempt, at=at(4)), partial(end_if_overdue, attempt=attempt, at=at(4))]
    assert in_parallel(works * 2) == []
    attempt.refresh_from_db()
    assert (attempt.ending, attempt.submitted_at, attempt.score) == (Ending.TIMED_OUT, attempt.due_at, 2)
    assert of(Verb.FAILED) == 1


def test_a_course_completes_while_another_window_opens_the_paper_again(enrolment: Enrolment, unit: EditionUnit) -> None:
    """Both want the enrolment and its progress: neither may wait for the other for ever."""
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(3))
    save_answers(attempt=attempt, answers=answers(3), at=at(3))
    opening = partial(open_attempt, enrolment=enrolment, unit=unit, at=at(3))
    assert in_parallel([partial(submit, attempt=attempt, at=at(3)), *[opening] * TIMES]) == []
    assert Attempt.objects.filter(ending="").count() <= 1
    assert Progress.objects.get().status == Status.COMPLETED
