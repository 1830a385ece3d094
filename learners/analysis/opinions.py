"""What people chose on a scale: pure functions over the indices of its steps.

The steps of a scale have an order but no distance: told is the median, never a mean.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median_high, median_low


def counts(answers: Iterable[int], size: int) -> list[int]:
    """How many chose each of the ``size`` steps."""
    found = Counter(answers)
    return [found[index] for index in range(size)]


def middle(chosen: Sequence[int]) -> tuple[int, int] | None:
    """The median of ``counts``: the two steps it lies between, or one twice; None where nobody chose."""
    answers = [index for index, count in enumerate(chosen) for _one in range(count)]
    return (median_low(answers), median_high(answers)) if answers else None
