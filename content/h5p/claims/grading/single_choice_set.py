"""H5P.SingleChoiceSet: of the answers to each of its ``choices`` the first is right, a point each.

Each answered choice is a claim of its own, ``response`` being the place of the answer in the parameters. From 1.11.55
on live claims name the place where the answer was shown instead, and only what the content reports in the end
(``getXAPIData``) goes by the parameters again, from 1.11.71 on.
"""

from collections.abc import Mapping
from typing import Any

from content.h5p.claims.grading.grade import (
    CannotKnow,
    Grade,
    Parameters,
    Reason,
    behaviour_of,
    percentage,
    reached,
)
from content.h5p.claims.grading.responses import indices
from content.h5p.claims.libraries import LibraryVersion

FIRST_BY_POSITION = (11, 55)
# The last whose reports are by position too.
LAST_BY_POSITION = (11, 70)
MAX_CHOICES = 500


def choices_of(parameters: Parameters) -> list[Mapping[str, Any]]:
    """Those that are asked: empty entries are skipped."""
    found = parameters.get("choices")
    if not isinstance(found, list) or len(found) > MAX_CHOICES:
        raise CannotKnow(Reason.PARAMETERS)
    asked = [choice for choice in found if isinstance(choice, Mapping) and isinstance(choice.get("answers"), list)]
    if not asked:
        raise CannotKnow(Reason.PARAMETERS)
    return asked


def grade_choice(choice: Mapping[str, Any], response: str, library: LibraryVersion, *, reported: bool) -> Grade:
    """``reported``: told by the content's own report at the end."""
    by_place = library.is_surely_before(*FIRST_BY_POSITION)
    if not by_place and not (reported and library.is_surely_after(*LAST_BY_POSITION)):
        raise CannotKnow(Reason.POSITIONS)
    answers = choice.get("answers")
    chosen = indices(response, len(answers) if isinstance(answers, list) else 0)
    if len(chosen) > 1:
        raise CannotKnow(Reason.RESPONSE)
    return Grade(int(chosen == [0]), 1, chosen == [0])


def total(parameters: Parameters, grades: list[Grade]) -> Grade:
    raw, most = sum(grade.raw for grade in grades), sum(grade.max for grade in grades)
    mark = percentage(behaviour_of(parameters).get("passPercentage"), 100)
    return Grade(raw, most, reached(raw, most, mark))
