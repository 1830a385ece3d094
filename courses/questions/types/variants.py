"""Variants of an answer on one line: ``mười | 10``. ``\\|`` is a bar within a variant, ``\\\\`` a backslash."""

import re
from collections.abc import Iterable

_PIECE = re.compile(r"\\[\\|]|[^|]")
_TO_ESCAPE = re.compile(r"\\(?=[\\|]|$)|\|")


def split(line: str) -> list[str]:
    """The variants without the spaces around them; an empty one is none."""
    found = [""]
    position = 0
    while position < len(line):
        piece = _PIECE.match(line, position)
        if piece is None:
            found.append("")
            position += 1
        else:
            found[-1] += piece[0][1:] if piece[0] in ("\\\\", "\\|") else piece[0]
            position = piece.end()
    return [text.strip() for text in found if text.strip()]


def joined(variants: Iterable[str]) -> str:
    """``split`` gives them back."""
    return " | ".join(_TO_ESCAPE.sub(lambda part: "\\" + part[0], text) for text in variants)
