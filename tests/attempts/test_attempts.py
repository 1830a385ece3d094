"""An attempt from opening to its result."""

import json
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from courses.catalogue.models import CoursePage
from courses.editions.asking import AssessmentRules
from courses.editions.models import EditionUnit, UnitKind
from courses.editions.queries import latest
from courses.questions.actions import save_version
from courses.questions.models import Question, QuestionVersion
from learners.attempts import queries
from learners.attempts.actions import (
    AlreadySubmitted,
    NotAnAssessment,
    open_attempt,
    save_answers,
    submit,
)
from learners.attempts.models import Attempt
from learners.attempts.opening import MayNotOpen, Refusal
from learners.attempts.recorded import ATTEMPT
from learners.attempts.standing import standing, standing_after
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.models import Progress
from tests import factories
from tests.factories import at
from tests.questions.samples import SAMPLES, SCORED, right
from xapi.models import Statement, Trust
from xapi.validation import validate
from xapi.vocabulary import Verb

ALL, MOST = len(SAMPLES), len(SCORED)
REVISIONS = ",".join("0" * ALL)


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))


@pytest.fixture
def unit(enrolment: Enrolment, oanh: Account) -> EditionUnit:
    """The assessment, released with one question of each kind."""
    edition = latest(enrolment.course_key)
    assert edition
    made = edition.units.get(kind=UnitKind.ASSESSMENT)
    versions = [new_version(kind, oanh) for kind in SAMPLES]
    made.rules = factories.rules_asking(versions, max_attempts=2)
    made.save()
    return made


def new_version(kind: str, by: Account) -> QuestionVersion:
    return save_version(
        question=Question.objects.create(kind=kind),
        prompt=f"Câu {kind}?",
        data=SAMPLES[kind][0],
        explanation=f"Vì sao {kind}",
        acting_user=by,
    )


def answers(attempt: Attempt, wrong: tuple[str, ...] = (), skip: tuple[str, ...] = ()) -> dict[int, Any]:
    found = {}
    for item in attempt.items.select_related("version__question"):
        kind = item.version.question.kind
        if kind not in skip:
            found[item.position] = SAMPLES[kind][1] if kind in wrong else right(kind, item.version.data)
    return found


def take(enrolment: Enrolment, unit: EditionUnit, wrong: tuple[str, ...] = (), day: float = 3) -> Attempt:
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(day))
    save_answers(attempt=attempt, answers=answers(attempt, wrong), at=at(day))
    return submit(attempt=attempt, at=at(day))


def verdict_of(attempt: Attempt) -> dict[str, Any]:
    return json.loads(Statement.objects.get(statement_id=attempt.statement_id).raw)


def test_all_right_passes_the_unit(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = take(enrolment, unit)

    assert (attempt.passed, attempt.score, attempt.max_score, attempt.submitted_at) == (True, MOST, MOST, at(3))
    said = verdict_of(attempt)
    assert said["verb"]["id"] == Verb.PASSED
    assert said["result"]["score"] == {"scaled": 1.0, "raw": MOST, "min": 0, "max": MOST}
    assert Statement.objects.get(statement_id=attempt.statement_id).authority.trust == Trust.SERVER_GRADED
    assert Progress.objects.get(pk=enrolment.pk).units[str(unit.unit_key)]["done"]


def test_too_many_wrong_fails_it(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = take(enrolment, unit, wrong=("single", "fill"))

    assert (attempt.passed, attempt.score) == (False, MOST - 2)
    assert verdict_of(attempt)["verb"]["id"] == Verb.FAILED
    assert "done" not in Progress.objects.get(pk=enrolment.pk).units[str(unit.unit_key)]


def test_each_item_is_answered_about_its_question_under_the_unit(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(3))
    save_answers(attempt=attempt, answers=answers(attempt, wrong=("fill",), skip=("single",)), at=at(3))
    submit(attempt=attempt, at=at(3))

    rows = [json.loads(row.raw) for row in Statement.objects.filter(verb=Verb.ANSWERED)]
    said = {row["object"]["definition"]["description"]["vi"]: row for row in rows}
    assert len(said) == ALL
    ordered = said["Câu order?"]
    version = QuestionVersion.objects.get(prompt="Câu order?")
    assert ordered["object"]["id"].endswith(f"/bai/{unit.unit_key}/cau-hoi/{version.question.key}/1")
    assert ordered["context"]["contextActivities"]["parent"][0]["id"].endswith(f"/bai/{unit.unit_key}")
    assert ordered["context"]["registration"] == str(enrolment.pk)
    assert ordered["result"]["response"] == "c1[,]c2[,]c0"
    assert (ordered["result"]["success"], ordered["result"]["score"]["scaled"]) == (True, 1.0)
    assert said["Câu single?"]["result"]["completion"] is False
    assert said["Câu likert?"]["result"].keys() == {"completion", "response", "extensions"}
    assert "response" not in said["Câu single?"]["result"]
    assert "response" not in said["Câu fill?"]["result"]
    assert {row["result"]["extensions"][ATTEMPT] for row in rows} == {str(attempt.pk)}
    for row in [*rows, verdict_of(submit(attempt=attempt))]:
        validate(row, "2.0.0")


def test_submitting_twice_records_once(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = take(enrolment, unit)
    before = Statement.objects.count()
    again = submit(attempt=attempt, at=at(9))

    assert Statement.objects.count() == before
    assert (again.submitted_at, again.statement_id) == (at(3), attempt.statement_id)


def test_even_an_attempt_made_to_look_open_cannot_be_recorded_twice(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = take(enrolment, unit)
    before = Statement.objects.count()
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=None, ending="")
    submit(attempt=attempt, at=at(3))

    assert Statement.objects.count() == before


def test_a_submit_stays_within_its_queries(
    enrolment: Enrolment, unit: EditionUnit, django_assert_max_num_queries: Any
) -> None:
    take(enrolment, unit, wrong=("single", "fill"))
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(4))
    save_answers(attempt=attempt, answers=answers(attempt), at=at(4))
    # Attempt and items, points and verdict, the authority; the rest is record() for seven statements, which locks
    # their ids on PostgreSQL.
    with django_assert_max_num_queries(19 if connection.vendor == "postgresql" else 18):
        submit(attempt=attempt, at=at(4))


def test_the_open_attempt_is_opened_again_with_the_same_paper(enrolment: Enrolment, unit: EditionUnit) -> None:
    first = open_attempt(enrolment=enrolment, unit=unit)
    assert open_attempt(enrolment=enrolment, unit=unit) == first
    assert (first.number, Attempt.objects.count(), first.items.count()) == (1, 1, ALL)


def test_attempts_run_out(enrolment: Enrolment, unit: EditionUnit) -> None:
    assert standing(enrolment, unit).left == 2
    take(enrolment, unit, wrong=("single", "fill"))
    assert take(enrolment, unit, day=4).number == 2
    assert standing(enrolment, unit).left == 0
    with pytest.raises(MayNotOpen) as refused:
        open_attempt(enrolment=enrolment, unit=unit)
    assert refused.value.opening.why == Refusal.NONE_LEFT


def test_no_limit_is_no_limit(enrolment: Enrolment, unit: EditionUnit) -> None:
    unit.rules["max_attempts"] = 0
    for day in range(3):
        take(enrolment, unit, day=day + 2)
    assert standing(enrolment, unit).left is None
    assert open_attempt(enrolment=enrolment, unit=unit).number == 4


def test_a_lesson_has_no_attempts(enrolment: Enrolment, unit: EditionUnit) -> None:
    lesson = unit.edition.units.filter(kind=UnitKind.LESSON).first()
    assert lesson
    with pytest.raises(NotAnAssessment):
        open_attempt(enrolment=enrolment, unit=lesson)


def test_a_later_edit_of_a_question_leaves_the_paper_alone(
    enrolment: Enrolment, unit: EditionUnit, oanh: Account
) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit)
    question = Question.objects.get(current__prompt="Câu single?")
    data = {"choices": ["Khác", "Hẳn"], "correct": 0}
    save_version(question=question, prompt="Đã đổi?", data=data, explanation="", acting_user=oanh)

    assert "Đã đổi?" not in [item.prompt for item in queries.paper(attempt).items]
    save_answers(attempt=attempt, answers=answers(attempt))
    assert submit(attempt=attempt).score == MOST


def test_only_what_changed_gets_a_new_revision(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(3))
    given = answers(attempt)
    assert save_answers(attempt=attempt, answers={}, at=at(3)).at is None
    assert save_answers(attempt=attempt, answers={0: given[0]}, at=at(3)).at == at(3)
    assert save_answers(attempt=attempt, answers={0: given[0], 99: 1}, at=at(4)).at == at(3)
    assert save_answers(attempt=attempt, answers={0: None, 1: given[1]}, at=at(5)).at == at(5)

    rows = attempt.items.values_list("revision", "saved_at")[:3]
    assert list(rows) == [(2, at(5)), (1, at(5)), (0, None)]
    assert attempt.items.filter(response__isnull=True).count() == ALL - 1


def test_an_answer_changed_in_another_window_stands(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(3))
    given = answers(attempt)
    first = save_answers(attempt=attempt, answers={0: given[0]}, seen=[0] * ALL, at=at(3))
    second = save_answers(attempt=attempt, answers={0: None, 1: given[1]}, seen=[0] * ALL, at=at(4))

    assert (first.revisions, first.outdated) == ([1, *[0] * (ALL - 1)], [])
    assert (second.revisions, second.outdated) == ([1, 1, *[0] * (ALL - 2)], [0])
    assert queries.paper(attempt).unanswered == list(range(3, ALL + 1))
    assert save_answers(attempt=attempt, answers={0: None}, seen=second.revisions).outdated == []


def test_an_unsaved_paper_is_shown_but_for_what_changed_elsewhere(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(3))
    place = attempt.items.get(version__question__kind="fill").position
    unsaved = QueryDict(f"cau-{place + 1}=muoi&ban={','.join('0' * ALL)}")
    assert queries.paper(attempt, unsaved).items[place].text == "muoi"
    assert queries.paper(attempt).items[place].text == ""

    save_answers(attempt=attempt, answers={place: "mười một"})
    assert queries.paper(attempt, unsaved).items[place].text == "mười một"
    assert queries.paper(attempt, QueryDict(f"cau-{place + 1}=muoi&ban=rac")).items[place].text == "muoi"


def test_garbage_is_kept_as_no_answer(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit)
    save_answers(attempt=attempt, answers={place: {"x": [1]} for place in range(ALL)})
    assert set(attempt.items.values_list("response", flat=True)) == {None}
    assert submit(attempt=attempt).score == 0


def test_a_submitted_paper_takes_no_answers(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = take(enrolment, unit)
    with pytest.raises(AlreadySubmitted):
        save_answers(attempt=attempt, answers={0: None})


def test_what_is_posted_is_saved_and_shown_again(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit)
    place = attempt.items.get(version__question__kind="fill").position
    post = QueryDict(f"cau-{place + 1}=muoi&action=save")
    save_answers(attempt=attempt, answers=queries.read_answers(attempt, post))

    assert queries.paper(attempt).items[place].text == "muoi"
    assert attempt.items.exclude(response=None).count() == 1


def test_the_result_tells_each_question_in_words(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit)
    given = answers(attempt, wrong=("multiple",), skip=("single",))
    place = attempt.items.get(version__question__kind="match").position
    save_answers(attempt=attempt, answers={**given, place: [[0, 1]]})
    with pytest.raises(queries.NotSubmitted):
        queries.result(attempt)
    shown = queries.result(submit(attempt=attempt))

    lines = {line.prompt: line for line in shown.lines}
    assert (lines["Câu multiple?"].verdict, lines["Câu multiple?"].right) == ("wrong", ["Sông", "Biển"])
    assert (lines["Câu match?"].verdict, lines["Câu match?"].given) == ("partly", ["Một → One"])
    assert (lines["Câu single?"].verdict, lines["Câu single?"].given) == ("unanswered", [])
    assert (lines["Câu likert?"].verdict, lines["Câu likert?"].right) == ("given", [])
    assert (lines["Câu fill?"].verdict, lines["Câu fill?"].explanation) == ("right", "Vì sao fill")
    assert (shown.right, shown.percent) == (4, 64)


def test_paper_and_result_take_one_query(
    enrolment: Enrolment, unit: EditionUnit, django_assert_num_queries: Any
) -> None:
    attempt = take(enrolment, unit)
    with django_assert_num_queries(1):
        queries.paper(attempt)
    with django_assert_num_queries(1):
        queries.result(attempt)


def test_the_door_asks_for_the_code_and_her_word(enrolment: Enrolment, unit: EditionUnit) -> None:
    unit.rules |= {"access_code": "Phòng 2", "honour": "Tôi tự làm bài."}
    with pytest.raises(MayNotOpen) as refused:
        open_attempt(enrolment=enrolment, unit=unit, honour=True)
    assert refused.value.opening.why == Refusal.CODE
    first = open_attempt(enrolment=enrolment, unit=unit, access_code="phòng 2", honour=True)
    # Inside already: nothing is asked for again.
    assert open_attempt(enrolment=enrolment, unit=unit) == first


def test_an_attempt_knows_when_it_is_due(enrolment: Enrolment, unit: EditionUnit) -> None:
    assert open_attempt(enrolment=enrolment, unit=unit, at=at(3)).due_at is None
    submit(attempt=Attempt.objects.get(), at=at(3))
    unit.rules |= {"time_limit": 60, "overdue": "grace", "grace_minutes": 12}
    timed = open_attempt(enrolment=enrolment, unit=unit, at=at(4))
    assert (timed.due_at, timed.late_until) == (at(4 + 1 / 24), at(4 + 1.2 / 24))
    assert standing_after(AssessmentRules.of(unit.rules), [timed], now=at(4)).due_at == timed.due_at


def test_a_unit_that_is_not_open_yet_says_when(enrolment: Enrolment, unit: EditionUnit) -> None:
    unit.rules["opens_at"] = at(5000).isoformat()
    stands = standing(enrolment, unit)
    assert (stands.may_start, stands.next_opens_at, stands.left) == (False, at(5000), 2)
    assert stands.why.startswith("Bài này mở từ ")
    with pytest.raises(MayNotOpen):
        open_attempt(enrolment=enrolment, unit=unit, at=at(3))
