"""Grading: pure functions from a question's data and a response to its share of one point.

What earns how much is its type's to say (``courses.questions.types``).
"""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from courses.questions.types import type_of
from courses.questions.types.base import Data

PLACES = Decimal("0.0001")


def is_scored(kind: str) -> bool:
    """Whether a question of this kind has points at all."""
    return type_of(kind).scored


def share(kind: str, data: Data, response: Any) -> Fraction:
    """The exact share of the point, 0 to 1. A response of the wrong shape never raises; it earns 0."""
    asked = type_of(kind)
    given = asked.well_formed(data, response)
    return asked.share(data, given) if given is not None else Fraction(0)


def grade(kind: str, data: Data, response: Any) -> Decimal:
    """``share`` with four decimals."""
    return rounded(share(kind, data, response))


def rounded(value: Fraction) -> Decimal:
    """Rounded down: nothing short of a threshold is ever shown as having reached it."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(PLACES, rounding=ROUND_DOWN)
