"""H5P.MultiChoice: ``response`` names the chosen answers by their place in the parameters, however they were shuffled.

One answer to choose (``type`` "single", or "auto" with one right answer): 1 point or 0. Several: a right one earns its
weight, a wrong one costs it, never below 0; with ``singlePoint`` the whole earns its one point where the pass mark is
reached. Where no answer is right, choosing none is.
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
from content.h5p.claims.reading import number

MAX_ANSWERS = 1000


def grade(parameters: Parameters, response: str) -> Grade:
    answers, behaviour = _answers(parameters), behaviour_of(parameters)
    weight = _weight(parameters)
    right = [bool(answer.get("correct")) for answer in answers]
    chosen = indices(response, len(answers))
    mark = percentage(behaviour.get("passPercentage"), 100)
    if _asks_for_one(behaviour, sum(right)):
        raw, most = _one(right, chosen), weight
    else:
        earned, whole = _several(answers, right, chosen, weight)
        one_point = behaviour.get("singlePoint", True)
        raw, most = ((weight if reached(earned, whole, mark) else 0), weight) if one_point else (earned, whole)
    return Grade(raw, most, reached(raw, most, mark))


def _asks_for_one(behaviour: Mapping[str, Any], right: int) -> bool:
    kind = behaviour.get("type", "auto")
    return right == 1 if kind == "auto" else kind == "single"


def _one(right: list[bool], chosen: list[int]) -> float:
    if len(chosen) > 1:
        raise CannotKnow(Reason.RESPONSE)
    # With nothing right and nothing chosen the content itself says now 0, now 1.
    if not chosen and not any(right):
        raise CannotKnow(Reason.PARAMETERS)
    return 1 if chosen and right[chosen[0]] else 0


def _several(
    answers: list[Mapping[str, Any]], right: list[bool], chosen: list[int], weight: float
) -> tuple[float, float]:
    """Points earned, and all there are."""
    weights = [_weight(answer) for answer in answers]
    if not any(right):
        return (0 if chosen else weight), weight
    earned = sum(weights[place] if right[place] else -weights[place] for place in chosen)
    return max(earned, 0), sum(worth for worth, is_right in zip(weights, right, strict=True) if is_right)


def _weight(parameters: Mapping[str, Any]) -> float:
    found = number(parameters.get("weight", 1))
    if found is None or found <= 0:
        raise CannotKnow(Reason.PARAMETERS)
    return found


def _answers(parameters: Parameters) -> list[Mapping[str, Any]]:
    found = parameters.get("answers")
    if not isinstance(found, list) or not 0 < len(found) <= MAX_ANSWERS:
        raise CannotKnow(Reason.PARAMETERS)
    if not all(isinstance(answer, Mapping) for answer in found):
        raise CannotKnow(Reason.PARAMETERS)
    return found
