"""How the parts of a match or an order were answered: pure functions over the data and well-formed answers to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from courses.questions.types.base import Data


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side and its right partner, by index."""

    left: int
    right: int
    # How many found it.
    found: int
    # The most frequent other partner, with how many chose it; None where nobody did.
    mistaken: tuple[int, int] | None


def pairs(data: Data, given: Sequence[Any]) -> list[Pair]:
    """By their left sides."""
    return [_pair(left, right, given) for left, right in sorted(data["correct"])]


def _pair(left: int, right: int, given: Sequence[Any]) -> Pair:
    partners = Counter(chosen for answer in given for side, chosen in answer if side == left)
    found = partners.pop(right, 0)
    mistaken = min(partners.items(), key=lambda pair: (-pair[1], pair[0]), default=None)
    return Pair(left, right, found, mistaken)


def placed(data: Data, given: Sequence[Any]) -> list[tuple[int, int]]:
    """The steps in their right order, each with how many put it in its place, and nowhere else."""
    return [
        (step, sum(answer[place] == step and answer.count(step) == 1 for answer in given))
        for place, step in enumerate(data["correct"])
    ]
