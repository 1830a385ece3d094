"""H5P.ScamSigns, our own: ``response`` names the marked places, counted from the sender's address, which is 0.

A right mark earns a point, a wrong one costs it, never below 0; a pass is the percentage of the signs, rounded up.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from content.h5p.claims.grading.grade import CannotKnow, Grade, Parameters, Reason, behaviour_of, percentage
from content.h5p.claims.grading.responses import indices

MAX_PLACES = 1000


def grade(parameters: Parameters, response: str) -> Grade:
    places = places_of(parameters)
    marked, signs = indices(response, len(places)), sum(places)
    right = sum(places[place] for place in marked)
    raw = max(right - (len(marked) - right), 0)
    mark = percentage(behaviour_of(parameters).get("passPercentage"), 80)
    return Grade(raw, signs, raw >= max(math.ceil(signs * mark / 100), 1))


def places_of(parameters: Parameters) -> list[bool]:
    """Of each place whether it is a sign."""
    found = list(_places(parameters))
    if not any(found) or len(found) > MAX_PLACES:
        raise CannotKnow(Reason.PARAMETERS)
    return found


def _places(parameters: Parameters) -> Iterator[bool]:
    yield bool(_mapping(parameters.get("sender")).get("isSign"))
    for message in map(_mapping, _list(parameters.get("messages"))):
        for part in map(_mapping, _list(message.get("parts"))):
            if message.get("from") != "me" and part.get("kind") in ("sign", "harmless"):
                yield part["kind"] == "sign"


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise CannotKnow(Reason.PARAMETERS)
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise CannotKnow(Reason.PARAMETERS)
    return value
