"""What a file of questions says, before anything is compared with the bank.

A **place** is where in the file, in words: "dòng 12", "hàng 3", "câu 4". An item that cannot come in is **refused**
with the reason; a file that cannot be read at all is **malformed**.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.questions.types.matching import from_pairs

TRUE, FALSE = "Đúng", "Sai"
_BREAK = re.compile(r"\s*[\n\r]\s*")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class Malformed(Exception):
    """Why nothing of the file can be read, in words for the author."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question as a file has it. ``key`` is what names it there, "" for nothing; so are ``difficulty`` and
    ``competence``. ``notes`` say what of the file stays out."""

    place: str
    kind: str
    prompt: str
    data: dict[str, Any]
    explanation: str = ""
    hints: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    difficulty: str = ""
    competence: str = ""
    key: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    place: str
    prompt: str
    reason: str


Read = list[Item | Refused]


class CannotTake(Exception):
    """Why this item stays out, in words for the author."""


def line(number: int) -> str:
    return _("dòng %d") % number


def one_line(text: str) -> str:
    """Without line breaks; spaces within a line are its author's."""
    return _BREAK.sub(" ", text).strip()


def has_markup(text: str) -> bool:
    return bool(_TAG.search(text))


def choices(parts: list[tuple[str, str]]) -> dict[str, Any]:
    """The data of choices with what is said to each; without that part where nothing is said."""
    data: dict[str, Any] = {"choices": [one_line(text) for text, _said in parts]}
    said = [one_line(said) for _text, said in parts]
    return {**data, "feedback": said} if any(said) else data


def pairs(sides: list[tuple[str, str]]) -> dict[str, Any]:
    """The data of a match; a pair without a left side is a right side that goes with none."""
    return from_pairs((one_line(first), one_line(second)) for first, second in sides)


def weighed(weights: list[float]) -> list[int]:
    """Which of several choices are right, by Moodle's percentages; raises ``CannotTake`` where the shares differ."""
    right = [index for index, weight in enumerate(weights) if weight > 0]
    if not right:
        raise CannotTake(_("không có phương án nào đúng"))
    if max(weights) - min(weights[index] for index in right) > 0.01:
        raise CannotTake(_("các phương án đúng được số điểm khác nhau, ngân hàng chưa có cách chấm ấy"))
    return right
