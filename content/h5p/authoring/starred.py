"""Text of an author's in which *words between stars* matter, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

STAR = "*"


@dataclass(frozen=True, slots=True)
class Run:
    """``text`` is without its stars."""

    text: str
    is_starred: bool


def lines(text: str) -> list[list[Run]]:
    """Empty ones included, between the first and the last that are not; a text with ``problems`` has no such lines."""
    return [runs(line) for line in text.strip().splitlines()]


def runs(line: str) -> list[Run]:
    parts = line.rstrip().split(STAR)
    return [Run(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def starred(text: str) -> Iterator[tuple[int, str]]:
    """Line from 1, and what is between two stars."""
    for number, line in enumerate(lines(text), 1):
        yield from ((number, run.text) for run in line if run.is_starred)


def problems(text: str) -> list[str]:
    """In words for its author, by line."""
    found = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        parts = line.split(STAR)
        if len(parts) % 2 == 0:
            told = _("Dòng %d: có một dấu * lẻ. Anh/chị đặt dấu * ở cả trước và sau từ.")
            found.append(told % number)
        elif not all(part.strip() for part in parts[1::2]):
            found.append(_("Dòng %d: giữa hai dấu * chưa có từ nào.") % number)
    if not found and not any(starred(text)):
        found.append(_("Chưa có từ nào giữa hai dấu *. Ví dụ: Không cho ai biết *mật khẩu* của mình."))
    return found
