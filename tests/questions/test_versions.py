"""Versions: valid, immutable, numbered, audited."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.search.backends import get_search_backend

from courses.questions.actions import save_version, validate_data
from courses.questions.models import Question, QuestionVersion
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.questions.samples import KINDS, SAMPLES

DATA = SAMPLES["single"][0]
LEVELS = [{"words": "a", "points": 0}, {"words": "b", "points": 2}]
CRITERION = {"name": "a", "levels": LEVELS}


def save(question: Question, by: Account, prompt: str = "Cái gì?", **extra: Any) -> QuestionVersion:
    fields = {"data": DATA, "explanation": "", **extra}
    return save_version(question=question, prompt=prompt, acting_user=by, **fields)


def test_an_edit_makes_the_next_version_and_leaves_the_old_one(oanh: Account) -> None:
    question = Question.objects.create(kind="single")
    first = save(question, oanh)
    second = save(question, oanh, prompt="Cái gì vậy?")

    question.refresh_from_db()
    first.refresh_from_db()
    assert (first.number, first.prompt, second.number) == (1, "Cái gì?", 2)
    assert (question.current, second.created_by) == (second, oanh)
    entries = AuditEntry.objects.filter(verb="save_version").order_by("id")
    assert [(entry.old, entry.new, entry.actor) for entry in entries] == [
        (None, {"version": 1}, str(oanh.pk)),
        ({"version": 1}, {"version": 2}, str(oanh.pk)),
    ]


def test_saving_without_a_change_makes_no_version(oanh: Account) -> None:
    question = Question.objects.create(kind="single")
    assert save(question, oanh) == save(question, oanh)
    assert AuditEntry.objects.filter(verb="save_version").count() == 1


def test_what_is_no_data_of_the_kind_is_not_saved(oanh: Account) -> None:
    question = Question.objects.create(kind="single")
    with pytest.raises(ValidationError) as refused:
        save(question, oanh, data={"choices": ["Một", "Hai"], "correct": 2})
    assert refused.value.message_dict == {"correct": ["Đánh dấu đúng một phương án đúng."]}
    assert not QuestionVersion.objects.exists()


def test_a_prompt_has_as_many_gaps_as_the_answers_fill(oanh: Account) -> None:
    question, data = Question.objects.create(kind="fill"), {"blanks": [["a"], ["b"]]}
    with pytest.raises(ValidationError) as refused:
        save(question, oanh, prompt="Một ___ thôi.", data=data)
    told = "Câu hỏi có 1 chỗ trống ___, đáp án có 2 dòng."
    assert refused.value.message_dict == {"prompt": [told]}
    assert save(question, oanh, prompt="Một ___, hai _____.", data=data).number == 1


@pytest.mark.usefixtures("tasks_at_once")
def test_a_new_version_is_found_by_what_it_says_now(oanh: Account) -> None:
    question = Question.objects.create(kind="single")
    save(question, oanh, prompt="Ngày Chuyển đổi số?")
    save(question, oanh, prompt="Thủ đô nước ta?")

    search = get_search_backend().search
    assert list(search("thu do", Question)) == [question]
    assert list(search("chuyen doi", Question)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_samples_are_valid(kind: str) -> None:
    validate_data(kind, SAMPLES[kind][0])


MATCH = {"left": ["a", "b"], "right": ["c", "d"], "correct": [[0, 0], [1, 1]]}


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("hotspot", {}, "kind"),
        ("essay", {}, "data"),
        ("essay", {"criteria": []}, "criteria"),
        ("essay", {"criteria": [{"name": "a", "levels": []}]}, "criteria"),
        ("essay", {"criteria": [CRITERION, CRITERION]}, "criteria"),
        ("essay", {"criteria": [{**CRITERION, "levels": [*LEVELS, {"words": "c", "points": True}]}]}, "criteria"),
        ("essay", {"criteria": [{**CRITERION, "levels": [{**one, "points": 0} for one in LEVELS]}]}, "criteria"),
        ("essay", {"criteria": [CRITERION], "least": 9, "most": 8}, "least"),
        ("essay", {"criteria": [CRITERION], "file": True}, "data"),
        ("essay", {"criteria": [CRITERION], "files": "some"}, "files"),
        ("essay", {"criteria": [CRITERION], "files": ""}, "files"),
        ("essay", {"criteria": [CRITERION], "files": ["alone"]}, "files"),
        ("essay", {"criteria": [CRITERION], "guidance": " a"}, "guidance"),
        ("performance", {"steps": []}, "steps"),
        ("performance", {"steps": [{"text": "a", "points": 0, "required": True}]}, "steps"),
        ("performance", {"steps": [{"text": "a", "points": 1, "required": 1}]}, "steps"),
        ("performance", {"steps": [{"text": "a\nb", "points": 1, "required": False}]}, "steps"),
        ("performance", {"steps": [{"text": "a"}]}, "steps"),
        ("single", None, "data"),
        ("single", {"choices": ["a", "b"]}, "data"),
        ("single", {"choices": ["a"], "correct": 0}, "choices"),
        ("single", {"choices": ["a", " "], "correct": 0}, "choices"),
        ("single", {"choices": ["a", "b\nc"], "correct": 0}, "choices"),
        ("single", {"choices": ["a b", "a  b"], "correct": 0}, "choices"),
        ("single", {"choices": "ab", "correct": 0}, "choices"),
        ("single", {"choices": ["a", "b"], "correct": True}, "correct"),
        ("multiple", {"choices": ["a", "b"], "correct": []}, "correct"),
        ("multiple", {"choices": ["a", "b"], "correct": [0, 0]}, "correct"),
        ("multiple", {"choices": ["a", "b"], "correct": [[0]]}, "correct"),
        ("truefalse", {"choices": ["a", "b", "c"], "correct": 0}, "choices"),
        ("fill", {"blanks": []}, "blanks"),
        ("fill", {"blanks": ["a"]}, "blanks"),
        ("fill", {"blanks": [["a"], []]}, "blanks"),
        ("fill", {"blanks": [["a", 1]]}, "blanks"),
        ("fill", {"blanks": [["\u0301"]]}, "blanks"),
        ("fill", {"blanks": [["a\nb"]]}, "blanks"),
        ("fill", {"blanks": [["a b", "a  b"]]}, "blanks"),
        ("fill", {"blanks": [["a[,]b"]]}, "blanks"),
        ("fill", {"blanks": [["{lang=vi}a"]]}, "blanks"),
        ("fill", {"blanks": [["a" * 201]]}, "blanks"),
        ("fill", {"blanks": [["a"]] * 21}, "blanks"),
        ("fill", {"blanks": [["a"]], "folding": ["size"]}, "folding"),
        ("fill", {"blanks": [["a"]], "folding": "case"}, "folding"),
        ("fill", {"blanks": [["a"]], "feedback": []}, "feedback"),
        ("fill", {"blanks": [["a"]], "feedback": "b"}, "feedback"),
        ("fill", {"blanks": [["a"]], "feedback": ["b\nc"]}, "feedback"),
        ("numeric", {"low": "1", "high": "1", "feedback": ["a"]}, "feedback"),
        ("numeric", {"low": "1", "high": "1", "feedback": "a\nb"}, "feedback"),
        ("order", {"choices": ["a", "b"], "correct": [0]}, "correct"),
        ("order", {"choices": ["a", "b"], "correct": [0, 1], "feedback": ["c"]}, "feedback"),
        ("order", {"choices": ["a", "b"], "correct": [0, 0]}, "correct"),
        ("match", {"left": ["a", "b"], "right": ["c", "d"], "correct": [[0, 0]]}, "correct"),
        ("match", {**MATCH, "feedback": ["x"]}, "feedback"),
        ("match", {**MATCH, "feedback": ["x", None]}, "feedback"),
        ("match", {"left": ["a", "b"], "right": ["c", "d"], "correct": [[0, 0], [1, 2]]}, "correct"),
        ("match", {"left": ["a", "b"], "right": ["c"], "correct": [[0, 0], [1, 0]]}, "right"),
    ],
)
def test_wrong_data_is_refused_at_its_field(kind: str, data: Any, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_data(kind, data)
    assert list(refused.value.message_dict) == [field]
