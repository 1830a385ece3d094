"""What a file of questions says, before anything is compared with the bank.

A **place** is where in the file, in words: "dòng 12", "hàng 3", "câu 4". An item that cannot come in is **refused**
with the reason; a file that cannot be read at all is **malformed**.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.questions.types.credit import Credit
from courses.questions.types.matching import from_pairs

TRUE, FALSE = "Đúng", "Sai"
_BREAK = re.compile(r"\s*[\n\r]\s*")
# Percentages with decimals that were cut off.
_CLOSE = 0.01
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
    return from_pairs([(one_line(first), one_line(second)) for first, second in sides])


def credit_of(weights: list[float]) -> dict[str, str]:
    """The part of the data that says how several right choices earn, by Moodle's percentages.

    There a right choice earns its share whatever else is chosen; here by parts, where a wrong one takes a right one's
    share away, or all or nothing.
    """
    right, wrong = ([weight for weight in weights if (weight > 0) == is_right] for is_right in (True, False))
    takes_away = wrong and all(abs(weight + max(right)) < _CLOSE for weight in wrong)
    return {"credit": Credit.PARTIAL.value} if takes_away else {}


def whole_note() -> str:
    return _("trong tệp chọn thiếu vẫn được một phần điểm, ở đây chấm trọn câu")


def weighed(weights: list[float]) -> list[int]:
    """Which of several choices are right, by Moodle's percentages; raises ``CannotTake`` where the shares differ."""
    right = [index for index, weight in enumerate(weights) if weight > 0]
    if not right:
        raise CannotTake(_("không có phương án nào đúng"))
    if max(weights) - min(weights[index] for index in right) > _CLOSE:
        raise CannotTake(_("các phương án đúng được số điểm khác nhau, ngân hàng chưa có cách chấm ấy"))
    return right
