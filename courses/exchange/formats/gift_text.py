"""The marks of GIFT: what is escaped, and the bracketed facts in a comment above a question.

Source: Moodle's documentation of the format, "GIFT format". ``~ = # { } :`` have a meaning, ``\\`` takes it away and
``\\n`` is a new line. ``// [id:...] [tag:...]`` above a question names it and tags it. Our own facts stand there too,
where other programs read them as a comment.
"""

import re
from collections.abc import Iterable

_MARKS = "~=#{}:"
# Of a star and of an arrow only what has a meaning in an answer.
_ALSO = "*>"
# Where an escaped mark waits until the text is cut; noncharacters of Unicode, which no text has.
_HIDDEN = {mark: chr(0xFDD0 + index) for index, mark in enumerate(_MARKS + _ALSO + "\\")}
_SHOWN = {hidden: mark for mark, hidden in _HIDDEN.items()}
_ESCAPED = re.compile(r"\\([" + re.escape(_MARKS + _ALSO) + r"\\])")
# One that is never closed reaches to the end of its line: read once, not from every bracket in it.
_FACT = re.compile(r"\[(\w+):((?:\\.|[^\]\\])*)(\]|$)", re.DOTALL)
_FORMAT = re.compile(r"^\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)


def hide(text: str) -> str:
    """Escaped marks out of sight; what is left of marks means something."""
    clean = "".join(char for char in text if not "\ufdd0" <= char <= "\ufdef")
    return _ESCAPED.sub(lambda found: _HIDDEN[found[1]], clean)


def show(text: str) -> str:
    text = text.replace("\\n", "\n")
    return "".join(_SHOWN.get(char, char) for char in text)


def escape(text: str) -> str:
    found = text.replace("\\", "\\\\")
    for mark in _MARKS:
        found = found.replace(mark, "\\" + mark)
    return found.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def part(text: str) -> str:
    """A part of an answer, so that it begins with nothing that means something."""
    found = escape(text).replace("*", "\\*").replace("->", "-\\>")
    return f"[plain]{found}" if found.startswith(("[", "//", "%")) else found


def format_of(text: str) -> tuple[str, str]:
    """A leading ``[html]`` and the like, "" for none, and the rest."""
    found = _FORMAT.match(text)
    return (found[1].lower(), text[found.end() :]) if found else ("", text)


def facts(comment: str) -> list[tuple[str, str]]:
    found = [(name.lower(), value) for name, value, closed in _FACT.findall(comment) if closed]
    return [(name, re.sub(r"\\(.)", _unescape, value)) for name, value in found]


def comment(told: Iterable[tuple[str, str]]) -> str:
    escaped = [(name, re.sub(r"([\]\\])", r"\\\1", value).replace("\n", "\\n")) for name, value in told if value]
    return " ".join(["//", *(f"[{name}:{value}]" for name, value in escaped)])


def _unescape(found: re.Match[str]) -> str:
    return "\n" if found[1] == "n" else found[1]
