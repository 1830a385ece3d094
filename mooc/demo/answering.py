"""Answers for the demonstration's attempts: right ones, and believable wrong ones, in original indices."""

from typing import Any

from courses.questions.models import QuestionKind, QuestionVersion


def right_answer(version: QuestionVersion) -> Any:
    data = version.data
    if version.question.kind == QuestionKind.FILL:
        return [variants[0] for variants in data["blanks"]]
    return data["correct"]


def wrong_answer(version: QuestionVersion) -> Any:
    """Never right: another choice, one choice too few or too many, the first two steps or partners exchanged."""
    kind, data = version.question.kind, version.data
    if kind == QuestionKind.FILL:
        return ["không nhớ" for _ in data["blanks"]]
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
