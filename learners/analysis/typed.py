"""What people typed, gap by gap: pure functions over the data of a question and well-formed answers to it.

Answers are the same where grading makes no difference between them. What a person typed may be about herself: it is
told only where ``FEWEST`` or more typed the same, other than the words of the key, which are its author's.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.questions.types.base import Data
from courses.questions.types.fill_in import accepted_variant, folding_of, spelling
from courses.questions.types.numbers import write_number
from courses.questions.types.numeric import Numeric
from learners.analysis.pace import FEWEST

# The most frequent ones.
MOST = 5


@dataclass(frozen=True, slots=True)
class Typed:
    text: str
    is_right: bool
    # In the words of the key.
    is_key: bool


@dataclass(frozen=True, slots=True)
class Gap:
    answered: int
    right: int
    # What may be told, with how many gave it, the most frequent first.
    told: list[tuple[Typed, int]]

    @property
    def others(self) -> int:
        return self.answered - sum(count for _typed, count in self.told)


def filled(data: Data, given: Sequence[str | None]) -> list[Typed | None]:
    """Gap by gap; None where it was left empty."""
    folding = folding_of(data)
    pairs = zip(data["blanks"], given, strict=True)
    return [_filled(text, variants, folding) if text else None for variants, text in pairs]


def _filled(text: str, variants: Sequence[str], folding: frozenset[str]) -> Typed:
    accepted = accepted_variant(variants, text, folding)
    return Typed(accepted or spelling(text, folding), accepted is not None, accepted is not None)


def number(data: Data, given: str) -> list[Typed | None]:
    """The one gap of a question for a number."""
    asked = Numeric()
    is_key = given in [write_number(end) for end in (data["low"], data["high"]) if end is not None]
    return [Typed(asked.words(data, given)[0], asked.share(data, given) == 1, is_key)]


def gaps(answers: Iterable[Sequence[Typed | None]]) -> list[Gap]:
    """Of answers with the same gaps; none of none."""
    return [_gap([one for one in column if one is not None]) for column in zip(*answers, strict=True)]


def _gap(typed: Sequence[Typed]) -> Gap:
    counted = sorted(Counter(typed).items(), key=lambda pair: (-pair[1], pair[0].text))
    told = [(one, count) for one, count in counted if one.is_key or count >= FEWEST]
    return Gap(len(typed), sum(one.is_right for one in typed), told[:MOST])
