"""An attempt with questions that a person marks: handed in, it waits."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.bringing_in import Sitting, bring_in
from learners.attempts.marking import mark
from learners.attempts.models import Attempt, AttemptItem, Ending
from learners.attempts.opening import MayNotOpen, Refusal
from learners.attempts.queries import paper, result
from learners.attempts.receipts import still_proves
from learners.attempts.standing import standing
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests.factories import at
from tests.marking.world import ESSAY, PERFORMANCE, SINGLE, TEXT, assessment, hand_in
from tests.questions.samples import version
from xapi.models import Statement
from xapi.validation import validate
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return assessment(course)


def test_what_the_server_grades_is_graded_and_the_rest_waits(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = hand_in(enrolment, unit)
    again = Attempt.objects.get(pk=attempt.pk)
    assert (again.ending, again.submitted_at) == (Ending.SUBMITTED, at(3))
    assert again.is_waiting
    assert not again.is_open
    nothing = (again.score, again.max_score, again.passed, again.unit_share, again.unit_passed, again.statement_id)
    assert nothing == (None,) * 6
    assert [item.points for item in again.items.order_by("position")] == [1, None, None]
    assert still_proves(again, list(again.items.order_by("position")))


def test_it_is_recorded_without_a_verdict(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = hand_in(enrolment, unit)
    verbs = Statement.objects.filter(registration=enrolment.pk).values_list("verb", flat=True)
    assert not {Verb.PASSED, Verb.FAILED, Verb.SCORED} & set(verbs)
    told = [json.loads(row.raw) for row in Statement.objects.filter(verb=Verb.ANSWERED).order_by("seq")]
    assert [one["result"].get("score", {}).get("raw") for one in told] == [1, None, None]
    assert [one["result"]["completion"] for one in told] == [True, True, False]
    assert not any(TEXT[:10] in row.raw for row in Statement.objects.all())
    [completed] = Statement.objects.filter(verb=Verb.COMPLETED)
    assert "score" not in json.loads(completed.raw)["result"]
    for row in Statement.objects.filter(registration=attempt.enrolment_id):
        validate(json.loads(row.raw), "2.0.0")


def test_no_other_attempt_opens_while_one_waits(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = hand_in(enrolment, unit)
    with pytest.raises(MayNotOpen) as refused:
        open_attempt(enrolment=enrolment, unit=unit, at=at(4))
    assert refused.value.opening.why == Refusal.MARKING
    stands = standing(enrolment, unit)
    assert (stands.waiting, stands.best, stands.passed, stands.may_start) == (attempt, None, False, False)
    assert "đang chờ" in stands.why


def test_handing_in_again_changes_nothing(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt, count = hand_in(enrolment, unit), Statement.objects.count()
    assert submit(attempt=attempt).submitted_at == at(3)
    assert Statement.objects.count() == count


def test_a_performance_is_nothing_she_leaves_out(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(2))
    assert paper(attempt).unanswered == [SINGLE + 1, ESSAY + 1]
    save_answers(attempt=attempt, answers={PERFORMANCE: [0, 1]}, at=at(2))
    assert attempt.items.get(position=PERFORMANCE).response is None


def test_the_result_tells_what_waits(enrolment: Enrolment, unit: EditionUnit) -> None:
    found = result(hand_in(enrolment, unit))
    assert [line.verdict for line in found.lines] == ["right", "waiting", "waiting"]
    assert [line.points for line in found.lines] == [1, None, None]
    assert found.percent is None
    assert found.lines[ESSAY].given == TEXT.split("\n")


def test_kept_points_count_exactly() -> None:
    """A third and two thirds are a whole, whatever is rounded when they are kept."""
    made = version("essay")
    made.data = {"criteria": [{"name": "a", "levels": [{"words": str(n), "points": n} for n in range(4)]}]}
    items = [AttemptItem(version=made, worth=1, points=Decimal(points)) for points in ("0.3333", "0.6666")]
    marked = mark(items, 50)
    assert marked.earned == (Fraction(1, 3), Fraction(2, 3))
    assert (marked.passed, marked.is_waiting) == (True, False)


def test_of_several_brought_in_none_follows_one_that_waits(enrolment: Enrolment, unit: EditionUnit) -> None:
    sittings = [Sitting(enrolment, unit, at(day), at(day)) for day in (3, 4)]
    with pytest.raises(MayNotOpen):
        bring_in(sittings)
    assert Attempt.objects.count() == 0
    [attempt] = bring_in(sittings[:1])
    assert attempt.is_waiting
