"""The key of one version put on another that asks the same: known by words, wherever the parts stand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions.grading import share
from courses.questions.models import QuestionKind
from courses.questions.types import is_manual, type_of
from courses.questions.types.credit import USUAL
from tests.questions.samples import SAMPLES, SCORED, questions, right

CHOICES = {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE, QuestionKind.MULTIPLE, QuestionKind.ORDER}


@given(questions(), st.data())
def test_the_key_means_the_same_wherever_the_parts_stand(
    asked: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    kind, content = asked
    if kind not in SCORED or is_manual(kind):
        assert type_of(kind).with_key_of(content, content) is None
        return
    shown = _mixed(kind, content, data.draw)
    rekeyed = type_of(kind).with_key_of(shown, content)
    assert rekeyed is not None
    assert sorted(_words(kind, rekeyed)) == sorted(_words(kind, content))
    assert share(kind, rekeyed, right(kind, rekeyed)) == 1
    assert {name: rekeyed.get(name) for name in ("choices", "left", "right")} == {
        name: shown.get(name) for name in ("choices", "left", "right")
    }
    assert rekeyed.get("credit") == content.get("credit")


def _words(kind: str, data: dict[str, Any]) -> list[str]:
    return type_of(kind).right_words(data)


def _mixed(kind: str, content: dict[str, Any], draw: Any) -> dict[str, Any]:
    """The same question with its parts in another order, and any key."""
    if kind in CHOICES:
        return {**content, "choices": draw(st.permutations(content["choices"])), **_credit(kind)}
    if kind == QuestionKind.MATCH:
        sides = {side: draw(st.permutations(content[side])) for side in ("left", "right")}
        return {**content, **sides, **_credit(kind)}
    return content


def _credit(kind: str) -> dict[str, Any]:
    return {"credit": "all"} if kind in USUAL else {}


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (QuestionKind.SINGLE, {"choices": ["Sông", "Núi", "Hồ"]}),
        (QuestionKind.MULTIPLE, {"choices": ["Sông", "Núi", "Biển", "Hồ"]}),
        (QuestionKind.ORDER, {"choices": ["Mở máy", "Gõ chữ", "Tắt máy"]}),
        (QuestionKind.MATCH, {"right": ["Two", "One", "Four"]}),
        (QuestionKind.MATCH, {"left": ["Một", "Ba"]}),
        (QuestionKind.FILL, {"blanks": [["mười"], ["hai"]]}),
        (QuestionKind.NUMERIC, {"unit": "g"}),
    ],
)
def test_what_asks_something_else_has_no_key_for_it(kind: str, changed: dict[str, Any]) -> None:
    content, _wrong = SAMPLES[kind]
    assert type_of(kind).with_key_of(content, {**content, **changed}) is None


def test_what_is_said_to_a_choice_comes_with_the_key() -> None:
    shown = {"choices": ["Sông", "Núi"], "correct": 0, "feedback": ["Phải", ""]}
    mended = {"choices": ["Núi", "Sông"], "correct": 0, "feedback": ["Đúng rồi", "Xem lại"]}
    assert type_of(QuestionKind.SINGLE).with_key_of(shown, mended) == {
        "choices": ["Sông", "Núi"],
        "correct": 1,
        "feedback": ["Xem lại", "Đúng rồi"],
    }


def test_what_is_said_to_a_left_side_comes_with_the_key() -> None:
    shown = {"left": ["Một", "Hai"], "right": ["2", "1"], "correct": [[0, 0], [1, 1]], "feedback": ["Phải", ""]}
    mended = {"left": ["Hai", "Một"], "right": ["1", "2"], "correct": [[0, 1], [1, 0]], "feedback": ["", "Đếm lại"]}
    assert type_of(QuestionKind.MATCH).with_key_of(shown, mended) == {
        "left": ["Một", "Hai"],
        "right": ["2", "1"],
        "correct": [[0, 1], [1, 0]],
        "feedback": ["Đếm lại", ""],
    }


def test_what_is_said_to_a_step_comes_with_the_key() -> None:
    shown = {"choices": ["Một", "Hai"], "correct": [1, 0], "feedback": ["Cuối", ""]}
    mended = {"choices": ["Hai", "Một"], "correct": [1, 0], "feedback": ["Cuối", "Đầu"]}
    assert type_of(QuestionKind.ORDER).with_key_of(shown, mended) == {
        "choices": ["Một", "Hai"],
        "correct": [0, 1],
        "feedback": ["Đầu", "Cuối"],
    }
