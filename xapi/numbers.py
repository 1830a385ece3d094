"""Numbers as they were written: ``1e2`` comes back as ``1e2``, though everywhere else it is the number 100.

JSON has one kind of number and many ways to write it; Python's parser forgets which it was. What its own writing would
change is kept beside the value.
"""

import json
import math
import re
import secrets
from typing import Any

_MINUS_ZERO = re.compile(r"-0\s*[,}\]]|-0\s*\Z")


class Written(float):
    """A number that would not be written the way it came: ``text`` is how it came."""

    text: str

    def __new__(cls, text: str) -> "Written":
        made = super().__new__(cls, text)
        made.text = text
        return made


def loads(text: str) -> Any:
    """The value of a JSON text; raises ``ValueError`` also for numbers no double can hold, ``NaN`` and infinity."""
    whole = _whole if "-0" in text and _MINUS_ZERO.search(text) else None
    return json.loads(text, parse_constant=_real, parse_float=_real, parse_int=whole)


def dumps(value: Any) -> str:
    """As short as JSON can be, numbers as they came."""
    if not _holds_written(value):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    mark = secrets.token_hex(16)
    text = json.dumps(_marked(value, mark), ensure_ascii=False, separators=(",", ":"))
    return re.sub(f'"{mark}([^"]*)"', r"\1", text)


def _real(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value if repr(value) == text else Written(text)


def _whole(text: str) -> int | float:
    return Written(text) if text == "-0" else int(text)


def _holds_written(value: Any) -> bool:
    """A loop and no recursion: every statement stored passes here."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        kind = type(item)
        if kind is dict:
            waiting.extend(item.values())
        elif kind is list:
            waiting.extend(item)
        elif kind is Written:
            return True
    return False


def _marked(value: Any, mark: str) -> Any:
    if isinstance(value, dict):
        return {name: _marked(inner, mark) for name, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner, mark) for inner in value]
    return mark + value.text if isinstance(value, Written) else value
