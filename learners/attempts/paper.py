"""Drawing a paper: which question stands where, and in which order its parts are shown.

Pure: the same versions, rule and seed always give the same paper, so a disputed one can be drawn again.
"""

import random
from collections.abc import Sequence

from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.presentation import things_to_order

# Their parts are stored in the right order as often as not; unshuffled they would show the answer.
ALWAYS_SHUFFLED = {QuestionKind.ORDER, QuestionKind.MATCH}
# True comes before false everywhere.
NEVER_SHUFFLED = {QuestionKind.TRUE_FALSE}


def new_seed() -> int:
    """From the system's randomness: nobody can foresee a paper."""
    return random.SystemRandom().getrandbits(63)


def draw(versions: Sequence[QuestionVersion], *, shuffle: bool, seed: int) -> list[tuple[QuestionVersion, list[int]]]:
    """The versions in the order of the paper, each with its display order."""
    dice = random.Random(seed)  # noqa: S311 - unpredictable by its seed, and must repeat
    questions = list(versions)
    if shuffle:
        dice.shuffle(questions)
    return [(version, _order(version, shuffle, dice)) for version in questions]


def _order(version: QuestionVersion, shuffle: bool, dice: random.Random) -> list[int]:
    kind = QuestionKind(version.question.kind)
    order = list(range(things_to_order(kind, version.data)))
    if kind in ALWAYS_SHUFFLED or (shuffle and kind not in NEVER_SHUFFLED):
        dice.shuffle(order)
    return order
