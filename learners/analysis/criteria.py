"""What markers found: pure functions over the data of a question and the judgements that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.questions.types.base import Data
from courses.questions.types.by_hand import Judgement


@dataclass(frozen=True, slots=True)
class Criterion:
    """``mean`` and ``most`` in points of the rubric; how many reached each level, in the rubric's order."""

    mean: Fraction
    most: int
    counts: list[int]


def criteria(data: Data, judgements: Sequence[Judgement]) -> list[Criterion]:
    """Criterion by criterion of a rubric; at least one judgement."""
    return [
        _criterion([level["points"] for level in one["levels"]], [judgement[place] for judgement in judgements])
        for place, one in enumerate(data["criteria"])
    ]


def _criterion(points: Sequence[int], reached: Sequence[int]) -> Criterion:
    mean = Fraction(sum(points[level] for level in reached), len(reached))
    return Criterion(mean, max(points), [reached.count(level) for level in range(len(points))])


def done(data: Data, judgements: Sequence[Judgement]) -> list[int]:
    """How many were seen to do each step."""
    return [sum(step in judgement for judgement in judgements) for step in range(len(data["steps"]))]
