"""Is this the data of a question of that kind? Refused with messages an author understands, field by field."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.questions.models import QuestionKind
from courses.questions.responses import Data, is_index
from mooc.foundation.vietnamese import fold

Errors = dict[str, list[str]]
_FIELDS = {
    QuestionKind.SINGLE: {"choices", "correct"},
    QuestionKind.MULTIPLE: {"choices", "correct"},
    QuestionKind.TRUE_FALSE: {"choices", "correct"},
    QuestionKind.FILL: {"accepted"},
    QuestionKind.ORDER: {"choices", "correct"},
    QuestionKind.MATCH: {"left", "right", "correct"},
}


def validate_data(kind: str, data: Any) -> None:
    """Raise ``ValidationError`` (a dict by field of ``data``; ``kind`` or ``data`` for what is no data at all)."""
    if kind not in QuestionKind.values:
        raise ValidationError({"kind": [_("Không có loại câu hỏi này.")]})
    fields = _FIELDS[QuestionKind(kind)]
    if not isinstance(data, dict) or set(data) != fields:
        names = ", ".join(sorted(fields))
        raise ValidationError({"data": [_("Dữ liệu của loại câu hỏi này gồm đúng các phần: %s.") % names]})
    errors = _CHECKS[QuestionKind(kind)](data)
    if errors:
        raise ValidationError(errors)


def _texts(value: Any, least: int, name: str) -> Errors:
    """At least ``least`` different texts of one line each; one text is none, a learner cannot choose."""
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        return {name: [_("Phải là một danh sách các dòng chữ.")]}
    if len(value) < least:
        return {name: [ngettext("Cần ít nhất %d dòng.", "Cần ít nhất %d dòng.", least) % least]}
    if any(not text.strip() or "\n" in text or "\r" in text or "\x00" in text for text in value):
        return {name: [_("Mỗi phần là một dòng chữ, không để trống.")]}
    if len({" ".join(text.split()) for text in value}) < len(value):
        return {name: [_("Có hai dòng giống nhau.")]}
    return {}


def _single(data: Data) -> Errors:
    errors = _texts(data["choices"], 2, "choices")
    if not errors and not is_index(data["correct"], len(data["choices"])):
        errors["correct"] = [_("Đánh dấu đúng một phương án đúng.")]
    return errors


def _true_false(data: Data) -> Errors:
    errors = _single(data)
    if not errors and len(data["choices"]) != 2:
        errors["choices"] = [_("Cần đúng hai phương án: đúng trước, sai sau.")]
    return errors


def _multiple(data: Data) -> Errors:
    errors, correct = _texts(data["choices"], 2, "choices"), data["correct"]
    if errors:
        return errors
    right = isinstance(correct, list) and all(is_index(part, len(data["choices"])) for part in correct)
    if not right or not correct or len(set(correct)) < len(correct):
        errors["correct"] = [_("Đánh dấu ít nhất một phương án đúng, mỗi phương án một lần.")]
    return errors


def _fill(data: Data) -> Errors:
    errors = _texts(data["accepted"], 1, "accepted")
    if not errors and not all(fold(text) for text in data["accepted"]):
        errors["accepted"] = [_("Đáp án phải có chữ hoặc số.")]
    return errors


def _order(data: Data) -> Errors:
    errors, correct = _texts(data["choices"], 2, "choices"), data["correct"]
    if errors:
        return errors
    size = len(data["choices"])
    right = isinstance(correct, list) and all(is_index(part, size) for part in correct)
    if not right or len(correct) != size or len(set(correct)) < size:
        errors["correct"] = [_("Thứ tự đúng phải gồm mỗi bước một lần.")]
    return errors


def _match(data: Data) -> Errors:
    errors = {**_texts(data["left"], 2, "left"), **_texts(data["right"], 2, "right")}
    if errors:
        return errors
    pairs, size = data["correct"], (len(data["left"]), len(data["right"]))
    shaped = isinstance(pairs, list) and all(_is_pair(pair, size) for pair in pairs)
    if not shaped or sorted(left for left, right in pairs) != list(range(size[0])):
        errors["correct"] = [_("Mỗi vế trái phải nối với đúng một vế phải.")]
    return errors


def _is_pair(pair: Any, size: tuple[int, int]) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(map(is_index, pair, size))


_CHECKS: dict[QuestionKind, Callable[[Data], Errors]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.TRUE_FALSE: _true_false,
    QuestionKind.FILL: _fill,
    QuestionKind.ORDER: _order,
    QuestionKind.MATCH: _match,
}
