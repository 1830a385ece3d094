"""The standard's notation of a response: parts between ``[,]`` (xAPI 1.0.3, Part Two, 2.4.4.1)."""

from collections.abc import Sequence

from content.h5p.claims.grading.grade import CannotKnow, Reason

SEPARATOR = "[,]"
MAX_DIGITS = 5


def indices(response: str, count: int) -> list[int]:
    """The places a response names, each below ``count`` and once."""
    found = [_index(text, count) for text in response.split(SEPARATOR)] if response else []
    if len(set(found)) != len(found):
        raise CannotKnow(Reason.RESPONSE)
    return found


def texts(response: str, count: int) -> Sequence[str]:
    """One text per gap. What was typed may hold the separator itself: then nobody can tell the gaps apart."""
    found = response.split(SEPARATOR)
    if len(found) != count:
        raise CannotKnow(Reason.RESPONSE)
    return found


def _index(text: str, count: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS) or int(text) >= count:
        raise CannotKnow(Reason.RESPONSE)
    return int(text)
