"""Aiken in: a question, its choices by letter, and the letter of the right one.

Source: Moodle's documentation, "Aiken format": each choice is a line of one letter, ``.`` or ``)`` and its text; after
them comes ``ANSWER:`` and a letter.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from courses.exchange.items import CannotTake, Item, Read, Refused, choices, line, one_line

_CHOICE = re.compile(r"^([A-Za-z])[.)]\s*(.*)$")
_ANSWER = re.compile(r"^ANSWER:\s*(.*)$", re.IGNORECASE)


def looks_like(text: str) -> bool:
    return bool(re.search(r"^\s*ANSWER:", text, re.MULTILINE | re.IGNORECASE)) and "{" not in text


@dataclass(slots=True)
class _Question:
    number: int
    prompt: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def read(text: str) -> Read:
    found: Read = []
    asked = _Question(1)
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        said = raw.strip()
        answer, choice = _ANSWER.match(said), _CHOICE.match(said)
        if not asked.prompt and not asked.letters:
            asked.number = number
        if answer:
            found.append(_item(asked, answer[1].strip()))
            asked = _Question(number)
        elif choice:
            asked.letters.append(choice[1].upper())
            asked.texts.append(choice[2].strip())
        elif said and asked.letters:
            # Another question begins: the one before has no answer.
            found.append(_item(asked, None))
            asked = _Question(number, [said])
        elif said:
            asked.prompt.append(said)
    if asked.prompt or asked.letters:
        found.append(_item(asked, None))
    return found


def _item(asked: _Question, answer: str | None) -> Item | Refused:
    prompt = "\n".join(asked.prompt)
    try:
        right = _right(asked, answer)
    except CannotTake as refused:
        return Refused(line(asked.number), one_line(prompt), str(refused))
    data = {**choices([(text, "") for text in asked.texts]), "correct": right}
    return Item(line(asked.number), "single", prompt, data)


def _right(asked: _Question, answer: str | None) -> int:
    if not asked.prompt:
        raise CannotTake(_("thiếu câu hỏi ở trên các phương án"))
    if len(asked.texts) < 2:
        raise CannotTake(_("cần ít nhất hai phương án"))
    if answer is None:
        raise CannotTake(_("thiếu dòng ANSWER"))
    if len(set(asked.letters)) < len(asked.letters):
        raise CannotTake(_("hai phương án cùng một chữ cái"))
    letter = answer.rstrip(".)").upper()
    if letter not in asked.letters:
        raise CannotTake(_("ANSWER không phải chữ cái của một phương án"))
    return asked.letters.index(letter)
