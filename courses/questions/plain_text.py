"""A question's answers as plain text, one line each, the way authors write them.

- choices: the right ones begin with ``*`` (``\\*`` for a text that begins with a star itself)
- gap: one accepted answer per line
- order: the steps in their right order
- match: ``left = right`` (``\\=`` for an equals sign within the left side); the same right side may serve twice
"""

import re
from typing import Any

from courses.questions.models import QuestionKind

_STARRED = re.compile(r"\\*\*")
_ESCAPED = re.compile(r"\\+\*")
_EQUALS = re.compile(r"(?<!\\)=")
# What no marked line stands for; the validation then names what is missing.
NOTHING = -1


def from_text(kind: str, text: str) -> dict[str, Any]:
    """The data of ``kind`` that ``text`` describes; not necessarily valid."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if kind == QuestionKind.FILL:
        return {"accepted": lines}
    if kind == QuestionKind.ORDER:
        return {"choices": lines, "correct": list(range(len(lines)))}
    if kind == QuestionKind.MATCH:
        return _pairs(lines)
    marked = [index for index, line in enumerate(lines) if line.startswith("*")]
    choices = [_unescape(line[1:].strip() if line.startswith("*") else line) for line in lines]
    if kind == QuestionKind.MULTIPLE:
        return {"choices": choices, "correct": marked}
    return {"choices": choices, "correct": marked[0] if len(marked) == 1 else NOTHING}


def to_text(kind: str, data: dict[str, Any]) -> str:
    """``data`` for editing; ``from_text`` gives back a question with the same answers."""
    if kind == QuestionKind.FILL:
        return "\n".join(data["accepted"])
    if kind == QuestionKind.ORDER:
        return "\n".join(data["choices"][index] for index in data["correct"])
    if kind == QuestionKind.MATCH:
        lines = [
            f"{data['left'][left].replace('=', chr(92) + '=')} = {data['right'][right]}"
            for left, right in data["correct"]
        ]
        used = {right for _, right in data["correct"]}
        return "\n".join(lines + [f"= {text}" for index, text in enumerate(data["right"]) if index not in used])
    correct = data["correct"] if kind == QuestionKind.MULTIPLE else [data["correct"]]
    return "\n".join(("* " if i in correct else "") + _escape(text) for i, text in enumerate(data["choices"]))


def _pairs(lines: list[str]) -> dict[str, Any]:
    """A line without a left side adds a right side that goes with none."""
    left: list[str] = []
    right: list[str] = []
    correct: list[list[int]] = []
    for line in lines:
        parts = [part.strip() for part in _EQUALS.split(line, maxsplit=1)]
        first, second = parts if len(parts) == 2 else (parts[0], "")
        if second not in right:
            right.append(second)
        if first:
            correct.append([len(left), right.index(second)])
            left.append(first.replace("\\=", "="))
    return {"left": left, "right": right, "correct": correct}


def _escape(text: str) -> str:
    return "\\" + text if _STARRED.match(text) else text


def _unescape(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text
