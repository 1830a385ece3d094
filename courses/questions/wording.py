"""Answers in words, for the page that shows how an attempt went."""

from typing import Any

from courses.questions.models import QuestionVersion
from courses.questions.types import type_of


def right_words(version: QuestionVersion) -> list[str]:
    """The right answer: one line per choice, step or pair; for a gap the first accepted spelling."""
    return type_of(version.question.kind).right_words(version.data)


def response_words(version: QuestionVersion, response: Any) -> list[str]:
    """What was answered, in the words of the question; no lines when nothing was."""
    asked = type_of(version.question.kind)
    given = asked.well_formed(version.data, response)
    return [] if given is None else asked.words(version.data, given)


def response_feedback(version: QuestionVersion, response: Any) -> list[str]:
    """What the author says to the choices that were made; often nothing."""
    asked = type_of(version.question.kind)
    given = asked.well_formed(version.data, response)
    return [] if given is None else asked.feedback(version.data, given)
