"""Answers in words, for the page that shows how an attempt went."""

from typing import Any

from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.responses import well_formed


def right_words(version: QuestionVersion) -> list[str]:
    """The right answer: one line per choice, step or pair; for a gap the first accepted spelling."""
    if version.question.kind == QuestionKind.FILL:
        return [str(version.data["accepted"][0])]
    return response_words(version, version.data["correct"])


def response_words(version: QuestionVersion, response: Any) -> list[str]:
    """What was answered, in the words of the question; no lines when nothing was."""
    kind, data = QuestionKind(version.question.kind), version.data
    given: Any = well_formed(kind, data, response)
    if given is None:
        return []
    if kind == QuestionKind.FILL:
        return [given]
    if kind == QuestionKind.MATCH:
        return [f"{data['left'][left]} → {data['right'][right]}" for left, right in given]
    if kind == QuestionKind.ORDER:
        return [f"{place}. {data['choices'][i]}" for place, i in enumerate(given, 1) if i is not None]
    return [data["choices"][index] for index in (given if isinstance(given, list) else [given])]
