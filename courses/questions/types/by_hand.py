"""Questions a person marks: what a marker decides is a **judgement**, plain data in the original indices.

How a judgement earns points is as pure as grading: ``judged_share`` of the question's point, in steps of one
``total``-th. The answer alone earns nothing. **Guidance** is what the author tells markers, and no learner sees it; as
lines, those with ``>`` before them.
"""

import re
from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from courses.questions.types.base import Data, Errors, QuestionType, Response, Shuffle

Judgement = list[Any]
LONGEST_GUIDANCE = 4000
# With the most parts there may be a total stays below what stored points, four decimals, can tell apart.
MOST_POINTS = 100
_ESCAPED = re.compile(r"\\*>")


@dataclass(frozen=True, slots=True)
class Judged:
    """One part of a judgement in words: what was looked at, what was found, its points and the most there are."""

    name: str
    words: str
    points: int
    most: int


class ByHand(QuestionType):
    shuffle = Shuffle.NEVER
    # Whether the learner writes anything; where she does not, somebody looks on.
    answered: ClassVar[bool] = True

    @abstractmethod
    def judgement(self, data: Data, value: Any) -> Judgement | None:
        """``value`` in one canonical form when it judges all of the question; None otherwise. Never raises."""

    @abstractmethod
    def judged_share(self, data: Data, judgement: Judgement) -> Fraction: ...

    @abstractmethod
    def judged(self, data: Data, judgement: Judgement) -> list[Judged]:
        """A judgement in the words of the question, part by part."""

    @abstractmethod
    def total(self, data: Data) -> int:
        """The most points of the rubric, above 0; shares are multiples of one ``total``-th."""

    def judged_pattern(self, data: Data, judgement: Judgement) -> str:
        """The ``response`` of a result, where what was seen is the answer; "" otherwise."""
        return ""

    def share(self, data: Data, given: Any) -> Fraction:
        return Fraction(0)

    def things_to_order(self, data: Data) -> int:
        return 0

    def right_words(self, data: Data) -> list[str]:
        return []

    def well_formed(self, data: Data, response: Any) -> Response | None:
        """None: nothing is answered."""
        return None


def is_points(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST_POINTS


def guidance_problems(data: Data) -> Errors:
    text = data.get("guidance", "-")
    if isinstance(text, str) and text and text == clean_guidance(text) and len(text) <= LONGEST_GUIDANCE:
        return {}
    return {"guidance": [_("Hướng dẫn chấm dài nhất %d ký tự.") % LONGEST_GUIDANCE]}


def clean_guidance(text: str) -> str:
    """Its lines without the empty ones."""
    return "\n".join(line.strip() for line in text.replace("\x00", "").splitlines() if line.strip())


def split_guidance(lines: list[str]) -> tuple[list[str], Data]:
    """The parts of an author's lines, and the part of the data with the guidance."""
    parts = [line[1:] if line.startswith("\\") and _ESCAPED.match(line) else line for line in lines if line[0] != ">"]
    text = clean_guidance("\n".join(line[1:] for line in lines if line[0] == ">"))
    return parts, {"guidance": text} if text else {}


def join_guidance(parts: list[str], data: Data) -> list[str]:
    """``split_guidance`` gives both back."""
    told = [f"> {line}" for line in data.get("guidance", "").splitlines()]
    return [*("\\" + part if _ESCAPED.match(part) else part for part in parts), *told]
