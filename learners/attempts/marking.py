"""From the graded items of an attempt to its score: exact fractions decide, decimals are what is kept and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from courses.questions.grading import rounded, share
from learners.attempts.models import AttemptItem


@dataclass(frozen=True, slots=True)
class Mark:
    """What was ``earned`` of what each item is ``worth``, in points, item by item."""

    earned: tuple[Fraction, ...]
    worth: tuple[int, ...]
    passed: bool

    @property
    def raw(self) -> Decimal:
        return rounded(sum(self.earned, Fraction(0)))

    @property
    def highest(self) -> Decimal:
        return Decimal(sum(self.worth))

    @property
    def scaled(self) -> Decimal:
        return rounded(_scaled(self.earned, self.worth))


def mark(items: Sequence[AttemptItem], pass_percent: int) -> Mark:
    worth = tuple(item.worth for item in items)
    earned = tuple(item.worth * share(item.version.question.kind, item.version.data, item.response) for item in items)
    return Mark(earned, worth, passed=bool(sum(worth)) and _scaled(earned, worth) * 100 >= pass_percent)


def _scaled(earned: Sequence[Fraction], worth: Sequence[int]) -> Fraction:
    return sum(earned, Fraction(0)) / sum(worth) if sum(worth) else Fraction(0)
