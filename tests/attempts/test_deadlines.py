"""The server's clock: until when answers are taken, and what becomes of an attempt whose time is over."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.attempts import overdue
from learners.attempts.actions import (
    AlreadySubmitted,
    TimeIsUp,
    end_if_overdue,
    open_attempt,
    save_answers,
    submit,
)
from learners.attempts.deadlines import ON_THE_WAY
from learners.attempts.models import Attempt, Ending
from learners.attempts.opening import MayNotOpen, Refusal
from learners.attempts.overdue import SomeLeft, end_overdue
from learners.attempts.standing import standing
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.models import Progress
from learners.progress.rebuilding import check
from mooc.foundation.recurring import tasks
from tests.attempts.world import answers, assessment
from tests.factories import at
from xapi.models import Statement
from xapi.vocabulary import Verb

OPENED, DUE = at(3), at(3) + dt.timedelta(minutes=30)
SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return assessment(course, time_limit=30, pass_percent=60)


def opened(enrolment: Enrolment, unit: EditionUnit, **rules: Any) -> Attempt:
    unit.rules |= rules
    return open_attempt(enrolment=enrolment, unit=unit, at=OPENED)


def verdicts() -> list[Any]:
    return list(Statement.objects.filter(verb__in=[Verb.PASSED, Verb.FAILED]).values_list("verb", "timestamp"))


@pytest.mark.parametrize("late", [dt.timedelta(0), ON_THE_WAY])
def test_what_was_sent_in_time_is_taken(enrolment: Enrolment, unit: EditionUnit, late: dt.timedelta) -> None:
    attempt = opened(enrolment, unit)
    assert save_answers(attempt=attempt, answers=answers(3), at=DUE + late).at == DUE + late
    ended = submit(attempt=attempt, at=DUE + late)
    assert (ended.ending, ended.submitted_at, ended.passed) == (Ending.SUBMITTED, DUE + late, True)


def test_an_answer_after_the_end_is_refused_and_those_before_count(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = opened(enrolment, unit)
    save_answers(attempt=attempt, answers=answers(2), at=DUE - MINUTE)
    with pytest.raises(TimeIsUp):
        save_answers(attempt=attempt, answers=answers(0), at=DUE + ON_THE_WAY + SECOND)

    attempt.refresh_from_db()
    assert (attempt.ending, attempt.submitted_at, attempt.score) == (Ending.TIMED_OUT, DUE, 2)
    assert verdicts() == [(Verb.PASSED, DUE)]
    with pytest.raises(AlreadySubmitted):
        save_answers(attempt=attempt, answers=answers(0), at=DUE + MINUTE)


def test_whoever_comes_back_finds_it_handed_in_at_the_moment_it_was_due(
    enrolment: Enrolment, unit: EditionUnit, django_assert_num_queries: Any
) -> None:
    attempt = opened(enrolment, unit)
    save_answers(attempt=attempt, answers=answers(1), at=OPENED + MINUTE)
    with django_assert_num_queries(0):
        assert end_if_overdue(attempt=attempt, at=DUE) is attempt
    for moment in (DUE + MINUTE, at(9)):
        ended = submit(attempt=attempt, at=moment)
        assert (ended.ending, ended.submitted_at, ended.passed) == (Ending.TIMED_OUT, DUE, False)
    assert verdicts() == [(Verb.FAILED, DUE)]
    assert list(check()) == []


def test_within_grace_it_is_handed_in_but_not_answered(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = opened(enrolment, unit, overdue="grace", grace_minutes=10)
    save_answers(attempt=attempt, answers=answers(3), at=OPENED)
    with pytest.raises(TimeIsUp):
        save_answers(attempt=attempt, answers=answers(0), at=DUE + MINUTE)
    assert Attempt.objects.get().is_open
    ended = submit(attempt=attempt, at=DUE + 10 * MINUTE)
    assert (ended.ending, ended.submitted_at, ended.score) == (Ending.SUBMITTED, DUE + 10 * MINUTE, 3)


@pytest.mark.parametrize("rules", [{"overdue": "abandon"}, {"overdue": "grace", "grace_minutes": 10}])
def test_an_abandoned_attempt_is_used_up_and_has_no_verdict(
    enrolment: Enrolment, unit: EditionUnit, rules: dict[str, Any]
) -> None:
    attempt = opened(enrolment, unit, max_attempts=1, **rules)
    save_answers(attempt=attempt, answers=answers(3), at=OPENED)
    ended = submit(attempt=attempt, at=DUE + 11 * MINUTE)

    assert (ended.ending, ended.submitted_at, ended.ended_at, ended.passed) == (Ending.ABANDONED, None, DUE, None)
    assert verdicts() == []
    assert standing(enrolment, unit).left == 0
    assert not standing(enrolment, unit).submitted
    assert "done" not in Progress.objects.get(pk=enrolment.pk).units.get(str(unit.unit_key), {})


def test_another_is_opened_only_after_the_overdue_one_is_ended(enrolment: Enrolment, unit: EditionUnit) -> None:
    first = opened(enrolment, unit, max_attempts=2, wait_minutes=60)
    with pytest.raises(MayNotOpen) as refused:
        open_attempt(enrolment=enrolment, unit=unit, at=DUE + MINUTE)
    opening = refused.value.opening
    assert (opening.why, opening.until, opening.left) == (Refusal.WAITING, DUE + 60 * MINUTE, 1)
    second = open_attempt(enrolment=enrolment, unit=unit, at=DUE + 60 * MINUTE)
    assert (second.number, second.due_at) == (2, DUE + 90 * MINUTE)
    first.refresh_from_db()
    assert first.ending == Ending.TIMED_OUT


def test_an_attempt_whose_time_is_over_is_not_one_to_go_on_with(enrolment: Enrolment, unit: EditionUnit) -> None:
    opened(enrolment, unit)
    assert standing(enrolment, unit).open is None


def test_the_worker_ends_what_nobody_comes_back_to(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = opened(enrolment, unit)
    save_answers(attempt=attempt, answers=answers(3), at=OPENED)
    Attempt.objects.create(
        enrolment=enrolment, unit_key=enrolment.pk, number=1, seed=1, pass_percent=1, opened_at=timezone.now()
    )
    assert tasks["end_overdue_attempts"].run is end_overdue

    assert (end_overdue(lambda: None), end_overdue(lambda: None)) == (1, 0)
    attempt.refresh_from_db()
    assert (attempt.ending, attempt.submitted_at, attempt.passed) == (Ending.TIMED_OUT, DUE, True)
    assert verdicts() == [(Verb.PASSED, DUE)]
    assert Attempt.objects.filter(ending="").count() == 1


def test_one_that_cannot_be_ended_keeps_no_other_back(
    enrolment: Enrolment, unit: EditionUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = opened(enrolment, unit)
    broken = Attempt.objects.create(
        enrolment=enrolment,
        unit_key=enrolment.pk,
        number=1,
        seed=1,
        pass_percent=1,
        opened_at=OPENED,
        due_at=OPENED,
        late_until=OPENED,
    )
    real = overdue.end_if_overdue

    def end(*, attempt: Attempt) -> Attempt:
        if attempt.pk == broken.pk:
            raise ValueError("hỏng")
        return real(attempt=attempt)

    monkeypatch.setattr(overdue, "end_if_overdue", end)
    with pytest.raises(SomeLeft, match="1 of 2"):
        end_overdue(lambda: None)
    attempt.refresh_from_db()
    assert attempt.ending == Ending.TIMED_OUT


def test_a_save_stays_within_its_queries(
    enrolment: Enrolment, unit: EditionUnit, django_assert_max_num_queries: Any
) -> None:
    """With the two that make the test's savepoint."""
    attempt = opened(enrolment, unit)
    with django_assert_max_num_queries(6):
        save_answers(attempt=attempt, answers=answers(2), seen=[0, 0, 0], at=OPENED)
    with django_assert_max_num_queries(6):
        save_answers(attempt=attempt, answers={0: None, 1: 0, 2: None}, seen=[1, 1, 1], at=OPENED)
    assert attempt.items.filter(response__isnull=True).count() == 2
