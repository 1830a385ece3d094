"""Lines among an author's answers that say how they are judged: ``# phân biệt: hoa thường, dấu``.

A line counts as such only with a name its type knows; an answer that looks the same is written with a backslash
before it (``\\# phân biệt: ...``).
"""

import re
from collections.abc import Iterable, Mapping

from mooc.foundation.vietnamese import fold

# What makes a difference between an answer and what is typed.
DISTINGUISHES, CASE, SPACE, MARKS = "phân biệt", "hoa thường", "khoảng trắng", "dấu"
# What an answer that is right in part earns.
EARNS, WHOLE, BY_PARTS = "điểm", "trọn câu", "từng phần"
# How much is written, in words.
LEAST, MOST = "ít nhất", "nhiều nhất"
# Whether files are taken beside what is written.
FILES, ADDED, NEEDED, INSTEAD = "tệp", "được thêm", "bắt buộc", "thay bài viết"
_LINE = re.compile(r"(\\*)#([^:]+):(.*)", re.DOTALL)


def split(lines: Iterable[str], names: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The answers, and by each of the ``names`` that is there its values, folded; the last of several lines counts."""
    known = {fold(name): name for name in names}
    answers: list[str] = []
    found: dict[str, list[str]] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        name = known.get(fold(match[2])) if match else None
        if match is None or name is None:
            answers.append(line)
        elif match[1]:
            answers.append(line[1:])
        else:
            found[name] = [fold(value) for value in match[3].split(",") if fold(value)]
    return answers, found


def same(name: str, value: str) -> bool:
    """Whether a folded ``value`` is the ``name`` of one."""
    return fold(name) == value


def join(answers: Iterable[str], names: Iterable[str], directives: Mapping[str, Iterable[str]]) -> list[str]:
    """``split`` gives both back."""
    known = {fold(name) for name in names}
    return [
        *(_escaped(line, known) for line in answers),
        *(f"# {name}: {', '.join(values)}" for name, values in directives.items()),
    ]


def _escaped(line: str, known: set[str]) -> str:
    match = _LINE.fullmatch(line)
    return "\\" + line if match and fold(match[2]) in known else line
