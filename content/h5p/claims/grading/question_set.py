"""H5P.QuestionSet: the points of its ``questions`` together, of those drawn with ``poolSize``; passed from
``passPercentage`` on (50 where nothing is said).
"""

from collections.abc import Mapping
from typing import Any

from content.h5p.claims.grading.grade import CannotKnow, Grade, Parameters, Reason, percentage, reached

MAX_QUESTIONS = 500


def questions_of(parameters: Parameters) -> list[Mapping[str, Any]]:
    found = parameters.get("questions")
    if not isinstance(found, list) or not 0 < len(found) <= MAX_QUESTIONS:
        raise CannotKnow(Reason.PARAMETERS)
    asked = [question for question in found if isinstance(question, Mapping) and question.get("library")]
    if not asked:
        raise CannotKnow(Reason.PARAMETERS)
    return asked


def drawn(parameters: Parameters) -> int:
    """How many questions a try has."""
    count, pool = len(questions_of(parameters)), parameters.get("poolSize")
    return min(count, pool) if isinstance(pool, int) and not isinstance(pool, bool) and pool > 0 else count


def total(parameters: Parameters, grades: list[Grade]) -> Grade:
    raw, most = sum(grade.raw for grade in grades), sum(grade.max for grade in grades)
    return Grade(raw, most, reached(raw, most, percentage(parameters.get("passPercentage"), 50)))
