"""The numbers of a row: counts of people, and what is derived from them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

STEP = Decimal("0.01")


def rate(completed: int, required: int) -> Decimal | None:
    """Per cent with two decimals, rounded as spreadsheets do. None without a denominator.

    Two roundings would say what is not so, and are not done: 99,996 is not 100 while somebody is missing, nor 0,004
    nothing when somebody has completed.
    """
    if not required:
        return None
    rounded = (Decimal(completed) * 100 / Decimal(required)).quantize(STEP, ROUND_HALF_UP)
    if completed < required:
        rounded = min(rounded, 100 - STEP)
    return max(rounded, STEP) if completed else rounded


def text_of(value: Decimal | None) -> str:
    """In the language of the page, a decimal comma in Vietnamese; "-" for what cannot be said."""
    return "-" if value is None else str(number_format(value, 2))


@dataclass
class Numbers:
    """``staff`` is everybody whose primary membership is here; ``required`` those of them the campaign asks.

    These are ``completed`` by their last day, ``late`` after it, or ``unfinished``.
    """

    staff: int = 0
    required: int = 0
    registered: int = 0
    in_progress: int = 0
    completed: int = 0
    late: int = 0
    unfinished: int = 0
    no_account: int = 0
    heads: int = 0
    heads_completed: int = 0
    exempted: int = 0
    # Of those who satisfied the rule: not without what was achieved elsewhere.
    external: int = 0
    # Secondary memberships: shown, in no other number.
    concurrent: int = 0
    # People who satisfied the rule and have a score, and the sum of their scores in ten-thousandths.
    scored: int = 0
    score_sum: int = 0

    def add(self, other: "Numbers") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def rate(self) -> Decimal | None:
        return rate(self.completed, self.required)

    @property
    def rate_text(self) -> str:
        return text_of(self.rate)

    @property
    def bar(self) -> str:
        """The width of a bar out of 100, with a decimal point whatever the language."""
        return str(self.rate or 0)

    @property
    def mean_score(self) -> Decimal | None:
        """Out of 10, two decimals."""
        if not self.scored:
            return None
        mean = Decimal(self.score_sum) / (1000 * self.scored)
        return mean.quantize(STEP, ROUND_HALF_UP)

    @property
    def mean_text(self) -> str:
        return text_of(self.mean_score)
