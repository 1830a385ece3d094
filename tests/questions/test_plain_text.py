"""Answers as authors write them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given

from courses.questions.models import Question, QuestionVersion
from courses.questions.plain_text import from_text, to_text
from courses.questions.types.fill_in import folding_of
from courses.questions.validation import validate_data
from courses.questions.wording import right_words
from tests.questions.samples import BY_HAND, questions


def words(kind: str, data: dict[str, Any]) -> list[str]:
    return right_words(QuestionVersion(question=Question(kind=kind), number=1, prompt="?", data=data))


def parts(data: dict[str, Any]) -> list[set[str]]:
    return [set(data[name]) for name in ("choices", "left", "right") if name in data]


def said(data: dict[str, Any]) -> dict[str, str]:
    """To each part that has a text, in whatever order they stand."""
    answered = data.get("left") or data.get("choices") or []
    return dict(zip(answered, data["feedback"], strict=True)) if answered and "feedback" in data else {}


@given(questions())
def test_text_and_back_is_the_same_question(asked: tuple[str, dict[str, Any]]) -> None:
    kind, data = asked
    again = from_text(kind, to_text(kind, data))
    validate_data(kind, again)
    assert parts(again) == parts(data)
    usual = "all" if kind == "multiple" else "partial"
    assert again.get("credit", usual) == data.get("credit", usual)
    assert kind not in {"numeric", *BY_HAND} or again == data
    assert again.get("blanks") == data.get("blanks")
    assert kind != "fill" or again.get("feedback") == data.get("feedback")
    assert said(again) == said(data)
    assert kind != "fill" or folding_of(again) == folding_of(data)
    assert sorted(words(kind, again)) == sorted(words(kind, data))


GAPS = {"blanks": [["a"], [">b"]], "folding": ["case", "space"], "feedback": ["Xem lại.", ""]}
PAIRS = {
    "left": ["a", ">c"],
    "right": ["b", "d", "e"],
    "correct": [[0, 0], [1, 1]],
    "feedback": ["Xem lại.", ""],
    "credit": "all",
}
STEPS = {"choices": ["a", ">b"], "correct": [0, 1], "feedback": ["Xem lại.", ""], "credit": "all"}
RUBRIC = "Nội dung | thiếu = 0 | đủ = 2\n> Bài mẫu.\n>Hai dòng.\n# Ít nhất: 50"
CRITERIA = [{"name": "Nội dung", "levels": [{"words": "thiếu", "points": 0}, {"words": "đủ", "points": 2}]}]


@pytest.mark.parametrize(
    ("kind", "text", "data"),
    [
        ("single", "Sông\r\n*Núi\r\n\r\n", {"choices": ["Sông", "Núi"], "correct": 1}),
        ("multiple", "* Sông\nNúi\n*Biển", {"choices": ["Sông", "Núi", "Biển"], "correct": [0, 2]}),
        ("truefalse", "Đúng\n*Sai", {"choices": ["Đúng", "Sai"], "correct": 1}),
        ("fill", " mười |10| ", {"blanks": [["mười", "10"]]}),
        ("fill", "sông|rạch\nmột \\| hai", {"blanks": [["sông", "rạch"], ["một | hai"]]}),
        ("fill", "Hà Nội\n# Phân biệt: dấu, hoa thường", {"blanks": [["Hà Nội"]], "folding": ["space"]}),
        ("fill", "\\# phân biệt: dấu\n#một: hai", {"blanks": [["# phân biệt: dấu"], ["#một: hai"]]}),
        ("fill", "a\n> Xem\n>lại.\n\\>b\n# phân biệt: dấu", GAPS),
        ("order", "Một\nHai", {"choices": ["Một", "Hai"], "correct": [0, 1]}),
        (
            "match",
            "1 + 1 \\= 2 = đúng\n3 = sai\n= khó nói",
            {"left": ["1 + 1 = 2", "3"], "right": ["đúng", "sai", "khó nói"], "correct": [[0, 0], [1, 1]]},
        ),
        ("match", "a = b\n> Xem\n>lại.\n\\>c = d\n= e\n# điểm: trọn câu", PAIRS),
        ("numeric", "12,5 ± 0,5\nkg", {"low": "12.5", "high": "12.5", "tolerance": "0.5", "unit": "kg"}),
        ("numeric", "5\n> Đo\nkg\n>lại.", {"low": "5", "high": "5", "unit": "kg", "feedback": "Đo lại."}),
        ("numeric", "1.500 .. 2.000", {"low": "1500", "high": "2000"}),
        ("numeric", ".. -4 +/- 1", {"low": None, "high": "-4", "tolerance": "1"}),
        ("likert", "Không\nCó", {"choices": ["Không", "Có"]}),
        ("likert", "* Không\n> Vì sao?\nCó", {"choices": ["* Không", "Có"], "feedback": ["Vì sao?", ""]}),
        ("multiple", "*a\nb\n# Điểm: từng phần", {"choices": ["a", "b"], "correct": [0], "credit": "partial"}),
        ("order", "a\n> Xem\n>lại.\n\\>b\n# điểm: trọn câu", STEPS),
        ("order", "a\nb\n# điểm: trọn câu", {"choices": ["a", "b"], "correct": [0, 1], "credit": "all"}),
        ("essay", RUBRIC, {"criteria": CRITERIA, "guidance": "Bài mẫu.\nHai dòng.", "least": 50}),
        ("essay", "Nội dung | thiếu = 0 | đủ = 2\n# Tệp: thay  bài viết", {"criteria": CRITERIA, "files": "alone"}),
        (
            "performance",
            "Chào\n* Quét mã = 2\n> Đứng xa.",
            {
                "steps": [
                    {"text": "Chào", "points": 1, "required": False},
                    {"text": "Quét mã", "points": 2, "required": True},
                ],
                "guidance": "Đứng xa.",
            },
        ),
        ("single", "*\\*sao\nkhông", {"choices": ["*sao", "không"], "correct": 0}),
    ],
)
def test_what_an_author_writes(kind: str, text: str, data: dict[str, Any]) -> None:
    assert from_text(kind, text) == data
    validate_data(kind, data)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("single", "a\nb"),
        ("single", "*a\n*b"),
        ("multiple", "a\nb"),
        ("match", "a\nb"),
        ("match", "a = b\nc ="),
        ("match", "a = b\nc = d\n= e\n> Không có chỗ."),
        ("fill", ""),
        ("fill", "mười\n# phân biệt: to nhỏ"),
        ("fill", "mười\n|"),
        ("numeric", "mười"),
        ("numeric", ".."),
        ("numeric", "5 .. 4"),
        ("numeric", "5 ± 0"),
        ("numeric", "5\n" + "k" * 41),
        ("likert", "a"),
        ("order", "a\nb\n# điểm: nửa câu"),
        ("essay", "Nội dung | đủ"),
        ("essay", "Nội dung | đủ = nhiều | thiếu = 0"),
        ("essay", "Nội dung | đủ = 2 | thiếu = 0\n# ít nhất: vài"),
        ("essay", "Nội dung | đủ = 2 | thiếu = 0\n# tệp: nếu muốn"),
        ("essay", "Nội dung | đủ = 2 | thiếu = 0\n# tệp:"),
        ("performance", "> chỉ hướng dẫn"),
        ("performance", "Chào = 0"),
    ],
)
def test_what_is_unfinished_is_refused(kind: str, text: str) -> None:
    with pytest.raises(ValidationError):
        validate_data(kind, from_text(kind, text))
