"""The numbers of a row: counts of people, and what is derived from them."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal


def rate(completed: int, required: int) -> Decimal | None:
    """Per cent with two decimals, rounded down: 99,996 is not 100. None without a denominator."""
    if not required:
        return None
    return (Decimal(completed) * 100 / Decimal(required)).quantize(Decimal("0.01"), ROUND_DOWN)


def text_of(value: Decimal | None) -> str:
    """Decimal comma; "-" for what cannot be said."""
    return "-" if value is None else str(value).replace(".", ",")


@dataclass
class Numbers:
    """``staff`` is everybody whose primary membership is here; ``required`` those of them the campaign asks."""

    staff: int = 0
    required: int = 0
    registered: int = 0
    in_progress: int = 0
    completed: int = 0
    unfinished: int = 0
    no_account: int = 0
    heads: int = 0
    heads_completed: int = 0
    exempted: int = 0
    # Secondary memberships: shown, in no other number.
    concurrent: int = 0
    # People who completed and have a score, and the sum of their scores (0 to 1 each).
    scored: int = 0
    score_sum: float = 0.0

    def add(self, other: "Numbers") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def outside(self) -> "Numbers":
        """What is left of an agency the campaign does not ask."""
        return Numbers(staff=self.staff, concurrent=self.concurrent)

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
        # Through text: the sum of a thousand binary fractions must not show.
        mean = Decimal(f"{self.score_sum * 10 / self.scored:.6f}")
        return mean.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def mean_text(self) -> str:
        return text_of(self.mean_score)
