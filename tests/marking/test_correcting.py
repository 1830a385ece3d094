"""A mark corrected after the verdict: what becomes of result, log, certificate and later attempts; whom it tells."""

import json
from functools import partial
from typing import Any

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage, GradePolicy
from courses.editions.models import EditionUnit
from courses.rekeying.actions import rekey
from courses.rekeying.models import Way
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.models import Attempt, ItemMark
from learners.attempts.telling import log_of
from learners.certificates.models import Certificate, State
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import reason_of
from learners.marking.actions import Given, finish
from learners.notices.models import Notice
from learners.people.exporting import everything_about
from learners.people.models import Account
from learners.progress.explaining import explain
from learners.progress.rebuilding import check
from learners.progress.voiding import void_statement
from learners.regrading import running
from learners.regrading.actions import start
from learners.regrading.causes import CORRECTION
from learners.regrading.models import AttemptRegraded
from mooc.foundation.models import AuditEntry
from tests.factories import at
from tests.marking.world import BEST, ESSAY, PERFORMANCE, SINGLE, TEXT, WORST, assessment, hand_in, item
from tests.regrading.world import WHY
from tests.xapi.parallel import in_parallel
from xapi.models import Statement
from xapi.validation import validate
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
REASON = "Đọc sót một trang."


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    """The only part of its course: who passes it is certified."""
    made = assessment(course, pass_percent=70)
    made.edition.units.exclude(pk=made.pk).update(required=False)
    return made


@pytest.fixture
def passed(enrolment: Enrolment, unit: EditionUnit, oanh: Account) -> Attempt:
    return graded(hand_in(enrolment, unit), oanh, BEST)


def graded(attempt: Attempt, by: Any, judgements: dict[int, Any]) -> Attempt:
    for place, judgement in judgements.items():
        finish(item=item(attempt, place), given=Given(judgement), acting_user=by, at=at(5))
    return Attempt.objects.get(pk=attempt.pk)


def corrected(attempt: Attempt, position: int, judgement: Any, by: Any, seen: int = 1, comment: str = "") -> Attempt:
    given = Given(judgement, comment, seen=seen, reason=REASON)
    finish(item=item(attempt, position), given=given, acting_user=by, at=at(6))
    return Attempt.objects.get(pk=attempt.pk)


def standing(*verbs: str) -> list[Statement]:
    rows = Statement.objects.filter(voided_at=None, is_voiding=False, verb__in=verbs)
    return list(rows.order_by("timestamp", "seq"))


def said(row: Statement) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.raw)
    return found


def holds() -> bool:
    return list(check()) == []


def test_a_passed_one_fails_and_its_certificate_falls(passed: Attempt, oanh: Account, lan: Account) -> None:
    number = Certificate.objects.get().number
    before = set(Statement.objects.values_list("statement_id", flat=True))
    again = corrected(passed, ESSAY, WORST[ESSAY], oanh)
    assert (again.score, again.passed, again.unit_passed) == (2, False, False)
    assert item(again, ESSAY).points == 0
    [verdict] = standing(Verb.PASSED, Verb.FAILED)
    assert (verdict.verb, verdict.statement_id, verdict.timestamp) == (
        Verb.FAILED,
        again.statement_id,
        again.submitted_at,
    )
    mark = ItemMark.objects.get(number=2)
    assert said(verdict)["context"]["extensions"] == {CORRECTION: str(mark.pk)}
    assert Certificate.objects.get().state == State.REVOKED
    # Nothing that was said is gone; what is void says why.
    assert before <= set(Statement.objects.values_list("statement_id", flat=True))
    assert {reason_of(said(void)) for void in Statement.objects.filter(is_voiding=True)} >= {REASON}
    for row in Statement.objects.filter(registration=passed.enrolment_id):
        validate(said(row), row.version)
    verdicts = [line.verdict for line in explain(passed.enrolment) if line.verb in (Verb.PASSED, Verb.FAILED)]
    assert "voided" in verdicts
    notice = Notice.objects.get(kind="mark-corrected")
    assert (notice.account, notice.url) == (lan, f"/hoc/luot/{passed.pk}/ket-qua/")
    assert notice.text == (
        f"Câu 2 bài “Kiểm tra” anh/chị nộp đã được người chấm sửa: {REASON} Điểm lần 1 từ 100% thành 66%. "
        f"Kết quả từ đạt thành chưa đạt. Giấy chứng nhận số {number} không còn giá trị."
    )
    assert holds()


def test_a_failed_one_passes_and_is_certified(enrolment: Enrolment, unit: EditionUnit, oanh: Account) -> None:
    attempt = graded(hand_in(enrolment, unit), oanh, {ESSAY: WORST[ESSAY], PERFORMANCE: BEST[PERFORMANCE]})
    assert attempt.unit_passed is False
    again = corrected(attempt, ESSAY, BEST[ESSAY], oanh)
    assert (again.score, again.unit_passed) == (3, True)
    assert Certificate.objects.get().state == State.VALID
    assert holds()


def test_only_what_changed_is_said_anew(passed: Attempt, oanh: Account) -> None:
    old = {row.statement_id for row in standing(Verb.ANSWERED, Verb.COMPLETED, Verb.SCORED)}
    corrected(passed, PERFORMANCE, [1], oanh)
    rows = standing(Verb.ANSWERED, Verb.COMPLETED, Verb.SCORED, Verb.PASSED)
    new = [row for row in rows if CORRECTION in said(row)["context"].get("extensions", {})]
    assert sorted(row.verb for row in new) == sorted([Verb.SCORED, Verb.SCORED, Verb.PASSED])
    [seen] = [row for row in new if "/cau-hoi/" in row.object_key]
    assert said(seen)["result"]["response"] == "s0[.]0[,]s1[.]1"
    assert len(old & {row.statement_id for row in rows}) == len(old) - 1
    assert holds()


def test_what_was_seen_is_said_though_the_points_stay(
    enrolment: Enrolment, unit: EditionUnit, oanh: Account, son: Account
) -> None:
    """Without the step that is required all are lost."""
    attempt = graded(hand_in(enrolment, unit), oanh, {ESSAY: BEST[ESSAY], PERFORMANCE: []})
    again = corrected(attempt, PERFORMANCE, [0], son)
    assert again.score == attempt.score
    *_others, seen = [said(row)["result"].get("response") for row in standing(Verb.SCORED)]
    assert seen == "s0[.]1[,]s1[.]0"
    assert not [line for line in log_of(again) if "điểm từ" in line.words]
    assert holds()


def test_sent_twice_it_is_one_correction(passed: Attempt, oanh: Account) -> None:
    for _time in range(2):
        corrected(passed, ESSAY, WORST[ESSAY], oanh)
    assert ItemMark.objects.filter(item__position=ESSAY).count() == 2
    assert AttemptRegraded.objects.count() == 1
    assert Notice.objects.filter(kind="mark-corrected").count() == 1
    entry = AuditEntry.objects.get(verb="mark", reason=REASON)
    assert (entry.old, entry.new["points"]) == ({"points": "1.0000"}, "0.0000")


def test_a_second_correction_replaces_what_the_first_said(passed: Attempt, oanh: Account) -> None:
    corrected(passed, ESSAY, WORST[ESSAY], oanh)
    again = corrected(passed, ESSAY, BEST[ESSAY], oanh, seen=2)
    assert (again.score, again.unit_passed) == (3, True)
    assert len(standing(Verb.PASSED, Verb.FAILED)) == 1
    scored = standing(Verb.SCORED)
    assert len([row for row in scored if "/cau-hoi/" in row.object_key]) == 2
    assert [said(row)["result"]["score"]["raw"] for row in scored if "/cau-hoi/" not in row.object_key] == [3]
    assert [row.state for row in Certificate.objects.order_by("issued_on", "number")] == [State.REVOKED, State.VALID]
    assert holds()


def test_a_comment_alone_changes_no_result(passed: Attempt, oanh: Account) -> None:
    count = Statement.objects.count()
    again = corrected(passed, ESSAY, BEST[ESSAY], oanh, comment="Viết gọn hơn.")
    assert (again.score, Statement.objects.count(), AttemptRegraded.objects.count()) == (3, count, 0)
    assert Notice.objects.get(kind="mark-corrected").text.endswith(f"đã được người chấm sửa: {REASON}")


def test_later_verdicts_follow_by_the_policy(enrolment: Enrolment, unit: EditionUnit, oanh: Account) -> None:
    unit.rules |= {"grade_policy": GradePolicy.FIRST}
    unit.save()
    first = graded(hand_in(enrolment, unit), oanh, WORST)
    second = graded(hand_in(enrolment, unit, day=4), oanh, BEST)
    assert (first.unit_passed, second.unit_passed) == (False, False)
    corrected(first, ESSAY, BEST[ESSAY], oanh)
    corrected(first, PERFORMANCE, BEST[PERFORMANCE], oanh)
    assert list(Attempt.objects.order_by("number").values_list("unit_passed", flat=True)) == [True, True]
    assert [row.verb for row in standing(Verb.PASSED, Verb.FAILED)] == [Verb.PASSED, Verb.PASSED]
    assert holds()


def test_a_verdict_voided_by_hand_stays_void(passed: Attempt, oanh: Account, son: Account) -> None:
    row = Statement.objects.get(statement_id=passed.statement_id)
    void_statement(target=row, reason="Thi hộ.", acting_user=son)
    corrected(passed, ESSAY, WORST[ESSAY], oanh)
    assert standing(Verb.PASSED, Verb.FAILED) == []
    assert holds()


def test_other_questions_keep_what_they_have(passed: Attempt, oanh: Account) -> None:
    """A key mended meanwhile counts with the regrade, not with the correction."""
    version = item(passed, SINGLE).version
    rekey(versions=[version], way=Way.LEFT_OUT, reason=WHY, acting_user=None)
    again = corrected(passed, ESSAY, WORST[ESSAY], oanh)
    assert (again.score, again.max_score) == (2, 3)
    start(question=version.question, reason=WHY, acting_user=None)
    running.run(lambda: None)
    again.refresh_from_db()
    assert (again.score, again.max_score) == (1, 2)
    assert len(standing(Verb.PASSED, Verb.FAILED)) == 1
    assert AttemptRegraded.objects.count() == 2
    assert holds()


def test_the_result_and_the_log_tell_of_it(passed: Attempt, client: Client, oanh: Account, lan: Account) -> None:
    corrected(passed, ESSAY, WORST[ESSAY], oanh)
    client.force_login(lan)
    page = client.get(f"/hoc/luot/{passed.pk}/ket-qua/").content.decode()
    assert f"vì: {REASON}" in page
    [told] = everything_about(lan)["regradings"]
    assert told["reason"] == REASON
    lines = [line.words for line in log_of(passed)]
    assert f"sửa điểm người chấm cho, điểm từ 3/3 (100%) thành 2/3 (66%): {REASON}" in lines
    assert sum(line.startswith("chấm câu ") for line in lines) == 2
    assert any(line.startswith("sửa điểm câu 2") for line in lines)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_corrections_submits_and_a_regrade_go_on_at_once(
    enrolment: Enrolment, unit: EditionUnit, oanh: Account, son: Account
) -> None:
    """All of the same learner's attempts at one unit."""
    first = graded(hand_in(enrolment, unit, right=False), oanh, WORST)
    second = open_attempt(enrolment=enrolment, unit=unit, at=at(6))
    save_answers(attempt=second, answers={SINGLE: 1, ESSAY: TEXT}, at=at(6))
    version = item(first, SINGLE).version
    rekey(versions=[version], way=Way.FULL, reason=WHY, acting_user=None)
    made = start(question=version.question, reason=WHY, acting_user=None)
    works = [
        partial(running.run, lambda: None),
        partial(corrected, first, ESSAY, BEST[ESSAY], oanh),
        partial(corrected, first, ESSAY, BEST[ESSAY], oanh),
        partial(corrected, first, PERFORMANCE, BEST[PERFORMANCE], son),
        partial(submit, attempt=second, at=at(7)),
    ]
    assert in_parallel(works) == []
    made.refresh_from_db()
    first.refresh_from_db()
    assert (made.failed, first.score, first.max_score, first.passed) == (0, 3, 3, True)
    assert ItemMark.objects.filter(item__attempt=first).count() == 4
    assert [row.statement_id for row in standing(Verb.PASSED, Verb.FAILED)] == [first.statement_id]
    assert len([row for row in standing(Verb.SCORED) if "/cau-hoi/" in row.object_key]) == 2
    assert holds()
