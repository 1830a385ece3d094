"""Marking: what counts, what the last mark brings about, and two who mark at once."""

import json
from decimal import Decimal

import pytest

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from courses.questions.actions import save_version
from courses.rekeying.actions import rekey
from courses.rekeying.models import Way
from learners.analysis.reading import analysed
from learners.attempts.actions import open_attempt
from learners.attempts.models import Attempt, ItemMark
from learners.attempts.queries import result
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import reason_of
from learners.marking.actions import AlreadyMarked, Given, NotAJudgement, finish, save_draft
from learners.notices.models import Notice
from learners.people.models import Account
from learners.progress.rebuilding import check
from learners.regrading.actions import start
from learners.regrading.running import run
from learners.study.own_data import _marks
from mooc.foundation.models import AuditEntry
from tests.factories import at
from tests.marking.world import BEST, ESSAY, PERFORMANCE, SINGLE, WORST, assessment, hand_in, item
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


@pytest.fixture
def attempt(enrolment: Enrolment, unit: EditionUnit) -> Attempt:
    return hand_in(enrolment, unit)


def marked(attempt: Attempt, position: int, given: Given, by: Account) -> Attempt:
    finish(item=item(attempt, position), given=given, acting_user=by, at=at(5))
    return Attempt.objects.get(pk=attempt.pk)


def told(verb: str) -> list[dict[str, object]]:
    found = [json.loads(row.raw) for row in Statement.objects.filter(verb=verb).order_by("seq")]
    for one in found:
        validate(one, "2.0.0")
    return found


def test_the_last_mark_grades_the_attempt(attempt: Attempt, unit: EditionUnit, oanh: Account, lan: Account) -> None:
    again = marked(attempt, ESSAY, Given(BEST[ESSAY], "Rõ ràng."), oanh)
    assert again.is_waiting
    assert not Notice.objects.filter(kind="marked").exists()
    again = marked(attempt, PERFORMANCE, Given(BEST[PERFORMANCE]), oanh)
    assert (again.score, again.max_score, again.passed, again.unit_passed) == (3, 3, True, True)
    [passed] = told(Verb.PASSED)
    assert passed["id"] == str(again.statement_id)
    # It was achieved when she handed in.
    assert str(passed["timestamp"]).startswith(at(3).strftime("%Y-%m-%dT%H:%M"))
    assert [one["result"].get("response") for one in told(Verb.SCORED)] == [None, "s0[.]1[,]s1[.]1"]  # type: ignore[attr-defined]
    notice = Notice.objects.get(kind="marked")
    assert (notice.account, notice.url) == (lan, f"/hoc/luot/{attempt.pk}/ket-qua/")
    assert list(check()) == []


def test_a_failed_one_lets_her_try_again(attempt: Attempt, unit: EditionUnit, oanh: Account) -> None:
    marked(attempt, PERFORMANCE, Given(WORST[PERFORMANCE]), oanh)
    again = marked(attempt, ESSAY, Given(WORST[ESSAY]), oanh)
    assert (again.score, again.passed, again.unit_passed) == (1, False, False)
    assert len(told(Verb.FAILED)) == 1
    assert open_attempt(enrolment=attempt.enrolment, unit=unit, at=at(6)).number == 2


def test_sent_twice_it_is_one_mark(attempt: Attempt, oanh: Account) -> None:
    for _time in range(2):
        marked(attempt, ESSAY, Given(BEST[ESSAY], "Tốt."), oanh)
        marked(attempt, PERFORMANCE, Given(BEST[PERFORMANCE]), oanh)
    assert ItemMark.objects.count() == 2
    assert [len(told(verb)) for verb in (Verb.SCORED, Verb.PASSED)] == [2, 1]
    assert AuditEntry.objects.filter(verb="mark").count() == 2


def test_of_two_who_mark_at_once_the_second_is_told(attempt: Attempt, oanh: Account, minh: Account) -> None:
    marked(attempt, ESSAY, Given(BEST[ESSAY]), oanh)
    with pytest.raises(AlreadyMarked) as told_so:
        marked(attempt, ESSAY, Given(WORST[ESSAY]), minh)
    assert told_so.value.mark.marked_by == oanh
    assert item(attempt, ESSAY).points == 1


def test_a_draft_counts_for_nothing_and_is_its_marker_s(attempt: Attempt, oanh: Account, minh: Account) -> None:
    for who, comment in ((oanh, "Dở."), (minh, "Khác."), (oanh, "Dở dang.")):
        save_draft(item=item(attempt, ESSAY), given=Given([None, 1], comment), acting_user=who)
    kept = ItemMark.objects.filter(number=0).order_by("pk").values_list("comment", flat=True)
    assert list(kept) == ["Dở dang.", "Khác."]
    assert item(attempt, ESSAY).points is None
    marked(attempt, ESSAY, Given(BEST[ESSAY]), oanh)
    assert not ItemMark.objects.filter(number=0).exists()
    save_draft(item=item(attempt, ESSAY), given=Given([None, 1]), acting_user=minh)
    assert ItemMark.objects.count() == 1


def test_half_a_judgement_is_none(attempt: Attempt, oanh: Account) -> None:
    with pytest.raises(NotAJudgement):
        marked(attempt, ESSAY, Given([0, None]), oanh)


def test_a_mark_is_replaced_with_a_reason_while_the_attempt_waits(attempt: Attempt, oanh: Account) -> None:
    marked(attempt, ESSAY, Given(WORST[ESSAY]), oanh)
    with pytest.raises(AlreadyMarked):
        marked(attempt, ESSAY, Given(BEST[ESSAY], seen=1), oanh)
    marked(attempt, ESSAY, Given(BEST[ESSAY], seen=1, reason="Bấm nhầm."), oanh)
    assert list(item(attempt, ESSAY).marks.values_list("number", "reason")) == [(1, ""), (2, "Bấm nhầm.")]
    assert AuditEntry.objects.filter(verb="mark", reason="Bấm nhầm.").get().old == {"points": "0.0000"}
    again = marked(attempt, PERFORMANCE, Given(BEST[PERFORMANCE]), oanh)
    assert again.score == 3


def test_her_result_tells_the_rubric_and_the_comment_once_it_is_there(
    attempt: Attempt, oanh: Account, lan: Account
) -> None:
    again = marked(attempt, ESSAY, Given([1, 1], "Viết gọn hơn."), oanh)
    assert [line.comment for line in result(again).lines] == ["", "", ""]
    assert _marks(lan) == []
    again = marked(attempt, PERFORMANCE, Given([1]), oanh)
    lines = result(again).lines
    assert [line.verdict for line in lines] == ["right", "marked", "marked"]
    assert [line.points for line in lines] == [1, Decimal("0.6666"), Decimal("0.6666")]
    assert lines[ESSAY].comment == "Viết gọn hơn."
    assert [(one.words, one.points, one.most) for one in lines[ESSAY].judged] == [("đủ", 2, 2), ("rối", 0, 1)]
    assert result(again, frozenset({"answers"})).lines[ESSAY].judged == []
    assert [row["comment"] for row in _marks(lan)] == ["Viết gọn hơn.", ""]


def test_practice_is_marked_without_a_verdict(course: CoursePage, enrolment: Enrolment, oanh: Account) -> None:
    attempt = hand_in(enrolment, assessment(course, ("essay",), practice=True))
    again = marked(attempt, ESSAY, Given(BEST[ESSAY]), oanh)
    assert (again.score, again.passed, again.unit_passed, again.statement_id) == (2, True, None, None)
    assert (len(told(Verb.SCORED)), told(Verb.PASSED)) == (1, [])


def test_the_analysis_counts_what_is_marked(
    attempt: Attempt, unit: EditionUnit, course: CoursePage, oanh: Account
) -> None:
    assert analysed(course.translation_key, unit.unit_key) == []
    marked(attempt, ESSAY, Given(BEST[ESSAY]), oanh)
    marked(attempt, PERFORMANCE, Given(WORST[PERFORMANCE]), oanh)
    found = {line.version.question.kind: line for line in analysed(course.translation_key, unit.unit_key)}
    assert (found["essay"].facility, found["performance"].facility) == (1, 0)
    assert found["performance"].unanswered == 0


def test_a_key_mended_while_it_waited_counts_with_the_last_mark(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = hand_in(enrolment, unit, right=False)
    wrong = item(attempt, SINGLE)
    assert wrong.points == 0
    version = wrong.version
    key = save_version(
        question=version.question,
        prompt=version.prompt,
        data={**version.data, "correct": wrong.response},
        explanation=version.explanation,
        acting_user=None,
    )
    rekey(versions=[version], way=Way.KEY, key=key, reason="Đáp án ghi nhầm.", acting_user=None)
    for place, judgement in BEST.items():
        finish(item=item(attempt, place), given=Given(judgement), acting_user=None, at=at(4))
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score, attempt.passed) == (3, 3, True)
    assert item(attempt, SINGLE).points == 1
    # What was said by the old key is void, and says why.
    answered = Statement.objects.filter(verb=Verb.ANSWERED, object_key__contains=str(version.question.key))
    assert sorted((row.success, row.voided_at is None) for row in answered) == [(False, False), (True, True)]
    [void] = told(Verb.VOIDED)
    assert reason_of(void) == "Đáp án ghi nhầm."
    assert list(check()) == []


def test_a_regrade_replaces_what_was_said_with_the_last_mark(enrolment: Enrolment, unit: EditionUnit) -> None:
    attempt = hand_in(enrolment, unit, right=False)
    version = item(attempt, SINGLE).version
    rekey(versions=[version], way=Way.FULL, reason="Câu hỏi không rõ.", acting_user=None)
    for place, judgement in BEST.items():
        finish(item=item(attempt, place), given=Given(judgement), acting_user=None, at=at(4))
    rekey(versions=[version], way=Way.KEY, key=version, reason="Rõ.", acting_user=None)
    start(question=version.question, reason="Xem lại.", acting_user=None)
    assert run(lambda: None) == 1
    answered = Statement.objects.filter(verb=Verb.ANSWERED, object_key__contains=str(version.question.key))
    assert [(row.success, row.voided_at is None) for row in answered.order_by("seq")] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    attempt.refresh_from_db()
    assert (attempt.score, item(attempt, SINGLE).points) == (2, 0)
    assert list(check()) == []
