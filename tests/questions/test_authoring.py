"""Writing a question in rows, without a script: every kind from a blank form, and what is there comes back the same."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given, settings

from courses.questions.authoring import editor_of
from courses.questions.authoring.answers import Answers
from courses.questions.models import Question, QuestionKind
from courses.questions.plain_text import to_text
from learners.people.models import Account
from tests.questions.samples import questions, stored
from tests.questions.test_bank import author, url

__all__ = ["author"]
WRITTEN: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "single": (
        {"0-text": "Núi", "0-right": "on", "0-said": "Đúng.", "2-text": "Sông"},
        {"choices": ["Núi", "Sông"], "feedback": ["Đúng.", ""], "correct": 0},
    ),
    "multiple": (
        {"0-text": "A", "0-right": "on", "1-text": "B", "2-text": "C", "2-right": "on"},
        {"choices": ["A", "B", "C"], "correct": [0, 2]},
    ),
    "truefalse": ({"1-right": "on"}, {"choices": ["Đúng", "Sai"], "correct": 1}),
    "fill": (
        {"0-variants": "mười\r\n10", "0-said": "Đếm lại.", "options-apart": "case"},
        {"blanks": [["mười", "10"]], "folding": ["space", "marks"], "feedback": ["Đếm lại."]},
    ),
    "order": (
        {"0-text": "Hai", "0-place": "2", "0-said": "Sau Một.", "1-text": "Một", "1-place": "1", "3-text": "Ba"},
        {"choices": ["Một", "Hai", "Ba"], "correct": [0, 1, 2], "feedback": ["", "Sau Một.", ""]},
    ),
    "match": (
        {"0-left": "một", "0-right": "1", "1-left": "hai", "1-right": "2", "1-said": "Đếm lại.", "2-right": "3"},
        {"left": ["một", "hai"], "right": ["1", "2", "3"], "correct": [[0, 0], [1, 1]], "feedback": ["", "Đếm lại."]},
    ),
    "numeric": (
        {"0-number": "12,5", "0-tolerance": "0,5", "0-unit": "kg", "0-said": "Cân lại."},
        {"low": "12.5", "high": "12.5", "tolerance": "0.5", "unit": "kg", "feedback": "Cân lại."},
    ),
    "likert": (
        {"0-text": "Chưa vững", "0-said": "Xem lại bài 2.", "2-text": "Vững"},
        {"choices": ["Chưa vững", "Vững"], "feedback": ["Xem lại bài 2.", ""]},
    ),
    "essay": (
        {
            "0-name": "Ý",
            "0-levels": "thiếu = 0\r\nđủ = 2",
            "options-guidance": " Xem kỹ. ",
            "options-least": "50",
            "options-handed_in": "required",
        },
        {
            "criteria": [{"name": "Ý", "levels": [{"words": "thiếu", "points": 0}, {"words": "đủ", "points": 2}]}],
            "guidance": "Xem kỹ.",
            "least": 50,
            "files": "required",
        },
    ),
    "performance": (
        {"0-text": "Chào", "2-text": "Quét mã", "2-points": "2", "2-required": "on"},
        {
            "steps": [
                {"text": "Chào", "points": 1, "required": False},
                {"text": "Quét mã", "points": 2, "required": True},
            ]
        },
    ),
}


def fields(html: str) -> dict[str, str]:
    """What a browser without a script would send of the question's form."""
    form = BeautifulSoup(html, "html.parser").select_one("form:has([name=prompt])")
    assert form
    found = {}
    for field in form.select("[name]:not(button)"):
        name = str(field["name"])
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            found[name] = str(chosen["value"]) if chosen else ""
        elif field.name == "textarea":
            found[name] = field.text.removeprefix("\n")
        elif field.get("type") not in ("checkbox", "radio"):
            found[name] = str(field.get("value", ""))
        elif field.has_attr("checked"):
            found[name] = str(field.get("value", "on"))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_every_kind_is_written_in_rows(author: Client, kind: str) -> None:
    first = author.get(url("add")).content.decode()
    assert f'href="?kind={kind}"' in first
    sent = fields(author.get(url("add") + f"?kind={kind}").content.decode())
    filled, data = WRITTEN[kind]
    assert sent["kind"] == kind
    answers = {f"answers-{name}": value for name, value in filled.items()}
    page = author.post(url("add"), {**sent, **answers, "prompt": "Gì?"}, follow=True).content.decode()
    made = Question.objects.select_related("current").first()
    assert made, page
    assert made.current
    assert (made.kind, made.current.data) == (kind, data)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_saving_an_unchanged_form_makes_no_version(author: Client, kind: str) -> None:
    question = stored(kind)
    sent = fields(author.get(url("edit", question.pk)).content.decode())
    assert author.post(url("edit", question.pk), sent).status_code == 302
    assert question.versions.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "usual", "other"),
    [("multiple", "all", "partial"), ("order", "partial", "all"), ("match", "partial", "all")],
)
def test_what_is_right_in_part_earns_what_the_author_says(author: Client, kind: str, usual: str, other: str) -> None:
    question = stored(kind)
    sent = fields(author.get(url("edit", question.pk)).content.decode())
    assert sent["answers-options-credit"] == usual
    for number, (said, kept) in enumerate([(other, other), (usual, None)], start=2):
        sent = fields(author.get(url("edit", question.pk)).content.decode())
        assert author.post(url("edit", question.pk), {**sent, "answers-options-credit": said}).status_code == 302
        question.refresh_from_db()
        assert question.current
        assert (question.current.number, question.current.data.get("credit")) == (number, kept)


@pytest.mark.django_db
def test_a_row_more_is_a_new_version(author: Client) -> None:
    question = stored("single")
    sent = fields(author.get(url("edit", question.pk)).content.decode())
    author.post(url("edit", question.pk), {**sent, "answers-3-text": "Đồi", "answers-3-said": "Gần đúng."})
    question.refresh_from_db()
    assert question.current
    assert question.current.data["choices"] == ["Sông", "Núi", "Biển", "Đồi"]
    assert (question.current.number, question.current.data["feedback"]) == (2, ["", "", "", "Gần đúng."])


@pytest.mark.django_db
def test_rows_are_told_what_is_wrong_and_lose_nothing(author: Client) -> None:
    sent = fields(author.get(url("add") + "?kind=single").content.decode())
    rows = {"answers-0-text": "Núi", "answers-1-text": "Sông"}
    page = author.post(url("add"), {**sent, **rows, "prompt": "Gì?"}).content.decode()
    assert "Đánh dấu đúng một phương án đúng." in page
    assert fields(page)["answers-1-text"] == "Sông"
    assert not Question.objects.exists()


@pytest.mark.django_db
def test_rows_and_lines_are_not_changed_at_once(author: Client) -> None:
    question = stored("single")
    sent = fields(author.get(url("edit", question.pk)).content.decode())
    both = {**sent, "answers-0-text": "Suối", "content": "* a\nb"}
    assert "không sửa cả hai cùng lúc" in author.post(url("edit", question.pk), both).content.decode()
    lines = {**sent, "content": "* a\nb"}
    author.post(url("edit", question.pk), lines)
    question.refresh_from_db()
    assert question.current
    assert question.current.data == {"choices": ["a", "b"], "correct": 0}


@pytest.mark.django_db
def test_nothing_at_all_is_no_question(author: Client, oanh: Account) -> None:
    page = author.post(url("add"), {"kind": "single", "prompt": "Gì?", "content": ""}).content.decode()
    assert "Hãy ghi phương án và đáp án." in page
    assert not Question.objects.exists()


def test_every_kind_of_ours_has_rows() -> None:
    assert {kind.value for kind in QuestionKind if editor_of(kind)} == set(WRITTEN) == set(QuestionKind.values)


@settings(max_examples=150, deadline=None)
@given(questions())
def test_what_is_there_comes_back_the_same(question: tuple[str, dict[str, Any]]) -> None:
    kind, data = question
    editor = editor_of(kind)
    assert editor
    shown = Answers(editor, data)
    sent = {f"answers-{name}": value for name, value in _sent(shown).items()}
    again = Answers(editor, data, sent)
    assert again.is_valid(), again.formset.errors
    assert to_text(kind, again.data()) == to_text(kind, data)


def _sent(shown: Answers) -> dict[str, Any]:
    total = len(shown.formset.forms)
    found: dict[str, Any] = {"TOTAL_FORMS": str(total), "INITIAL_FORMS": str(shown.formset.initial_form_count())}
    for number, row in enumerate(shown.formset.initial or []):
        found |= {f"{number}-{name}": value for name, value in row.items() if value not in (False, "")}
    if shown.options:
        found |= {f"options-{name}": value for name, value in shown.options.initial.items()}
    return found
