"""Grading again: what it makes of scores and verdicts, what it says, whom it tells, and what it leaves alone."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from courses.catalogue.models import GradePolicy
from courses.rekeying.models import Way
from learners.attempts.actions import open_attempt, save_answers
from learners.attempts.models import Attempt
from learners.attempts.recorded import ATTEMPT
from learners.attempts.telling import log_of
from learners.certificates.models import Certificate, State
from learners.enrolment.actions import enrol
from learners.enrolment.statements import reason_of
from learners.notices.models import Notice
from learners.people.exporting import everything_about
from learners.people.models import Account
from learners.progress.explaining import explain
from learners.progress.models import Completion, Progress, Status
from learners.progress.rebuilding import check
from learners.progress.voiding import void_statement
from learners.regrading.actions import NothingToGrade, ReasonMissing, start
from learners.regrading.causes import REGRADE
from learners.regrading.models import AttemptRegraded, Regrade
from learners.regrading.models import State as Running
from learners.regrading.running import run
from tests import factories
from tests.factories import at
from tests.regrading import world
from tests.regrading.world import Asked
from xapi.models import Statement
from xapi.validation import validate
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(oanh: Account) -> Asked:
    made = world.asked(oanh, questions=3)
    made.unit.rules |= {"pass_percent": 70}
    made.unit.save()
    return made


def policy(asked: Asked, name: str, **rules: Any) -> None:
    asked.unit.rules |= {"grade_policy": name, **rules}
    asked.unit.save()


def standing(enrolment: UUID, *verbs: str) -> list[Statement]:
    rows = Statement.objects.filter(registration=enrolment, voided_at=None, is_voiding=False, verb__in=verbs)
    return list(rows.order_by("timestamp", "seq"))


def said(row: Statement) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.raw)
    return found


def holds() -> bool:
    return list(check()) == []


def test_who_was_judged_wrong_passes_and_is_certified(asked: Asked) -> None:
    mine = world.enrolled(asked)
    attempt = world.sit(asked, mine, 1)
    assert (attempt.score, attempt.unit_passed) == (2, False)
    before = set(Statement.objects.values_list("statement_id", flat=True))
    world.mend(asked)
    made = world.regrade(asked)
    assert (made.state, made.total, made.done, made.failed) == (Running.DONE, 1, 1, 0)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score, attempt.passed, attempt.unit_passed) == (3, 3, True, True)
    assert [item.points for item in attempt.items.all()] == [1, 1, 1]
    [verdict] = standing(mine.pk, Verb.PASSED, Verb.FAILED)
    assert (verdict.verb, verdict.statement_id, verdict.timestamp) == (
        Verb.PASSED,
        attempt.statement_id,
        attempt.submitted_at,
    )
    assert said(verdict)["context"]["extensions"] == {REGRADE: str(made.pk)}
    progress = Progress.objects.get(pk=mine.pk)
    assert (progress.status, Completion.objects.get().effective_at) == (Status.COMPLETED, attempt.submitted_at)
    assert Certificate.objects.get().state == State.VALID
    # Nothing that was said is gone; what is void says why.
    assert before <= set(Statement.objects.values_list("statement_id", flat=True))
    voids = Statement.objects.filter(is_voiding=True)
    assert {reason_of(said(void)) for void in voids} == {world.WHY}
    verdicts = [line.verdict for line in explain(mine) if line.verb in (Verb.PASSED, Verb.FAILED)]
    assert sorted(verdicts) == ["proves", "voided"]
    assert holds()


def test_only_what_changed_is_said_anew(asked: Asked) -> None:
    mine = world.enrolled(asked)
    attempt = world.sit(asked, mine, 1)
    old = {row.statement_id for row in standing(mine.pk, Verb.ANSWERED)}
    world.mend(asked)
    made = world.regrade(asked)
    rows = standing(mine.pk, Verb.ANSWERED, Verb.COMPLETED, Verb.PASSED, Verb.SCORED)
    new = [row for row in rows if said(row)["context"].get("extensions") == {REGRADE: str(made.pk)}]
    unit = [row for row in new if "/cau-hoi/" not in row.object_key]
    [answered] = [row for row in new if row.verb == Verb.ANSWERED]
    assert (answered.success, said(answered)["result"]["response"]) == (True, "c1")
    assert said(answered)["object"]["definition"]["correctResponsesPattern"] == ["c1"]
    assert sorted(row.verb for row in unit) == sorted([Verb.COMPLETED, Verb.PASSED, Verb.SCORED])
    assert {said(row)["result"]["score"]["raw"] for row in unit} == {3}
    assert {said(row)["result"]["extensions"][ATTEMPT] for row in new} == {str(attempt.pk)}
    assert len(old & {row.statement_id for row in rows}) == 2
    for row in Statement.objects.filter(registration=mine.pk):
        validate(said(row), row.version)


def test_who_passed_by_the_wrong_key_loses_the_certificate(asked: Asked) -> None:
    mine = world.enrolled(asked)
    world.sit(asked, mine, 0)
    assert Certificate.objects.get().state == State.VALID
    world.mend(asked)
    world.regrade(asked)
    assert Attempt.objects.get().unit_passed is False
    assert Progress.objects.get(pk=mine.pk).status == Status.IN_PROGRESS
    assert Completion.objects.get().withdrawn_at is not None
    assert Certificate.objects.get().state == State.REVOKED
    assert holds()


def test_a_better_score_keeps_the_certificate(asked: Asked) -> None:
    policy(asked, GradePolicy.HIGHEST, pass_percent=60)
    mine = world.enrolled(asked)
    world.sit(asked, mine, 1)
    completion, number = Completion.objects.get().pk, Certificate.objects.get().number
    world.mend(asked)
    world.regrade(asked)
    assert (Completion.objects.get().pk, Completion.objects.get().withdrawn_at) == (completion, None)
    assert [(row.number, row.state) for row in Certificate.objects.all()] == [(number, State.VALID)]
    assert Progress.objects.get(pk=mine.pk).units[str(asked.unit.unit_key)]["score"] == "1.000000"
    assert holds()


@pytest.mark.parametrize(
    ("name", "verdicts"),
    [
        # 2/3 then 2/3 then 1/3 become 3/3, 1/3, 2/3.
        (GradePolicy.HIGHEST, [True, False, False]),
        (GradePolicy.FIRST, [True, True, True]),
        (GradePolicy.LAST, [True, False, False]),
        (GradePolicy.AVERAGE, [True, False, False]),
    ],
)
def test_later_verdicts_follow_by_the_policy(asked: Asked, name: str, verdicts: list[bool]) -> None:
    policy(asked, name)
    mine = world.enrolled(asked)
    world.sit(asked, mine, 1, good=2, day=3)
    world.sit(asked, mine, 0, good=1, day=4)
    world.sit(asked, mine, 1, good=1, day=5)
    world.mend(asked)
    world.regrade(asked)
    attempts = Attempt.objects.order_by("number")
    assert [attempt.score for attempt in attempts] == [3, 1, 2]
    assert [attempt.unit_passed for attempt in attempts] == verdicts
    passed = [row.verb == Verb.PASSED for row in standing(mine.pk, Verb.PASSED, Verb.FAILED)]
    assert passed == verdicts
    assert [row.statement_id for row in standing(mine.pk, Verb.PASSED, Verb.FAILED)] == [
        attempt.statement_id for attempt in attempts
    ]
    assert holds()


def test_practice_gets_a_score_and_no_verdict(asked: Asked) -> None:
    policy(asked, GradePolicy.HIGHEST, practice=True)
    mine = world.enrolled(asked)
    world.sit(asked, mine, 1)
    world.mend(asked)
    world.regrade(asked)
    attempt = Attempt.objects.get()
    assert (attempt.score, attempt.unit_passed, attempt.statement_id) == (3, None, None)
    assert standing(mine.pk, Verb.PASSED, Verb.FAILED) == []
    assert [said(row)["result"]["score"]["raw"] for row in standing(mine.pk, Verb.COMPLETED)] == [3]


def test_what_is_open_or_waits_is_left(asked: Asked) -> None:
    mine, hers = world.enrolled(asked), world.enrolled(asked)
    going_on = open_attempt(enrolment=mine, unit=asked.unit, at=at(3))
    save_answers(attempt=going_on, answers={0: 1}, at=at(3))
    waiting = world.sit(asked, hers, 1)
    Attempt.objects.filter(pk=waiting.pk).update(score=None, max_score=None, passed=None)
    world.mend(asked)
    with pytest.raises(NothingToGrade):
        start(question=world.question(asked), reason=world.WHY, acting_user=None)
    assert not Regrade.objects.exists()


def test_a_second_regrade_replaces_what_the_first_said(asked: Asked) -> None:
    mine = world.enrolled(asked)
    world.sit(asked, mine, 1)
    world.mend(asked)
    world.regrade(asked)
    world.decide(asked, Way.LEFT_OUT)
    world.regrade(asked)
    attempt = Attempt.objects.get()
    assert (attempt.score, attempt.max_score, attempt.unit_passed) == (2, 2, True)
    assert [item.points for item in attempt.items.all()] == [None, 1, 1]
    assert len(standing(mine.pk, Verb.ANSWERED)) == 3
    for verb in (Verb.COMPLETED, Verb.PASSED, Verb.SCORED):
        [row] = [one for one in standing(mine.pk, verb) if "/bai/" in one.object_key]
        assert said(row)["result"]["score"]["max"] == 2
    assert AttemptRegraded.objects.count() == 2
    assert Certificate.objects.get().state == State.VALID
    assert holds()


def test_an_own_key_that_was_right_after_all_comes_back(asked: Asked) -> None:
    mine = world.enrolled(asked)
    world.sit(asked, mine, 0)
    world.mend(asked)
    world.regrade(asked)
    assert Certificate.objects.get().state == State.REVOKED
    world.mend(asked, correct=0)
    world.regrade(asked)
    attempt = Attempt.objects.get()
    assert (attempt.score, attempt.unit_passed) == (3, True)
    assert Progress.objects.get(pk=mine.pk).status == Status.COMPLETED
    assert [row.state for row in Certificate.objects.order_by("issued_on", "number")] == [State.REVOKED, State.VALID]
    assert holds()


def test_everybody_gets_the_points(asked: Asked) -> None:
    for chosen in (0, 1, None):
        world.sit(asked, world.enrolled(asked), chosen)
    world.decide(asked, Way.FULL)
    made = world.regrade(asked)
    assert (made.total, {attempt.score for attempt in Attempt.objects.all()}) == (2, {3})
    assert holds()


def test_a_verdict_voided_by_hand_stays_void(asked: Asked, son: Account) -> None:
    mine = world.enrolled(asked)
    attempt = world.sit(asked, mine, 1)
    row = Statement.objects.get(statement_id=attempt.statement_id)
    void_statement(target=row, reason="Thi hộ.", acting_user=son)
    world.mend(asked)
    world.regrade(asked)
    assert standing(mine.pk, Verb.PASSED, Verb.FAILED) == []
    assert Progress.objects.get(pk=mine.pk).status == Status.IN_PROGRESS
    assert holds()


def test_points_found_by_hand_are_kept(asked: Asked) -> None:
    """Whatever the other questions would earn now, they keep what they have."""
    mine = world.enrolled(asked)
    attempt = world.sit(asked, mine, 1)
    attempt.items.filter(position=2).update(points="0.3300")
    Attempt.objects.filter(pk=attempt.pk).update(score="1.3300")
    world.mend(asked)
    world.regrade(asked)
    attempt.refresh_from_db()
    assert str(attempt.score) == "2.3300"


def test_she_is_told_why(asked: Asked) -> None:
    lan = factories.person("Nguyễn Thị Lan")
    factories.account("lan-hoc", of=lan)
    mine = world.enrolled(asked)
    type(mine).objects.filter(pk=mine.pk).update(person=lan)
    attempt = world.sit(asked, mine, 1)
    world.mend(asked)
    world.regrade(asked)
    [notice] = Notice.objects.filter(kind="regraded")
    assert notice.text == (
        "Bài “Kiểm tra” của anh/chị được chấm lại vì câu “Câu 1?” đã được sửa đáp án: Đáp án ghi nhầm. "
        "Điểm lần 1 từ 66% thành 100%. Kết quả từ chưa đạt thành đạt."
    )
    assert notice.url == f"/hoc/luot/{attempt.pk}/ket-qua/"


def test_marks_that_are_not_shown_are_not_told(asked: Asked) -> None:
    policy(asked, GradePolicy.HIGHEST, feedback=simple_rules_without_marks())
    lan = factories.person("Nguyễn Thị Lan")
    factories.account("lan-hoc", of=lan)
    mine = world.enrolled(asked)
    type(mine).objects.filter(pk=mine.pk).update(person=lan)
    world.sit(asked, mine, 0)
    world.mend(asked)
    world.regrade(asked)
    [notice] = Notice.objects.filter(kind="regraded")
    assert "%" not in notice.text
    assert f"Giấy chứng nhận số {Certificate.objects.get().number} không còn giá trị." in notice.text


def simple_rules_without_marks() -> dict[str, list[str]]:
    return {"after": [], "later": [], "closed": [], "during": []}


def test_starting_twice_is_harmless(asked: Asked, oanh: Account) -> None:
    world.sit(asked, world.enrolled(asked), 1)
    world.mend(asked)
    with pytest.raises(ReasonMissing):
        start(question=world.question(asked), reason=" ", acting_user=oanh)
    first = start(question=world.question(asked), reason=world.WHY, acting_user=oanh)
    assert start(question=world.question(asked), reason="Khác.", acting_user=oanh) == first
    assert run(lambda: None) == 1
    assert run(lambda: None) == 0
    with pytest.raises(NothingToGrade):
        start(question=world.question(asked), reason=world.WHY, acting_user=oanh)


def test_the_result_and_the_log_tell_of_it(asked: Asked, client: Client, son: Account) -> None:
    lan = factories.person("Nguyễn Thị Lan")
    account = factories.account("lan-hoc", of=lan)
    mine = enrol(person=lan, course_key=asked.course.translation_key, acting_user=None, at=at(1))
    attempt = world.sit(asked, mine, 1)
    client.force_login(account)
    address = f"/hoc/luot/{attempt.pk}/ket-qua/"
    assert "Chấm lại ngày" not in client.get(address).content.decode()
    world.mend(asked)
    world.regrade(asked)
    page = client.get(address).content.decode()
    assert "vì: Đáp án ghi nhầm." in page
    assert "Đúng 3/3 câu" in page
    [told] = everything_about(account)["regradings"]
    assert told["new"] is None or told["new"]["score"] == "3.0000"
    [line] = [line.words for line in log_of(attempt) if "chấm lại" in line.words]
    assert line == "chấm lại, điểm từ 2/3 (66%) thành 3/3 (100%): Đáp án ghi nhầm."
