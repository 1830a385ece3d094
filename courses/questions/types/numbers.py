"""Numbers as people here write them.

The **comma is the decimal mark** and dots separate thousands: ``1.234.567,5``. The point of computers is understood
where it cannot be such a dot. In order:

1. dots between groups of three are thousands: ``1.500`` is fifteen hundred, never one and a half;
2. so are spaces, and, where a point follows or there are several, commas: ``1 500``, ``1,500.5``, ``1,500,000``;
3. one comma is the decimal mark, with three digits after it too: ``1,500`` is one and a half;
4. a point that fits no group is the decimal mark: ``1.5``, ``0.125``, ``1500.25``.
"""

import re

_GROUPED = {
    ",": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?|\d*,\d+|\d+", re.ASCII),
    ".": re.compile(
        r"[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?: \d{3})+\.\d+|\d*\.\d+", re.ASCII
    ),
}
_SIGN = str.maketrans("\u2212\u2013\u00a0\u202f", "--  ")


def read_number(text: str) -> str | None:
    """The number in ``text`` as computers write it, without exponent: ``"-1234.5"``; None when it is none."""
    plain = text.translate(_SIGN).strip()
    minus = plain.startswith("-")
    digits = plain[1:].strip() if plain[:1] in ("-", "+") else plain
    for mark, grammar in _GROUPED.items():
        if grammar.fullmatch(digits):
            whole, _, rest = digits.partition(mark)
            return _canonical(minus, re.sub(r"\D", "", whole), rest)
    return None


def _canonical(minus: bool, whole: str, rest: str) -> str:
    whole, rest = whole.lstrip("0") or "0", rest.rstrip("0")
    number = f"{whole}.{rest}" if rest else whole
    return f"-{number}" if minus and number != "0" else number


def write_number(number: str) -> str:
    """With the decimal comma; ``read_number`` gives the number back."""
    return number.replace(".", ",")
