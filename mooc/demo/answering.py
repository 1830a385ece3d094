"""Answers for the demonstration's attempts: right ones, and believable wrong ones, in original indices."""

from decimal import Decimal
from typing import Any

from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.types.numbers import write_number


def right_answer(version: QuestionVersion) -> Any:
    data = version.data
    if version.question.kind == QuestionKind.FILL:
        return [variants[0] for variants in data["blanks"]]
    if version.question.kind == QuestionKind.NUMERIC:
        return write_number(data["low"] or data["high"])
    if version.question.kind == QuestionKind.LIKERT:
        # Most people agree.
        return len(data["choices"]) * 3 // 4
    return data["correct"]


def wrong_answer(version: QuestionVersion) -> Any:
    """Never wholly right: another choice or number, one choice too few or too many, the first two steps or partners
    exchanged. An opinion is neither, only another."""
    kind, data = version.question.kind, version.data
    if kind == QuestionKind.FILL:
        return ["không nhớ" for _ in data["blanks"]]
    if kind == QuestionKind.NUMERIC:
        return _far_off(data)
    if kind == QuestionKind.LIKERT:
        return len(data["choices"]) // 2
    if kind in {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE}:
        return (data["correct"] + 1) % len(data["choices"])
    if kind == QuestionKind.MULTIPLE:
        correct = data["correct"]
        return correct[:-1] if len(correct) > 1 else [*correct, (correct[0] + 1) % len(data["choices"])]
    if kind == QuestionKind.ORDER:
        first, second, *rest = data["correct"]
        return [second, first, *rest]
    (one, its), (other, others), *rest = data["correct"]
    return [[one, others], [other, its], *rest]


def _far_off(data: dict[str, Any]) -> str:
    """Twice as much and one more, or less where more would do."""
    room = 1 + Decimal(data.get("tolerance", 0))
    high = data["high"]
    found = Decimal(data["low"]) - room if high is None else 2 * abs(Decimal(high)) + room
    return write_number(format(found, "f"))
