"""The grade of an assessment over the attempts at it, by its policy. Pure.

Attempts that were graded count, in the order they were opened; one that ended without a result does not. Each attempt
is passed or not by itself; the **unit** is passed by the grade its policy makes of them, and once passed it stays so.
By the highest, every attempt speaks for itself: no verdict rests on an earlier one that may be voided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.catalogue.models import GradePolicy

# Points are kept to four decimals, rounded down: so much may be missing of a share.
ROUNDED_OFF = Fraction(1, 10_000)


@dataclass(frozen=True, slots=True)
class Graded:
    """One attempt: its share of the points (0 to 1), and whether that reached its pass mark."""

    share: Fraction
    passed: bool


def grade(policy: str, attempts: Sequence[Graded]) -> Fraction:
    """Of one or more attempts."""
    shares = [one.share for one in attempts]
    if policy == GradePolicy.AVERAGE:
        return sum(shares, Fraction(0)) / len(shares)
    return {GradePolicy.HIGHEST: max(shares), GradePolicy.FIRST: shares[0], GradePolicy.LAST: shares[-1]}[
        GradePolicy(policy)
    ]


def passes(policy: str, attempts: Sequence[Graded], pass_percent: int) -> bool:
    """Whether the newest of the attempts passes the unit; that of single attempts was found from exact points."""
    if policy == GradePolicy.AVERAGE:
        return (grade(policy, attempts) + ROUNDED_OFF) * 100 >= pass_percent
    return attempts[0 if policy == GradePolicy.FIRST else -1].passed
