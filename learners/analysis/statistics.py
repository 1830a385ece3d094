"""How well a question tells those who know from those who do not: pure functions over plain numbers.

**Facility** is the mean share of the points earned, 0 to 1. **Discrimination** is the corrected item-total correlation
(point-biserial where an item is right or wrong): between the share earned on the item and the share earned on the rest
of the paper, -1 to 1. Only the first attempt of each learner counts: later ones know the questions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

# Below so many first attempts nothing is said about a question.
FEWEST = 30
TOO_EASY, TOO_HARD, WEAK = 0.95, 0.2, 0.1


class Doubt(StrEnum):
    NEGATIVE = "negative"
    WEAK = "weak"
    EASY = "easy"
    HARD = "hard"
    UNUSED = "unused"
    MISLEADING = "misleading"


@dataclass(frozen=True, slots=True)
class Sums:
    """Over first attempts: ``x`` the share earned on the item, ``y`` on the rest of the paper."""

    n: int
    x: float
    xx: float
    y: float
    yy: float
    xy: float


def facility(sums: Sums) -> float | None:
    return sums.x / sums.n if sums.n else None


def discrimination(sums: Sums) -> float | None:
    """Pearson's correlation of x and y; None where one of them is the same for everybody."""
    across = sums.n * sums.xx - sums.x**2, sums.n * sums.yy - sums.y**2
    # Sums of decimals: what is nothing comes out as very little.
    if min(across) <= 1e-9 * max(1, sums.n**2):
        return None
    return (sums.n * sums.xy - sums.x * sums.y) / sqrt(across[0] * across[1])


@dataclass(frozen=True, slots=True)
class Chosen:
    """How often one choice was made: by everybody, and by the best and the weakest third by the rest of the paper."""

    index: int
    is_key: bool
    count: int
    share: float
    upper: float
    lower: float


def choices(answers: Iterable[tuple[frozenset[int], float]], size: int, key: frozenset[int]) -> list[Chosen]:
    """``answers``: the choices made and the share earned on the rest of the paper; equal ones stay in their order."""
    ordered = [made for made, _ in sorted(answers, key=lambda answer: -answer[1])]
    third = max(1, len(ordered) // 3) if ordered else 0
    upper, lower = ordered[:third], ordered[len(ordered) - third :]
    return [
        Chosen(index, index in key, sum(index in made for made in ordered), *_shares(index, ordered, upper, lower))
        for index in range(size)
    ]


def _shares(index: int, *groups: Sequence[frozenset[int]]) -> list[float]:
    return [sum(index in made for made in group) / len(group) if group else 0.0 for group in groups]


def doubts(sums: Sums, chosen: Sequence[Chosen] = ()) -> list[Doubt]:
    """What its author should look at; nothing below ``FEWEST``."""
    if sums.n < FEWEST:
        return []
    easy, telling = facility(sums) or 0.0, discrimination(sums)
    found = [
        (Doubt.NEGATIVE, telling is not None and telling < 0),
        (Doubt.WEAK, telling is not None and 0 <= telling < WEAK),
        (Doubt.EASY, easy > TOO_EASY),
        (Doubt.HARD, easy < TOO_HARD),
        (Doubt.UNUSED, any(not one.is_key and not one.count for one in chosen)),
        (Doubt.MISLEADING, _misleads(chosen)),
    ]
    return [doubt for doubt, holds in found if holds]


def _misleads(chosen: Sequence[Chosen]) -> bool:
    """Whether the best third chose some distractor more often than a right choice."""
    right = [one.upper for one in chosen if one.is_key]
    return bool(right) and any(one.upper > min(right) for one in chosen if not one.is_key)
