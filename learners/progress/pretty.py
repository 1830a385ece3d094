"""A JSON text indented for reading, every piece as it is stored: ``1.0`` stays ``1.0``, an escape stays an escape."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
INDENT = "  "


def pretty(raw: str) -> str:
    return "".join(_pieces(raw))


def _pieces(raw: str) -> Iterator[str]:
    depth, before = 0, ""
    for piece in _TOKEN.findall(raw):
        if piece in ("}", "]"):
            depth -= 1
            if before not in ("{", "["):
                yield _line(depth)
        elif before in ("{", "[", ","):
            yield _line(depth)
        yield ": " if piece == ":" else piece
        if piece in ("{", "["):
            depth += 1
        before = piece


def _line(depth: int) -> str:
    return "\n" + INDENT * depth
