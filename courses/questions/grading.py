"""Grading: pure functions from a question's data and a response to its share of one point.

The rules are the catalogue's: a choice is right or wrong; several choices need all the right ones and no other; a
gap is compared without surplus spaces, case and marks; an order earns by right places, a match by right pairs, the
whole point only when all of them are right.
"""

from collections import Counter
from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from courses.questions.models import QuestionKind
from courses.questions.responses import Data, is_answered, well_formed
from mooc.foundation.vietnamese import fold

__all__ = ["grade", "is_answered", "rounded", "share"]

PLACES = Decimal("0.0001")


def share(kind: str, data: Data, response: Any) -> Fraction:
    """The exact share of the point, 0 to 1. A response of the wrong shape never raises; it earns 0."""
    given = well_formed(kind, data, response)
    return _GRADERS[QuestionKind(kind)](data, given) if given is not None else Fraction(0)


def grade(kind: str, data: Data, response: Any) -> Decimal:
    """``share`` with four decimals."""
    return rounded(share(kind, data, response))


def rounded(value: Fraction) -> Decimal:
    """Rounded down: nothing short of a threshold is ever shown as having reached it."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(PLACES, rounding=ROUND_DOWN)


def accepted_variant(data: Data, text: str) -> str | None:
    """The accepted answer that ``text`` is a spelling of."""
    wanted = fold(text)
    return next((variant for variant in data["accepted"] if wanted and fold(variant) == wanted), None)


def _one(data: Data, given: Any) -> Fraction:
    return Fraction(int(given == data["correct"]))


def _several(data: Data, given: Any) -> Fraction:
    return Fraction(int(set(given) == set(data["correct"])))


def _fill(data: Data, given: Any) -> Fraction:
    return Fraction(int(accepted_variant(data, given) is not None))


def _order(data: Data, given: Any) -> Fraction:
    # A step put in two places is in none: the same step everywhere would otherwise always earn something.
    times = Counter(given)
    right = sum(times[got] == 1 and got == wanted for got, wanted in zip(given, data["correct"], strict=True))
    return Fraction(right, len(data["correct"]))


def _match(data: Data, given: Any) -> Fraction:
    wanted = {tuple(pair) for pair in data["correct"]}
    return Fraction(sum(tuple(pair) in wanted for pair in given), len(wanted))


_GRADERS: dict[QuestionKind, Callable[[Data, Any], Fraction]] = {
    QuestionKind.SINGLE: _one,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.TRUE_FALSE: _one,
    QuestionKind.FILL: _fill,
    QuestionKind.ORDER: _order,
    QuestionKind.MATCH: _match,
}
