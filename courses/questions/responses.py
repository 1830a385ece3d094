"""What a learner answered, in the original indices of a version's data, never in the order it was shown.

A **response** has the shape of its kind: ``single`` and ``truefalse`` an index, ``multiple`` a sorted list of
indices, ``fill`` a text, ``order`` a list with one place per step (None where nothing was chosen yet), ``match`` a
list of ``[left, right]`` pairs. Anything else is no response: it is not stored and earns nothing.
"""

from collections.abc import Callable
from typing import Any

from courses.questions.models import QuestionKind

Data = dict[str, Any]
Response = int | str | list[Any]
# Longer than any answer to a gap; what is beyond it is not an answer but an attack on the disk.
MAX_TEXT = 200


def is_index(value: object, size: int) -> bool:
    """True is an ``int`` to Python; it is no index to us."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < size


def well_formed(kind: str, data: Data, response: Any) -> Response | None:
    """``response`` when it is one to a question of this kind and data, in one canonical form; None otherwise."""
    return _SHAPES[QuestionKind(kind)](data, response)


def is_answered(response: Any) -> bool:
    """Whether anything was given at all; a half-filled order or match counts."""
    if isinstance(response, str):
        return bool(response.strip())
    if isinstance(response, list):
        return any(part is not None for part in response)
    return response is not None


def _one(data: Data, response: Any) -> Response | None:
    return response if is_index(response, len(data["choices"])) else None


def _several(data: Data, response: Any) -> Response | None:
    size = len(data["choices"])
    if not isinstance(response, list) or not all(is_index(part, size) for part in response):
        return None
    return sorted(set(response)) or None


def _text(data: Data, response: Any) -> Response | None:
    # PostgreSQL's JSON holds neither NUL nor half a surrogate pair.
    if not isinstance(response, str) or len(response) > MAX_TEXT:
        return None
    plain = "".join(char for char in response if char != "\x00" and not "\ud800" <= char <= "\udfff")
    return plain.strip() or None


def _places(data: Data, response: Any) -> Response | None:
    size = len(data["choices"])
    if not isinstance(response, list) or len(response) != size:
        return None
    if not all(part is None or is_index(part, size) for part in response):
        return None
    return response if is_answered(response) else None


def _pairs(data: Data, response: Any) -> Response | None:
    """One partner at most for each left side, sorted by it."""
    if not isinstance(response, list):
        return None
    found: dict[int, int] = {}
    for pair in response:
        if not isinstance(pair, list) or len(pair) != 2:
            return None
        left, right = pair
        if not is_index(left, len(data["left"])) or not is_index(right, len(data["right"])):
            return None
        if found.setdefault(left, right) != right:
            return None
    return [[left, right] for left, right in sorted(found.items())] or None


_SHAPES: dict[QuestionKind, Callable[[Data, Any], Response | None]] = {
    QuestionKind.SINGLE: _one,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.TRUE_FALSE: _one,
    QuestionKind.FILL: _text,
    QuestionKind.ORDER: _places,
    QuestionKind.MATCH: _pairs,
}
