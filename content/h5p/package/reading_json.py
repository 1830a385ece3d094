"""JSON from strangers: bounded before it is parsed, and free of what no database or browser takes.

``json`` calls itself for every level and makes an object for every two bytes, so levels and values are counted first.
"""

import json
import math
import re
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from content.h5p.package.limits import DEEPEST_JSON, MOST_JSON, MOST_VALUES
from content.h5p.package.refusals import Refused, short

# A string, whole or cut off by the end; or what opens, closes or parts values. Nothing is tried twice (``*+``).
_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
_OPENING, _CLOSING = (b"[", b"{"), (b"]", b"}")
# Escapes of NUL and of halves of surrogate pairs.
_TO_MEND = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


def read(content: bytes, name: str, most: int = MOST_JSON, *, one_each: bool = False) -> Any:
    """The value of the file ``name``; raises ``Refused``.

    Of a key that comes twice the last counts, as in browsers; ``one_each`` refuses it where it says another
    thing, as one reader must not understand another thing than the next. NUL and halves of surrogate pairs become
    U+FFFD.
    """
    if len(content) > most:
        told = {"name": short(name), "most": most // 2**20}
        raise Refused(_("“%(name)s” lớn hơn %(most)d MB. Anh/chị chia nội dung thành nhiều phần.") % told)
    _bound(content, name)
    try:
        value = json.loads(
            content.decode("utf-8-sig"),
            parse_constant=_no_number,
            parse_float=_finite,
            object_pairs_hook=_each_once if one_each else None,
        )
    except UnicodeDecodeError:
        raise Refused(
            _("“%s” bị hỏng: không phải chữ UTF-8. Anh/chị xuất lại gói từ nơi soạn.") % short(name)
        ) from None
    except (ValueError, RecursionError):
        raise Refused(
            _("“%s” bị hỏng: không phải JSON đúng. Anh/chị xuất lại gói từ nơi soạn.") % short(name)
        ) from None
    return _mended(value) if _TO_MEND.search(content) else value


def _bound(content: bytes, name: str) -> None:
    depth = values = 0
    for token in _TOKENS.finditer(content):
        first = content[token.start() : token.start() + 1]
        if first in _OPENING:
            depth, values = depth + 1, values + 1
        elif first in _CLOSING:
            depth -= 1
        elif first == b",":
            values += 1
        if depth > DEEPEST_JSON:
            raise Refused(_("“%s” lồng nhau quá sâu. Anh/chị xuất lại gói từ nơi soạn.") % short(name))
        if values > MOST_VALUES:
            raise Refused(_("“%s” có quá nhiều mục. Anh/chị chia nội dung thành nhiều phần.") % short(name))


def _mended(value: Any) -> Any:
    if isinstance(value, dict):
        return {_whole(key): _mended(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_mended(one) for one in value]
    return _whole(value) if isinstance(value, str) else value


def _whole(text: str) -> str:
    """Without NUL, and such that UTF-8 can hold it."""
    return text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if found.setdefault(key, value) != value:
            raise ValueError(key)
    return found
