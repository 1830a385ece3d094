"""Drawing a paper: which question stands where, for how many points, and in which order its parts are shown.

Pure: the same rules, versions, seed and questions seen before always give the same paper, so a disputed one can be
drawn again.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from courses.editions.asking import Asked, AssessmentRules
from courses.questions.models import QuestionVersion
from courses.questions.types import type_of
from courses.questions.types.base import Shuffle

Versions = Mapping[int, QuestionVersion]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One place of a paper; ``order`` is the display order, ``section`` counts from 0, ``worth`` is in points."""

    version: QuestionVersion
    order: list[int]
    section: int
    worth: int


def new_seed() -> int:
    """From the system's randomness: nobody can foresee a paper."""
    return random.SystemRandom().getrandbits(63)


def draw(
    rules: AssessmentRules, versions: Versions, *, seed: int, seen: Mapping[int, int] = MappingProxyType({})
) -> list[Drawn]:
    """The paper, section by section; a question stands on it once.

    ``seen`` says how often each question stood on earlier papers of the learner: a draw takes the least seen first.
    What of ``versions`` is missing is left out.
    """
    dice = random.Random(seed)  # noqa: S311 - unpredictable by its seed, and must repeat
    taken = {item.pool[0] for part in rules.sections for item in part.items if item.is_fixed}
    paper: list[Drawn] = []
    for number, section in enumerate(rules.sections):
        chosen = [(pk, item.points) for item in section.items for pk in _choose(item, versions, taken, seen, dice)]
        if rules.shuffle:
            dice.shuffle(chosen)
        for pk, points in chosen:
            if pk in versions:
                paper.append(Drawn(versions[pk], _order(versions[pk], rules.shuffle_choices, dice), number, points))
    return paper


def _choose(
    item: Asked, versions: Versions, taken: set[int], seen: Mapping[int, int], dice: random.Random
) -> list[int]:
    """The versions of one item; those of a draw are added to ``taken``."""
    if item.is_fixed:
        return list(item.pool)
    free = [pk for pk in item.pool if pk not in taken and pk in versions]
    dice.shuffle(free)
    found = sorted(free, key=lambda pk: seen.get(versions[pk].question_id, 0))[: item.count]
    taken.update(found)
    return found


def part_order(version: QuestionVersion, *, shuffle: bool, seed: int) -> list[int]:
    """The display order of a question that stands alone."""
    return _order(version, shuffle, random.Random(seed))  # noqa: S311 - must repeat


def _order(version: QuestionVersion, shuffle: bool, dice: random.Random) -> list[int]:
    asked = type_of(version.question.kind)
    order = list(range(asked.things_to_order(version.data)))
    if asked.shuffle is Shuffle.ALWAYS or (shuffle and asked.shuffle is Shuffle.WHEN_ASKED):
        dice.shuffle(order)
    return order
