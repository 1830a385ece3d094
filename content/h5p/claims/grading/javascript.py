"""Where JavaScript's idea of a text is not Python's."""

import html
import re

# What \s means there: no separators of files and no NEL, but the byte order mark.
SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SPACES = "".join(chr(code) for code in [9, 10, 11, 12, 13, 32, 0xA0, 0x1680, *range(0x2000, 0x200B)]) + (
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def trim(text: str) -> str:
    return text.strip(_SPACES)


def trim_end(text: str) -> str:
    return text.rstrip(_SPACES)


def decoded(text: str) -> str:
    """As the browser reads a text in which entities stand."""
    return html.unescape(text)


def units(text: str) -> str:
    """One character per UTF-16 unit: what ``length`` counts and ``[i]`` picks."""
    return _ASTRAL.sub(lambda found: _pair(ord(found[0]) - 0x10000), text)


def _pair(offset: int) -> str:
    return chr(0xD800 + (offset >> 10)) + chr(0xDC00 + (offset & 0x3FF))
