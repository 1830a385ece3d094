"""What is said to each part of an answer: a text a part, "" for none, the whole left out where nothing is said.

As lines: a line with ``>`` is what is said to the line above it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from courses.questions.types.base import Data

FEEDBACK = frozenset({"feedback"})
# A line that begins with the mark itself is written with a backslash before it.
_MARKED = re.compile(r"\\*>")
_ESCAPED = re.compile(r"\\+>")


def with_feedback(data: Data, feedback: list[str]) -> Data:
    """Without the part where nothing is said to anything."""
    return {**data, "feedback": feedback} if any(feedback) else data


def feedback_of(data: Data, size: int) -> list[str]:
    """To each of ``size`` parts."""
    return data.get("feedback") or [""] * size


def is_line(text: Any) -> bool:
    return isinstance(text, str) and not any(char in text for char in "\n\r\x00")


def is_feedback(said: Any, size: int) -> bool:
    return isinstance(said, list) and len(said) == size and all(map(is_line, said))


def with_feedback_of(data: Data, mended: Data, places: Sequence[int]) -> Data:
    """What was said to a wrong key goes with it. ``places`` are those of the mended parts in ``data``."""
    said = dict(zip(places, mended.get("feedback", []), strict=False))
    kept = {name: value for name, value in data.items() if name != "feedback"}
    return with_feedback(kept, [said.get(index, "") for index in range(len(places))])


def split_feedback(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """The lines of the answers, and what is said to each of them."""
    answers: list[str] = []
    said: list[str] = []
    for line in lines:
        if line.startswith(">") and answers:
            said[-1] = f"{said[-1]} {line[1:].strip()}".strip()
        else:
            answers.append(line[1:] if _ESCAPED.match(line) else line)
            said.append("")
    return answers, said


def join_feedback(lines: Iterable[str], said: Iterable[str]) -> list[str]:
    """``split_feedback`` gives both back."""
    joined = []
    for line, words in zip(lines, said, strict=True):
        joined.append("\\" + line if _MARKED.match(line) else line)
        joined += [f"> {words}"] if words else []
    return joined
