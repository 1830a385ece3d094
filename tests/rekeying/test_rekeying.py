"""Deciding how a version is judged, and what is graded afterwards."""

import pytest

from courses.questions.actions import save_version
from courses.questions.models import Question, QuestionKind, QuestionVersion
from courses.rekeying.actions import CannotRekey, rekey
from courses.rekeying.judging import judge, rekeyed, share_of
from courses.rekeying.models import Rekeying, Way
from learners.attempts import queries
from learners.attempts.models import Attempt
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.analysis import world
from tests.analysis.world import Asked
from tests.questions.samples import stored
from xapi.models import Statement
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
WHY = "Đáp án ghi nhầm."


def mended(question: Question, prompt: str = "", correct: int = 1) -> QuestionVersion:
    """The next version, with another key."""
    now = question.current
    assert now
    data = {**now.data, "correct": correct}
    return save_version(
        question=question, prompt=prompt or now.prompt, data=data, explanation=now.explanation, acting_user=None
    )


@pytest.fixture
def question() -> Question:
    return factories.question()


@pytest.fixture
def wrong(question: Question) -> QuestionVersion:
    assert question.current
    return question.current


def test_the_newest_decision_counts(question: Question, wrong: QuestionVersion, oanh: Account) -> None:
    key = mended(question)
    rekey(versions=[wrong], way=Way.KEY, key=key, reason=WHY, acting_user=oanh)
    judge([wrong])
    assert (share_of(wrong, 1), share_of(wrong, 0)) == (1, 0)
    fresh = QuestionVersion.objects.get(pk=wrong.pk)
    assert fresh.data["correct"] == 0
    rekey(versions=[fresh], way=Way.FULL, reason=WHY, acting_user=oanh)
    judge([fresh])
    assert (share_of(fresh, None), share_of(fresh, 0)) == (1, 1)
    fresh = QuestionVersion.objects.get(pk=wrong.pk)
    rekey(versions=[fresh], way=Way.KEY, key=fresh, reason="Đáp án vẫn đúng.", acting_user=oanh)
    judge([fresh])
    assert share_of(fresh, 0) == 1
    assert [entry.old for entry in AuditEntry.objects.filter(verb="rekey").order_by("pk")] == [
        None,
        {"way": "key", "key": key.pk},
        {"way": "full", "key": None},
    ]


def test_deciding_the_same_again_is_harmless(question: Question, wrong: QuestionVersion) -> None:
    key = mended(question)
    assert rekey(versions=[wrong], way=Way.KEY, key=wrong, reason=WHY, acting_user=None) == []
    for _ in range(2):
        rekey(versions=[wrong], way=Way.KEY, key=key, reason=WHY, acting_user=None)
    assert Rekeying.objects.count() == 1
    assert rekeyed([]) == {}


def test_only_the_key_may_differ(question: Question, wrong: QuestionVersion) -> None:
    other = mended(question, prompt="Ngày nào không phải ngày Chuyển đổi số?")
    with pytest.raises(CannotRekey, match="Phiên bản 1: câu hỏi của phiên bản có đáp án đúng viết khác"):
        rekey(versions=[wrong], way=Way.KEY, key=other, reason=WHY, acting_user=None)
    data = {"choices": ["Ngày 10 tháng 10", "Ngày 3 tháng 9"], "correct": 1}
    third = save_version(question=question, prompt=wrong.prompt, data=data, explanation="", acting_user=None)
    with pytest.raises(CannotRekey, match="phương án"):
        rekey(versions=[wrong], way=Way.KEY, key=third, reason=WHY, acting_user=None)
    elsewhere = factories.question().current
    for key in (None, elsewhere):
        with pytest.raises(CannotRekey, match="cùng câu hỏi"):
            rekey(versions=[wrong], way=Way.KEY, key=key, reason=WHY, acting_user=None)
    with pytest.raises(CannotRekey, match="ghi lý do"):
        rekey(versions=[wrong], way=Way.FULL, reason=" ", acting_user=None)
    opinion = stored(QuestionKind.LIKERT).current
    assert opinion
    with pytest.raises(CannotRekey, match="không tính điểm"):
        rekey(versions=[opinion], way=Way.FULL, reason=WHY, acting_user=None)
    assert not Rekeying.objects.exists()


@pytest.fixture
def asked(oanh: Account) -> Asked:
    return world.asked(oanh, questions=3)


def decide(asked: Asked, way: str, place: int = 0) -> None:
    version = asked.versions[place]
    key = mended(version.question) if way == Way.KEY else None
    rekey(versions=[version], way=way, key=key, reason=WHY, acting_user=None)


def answered(attempt: Attempt, place: int) -> dict[str, object]:
    version = attempt.items.get(position=place).version
    row = Statement.objects.get(
        registration=attempt.enrolment_id, verb=Verb.ANSWERED, object_key__contains=str(version.question.key)
    )
    return {"success": row.success, "scaled": row.score_scaled}


def test_what_is_handed_in_afterwards_is_judged_by_the_mended_key(asked: Asked) -> None:
    decide(asked, Way.KEY)
    attempt = world.sit(asked, world.enrolled(asked), 1, 0, 0)
    assert (attempt.score, attempt.max_score) == (3, 3)
    [first, *_] = queries.result(attempt).lines
    assert (first.verdict, first.right) == ("right", ["Ngày 2 tháng 9"])
    assert answered(attempt, 0) == {"success": True, "scaled": 1}


def test_everybody_is_given_the_points(asked: Asked) -> None:
    decide(asked, Way.FULL)
    attempt = world.sit(asked, world.enrolled(asked), None, 0, 0)
    assert (attempt.score, attempt.max_score) == (3, 3)
    [first, *_] = queries.result(attempt).lines
    assert (first.points, first.right) == (1, [])


def test_what_is_left_out_is_worth_nothing(asked: Asked) -> None:
    decide(asked, Way.LEFT_OUT)
    attempt = world.sit(asked, world.enrolled(asked), 1, 0, 0)
    assert (attempt.score, attempt.max_score, attempt.passed) == (2, 2, True)
    [first, *_] = queries.result(attempt).lines
    assert (first.verdict, first.points, first.right) == ("given", None, [])
    assert answered(attempt, 0) == {"success": None, "scaled": None}


def test_a_paper_that_is_all_left_out_passes_nobody(asked: Asked) -> None:
    for place in range(3):
        decide(asked, Way.LEFT_OUT, place)
    attempt = world.sit(asked, world.enrolled(asked), 0, 0, 0)
    assert (attempt.max_score, attempt.passed) == (0, False)
