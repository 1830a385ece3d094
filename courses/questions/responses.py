"""What a learner answered, in the original indices of a version's data, never in the order it was shown.

The shape of a response is its type's (``courses.questions.types``). Anything else is no response: it is not stored
and earns nothing.
"""

from typing import Any

from courses.questions.types import type_of
from courses.questions.types.base import MAX_TEXT, Data, Response

__all__ = ["MAX_TEXT", "Response", "is_answered", "well_formed"]


def well_formed(kind: str, data: Data, response: Any) -> Response | None:
    """``response`` when it is one to a question of this kind and data, in one canonical form; None otherwise."""
    return type_of(kind).well_formed(data, response)


def is_answered(response: Any) -> bool:
    """Whether anything was given at all; a half-filled order or match counts."""
    if isinstance(response, str):
        return bool(response.strip())
    if isinstance(response, list):
        return any(part is not None for part in response)
    return response is not None
