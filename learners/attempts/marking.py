"""From the graded items of an attempt to its score: exact fractions decide, decimals are what is kept and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from courses.questions.grading import rounded, share
from learners.attempts.models import AttemptItem


@dataclass(frozen=True, slots=True)
class Mark:
    """``raw`` points of ``highest``; ``shares`` of the point, item by item."""

    shares: tuple[Fraction, ...]
    passed: bool

    @property
    def raw(self) -> Decimal:
        return rounded(sum(self.shares, Fraction(0)))

    @property
    def highest(self) -> Decimal:
        return Decimal(len(self.shares))

    @property
    def scaled(self) -> Decimal:
        return rounded(_scaled(self.shares))


def mark(items: Sequence[AttemptItem], pass_percent: int) -> Mark:
    shares = tuple(share(item.version.question.kind, item.version.data, item.response) for item in items)
    return Mark(shares, passed=bool(shares) and _scaled(shares) * 100 >= pass_percent)


def _scaled(shares: Sequence[Fraction]) -> Fraction:
    return sum(shares, Fraction(0)) / len(shares) if shares else Fraction(0)
