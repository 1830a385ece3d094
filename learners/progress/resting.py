"""What rooms above keep that rests on a course completion, as certificates: they tell it here, for the browser to say.

A teller is given a registration and answers with all that ever rested on its completions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Resting:
    """``completion`` is the statement it rests on; ``holds`` whether it is still good; ``name`` as in "Giấy … số 1"."""

    key: UUID
    completion: UUID
    name: str
    state: str
    url: str
    holds: bool


_tellers: list[Callable[[UUID], list[Resting]]] = []


def register_resting(teller: Callable[[UUID], list[Resting]]) -> None:
    if teller not in _tellers:
        _tellers.append(teller)


def resting_on(registration: UUID) -> list[Resting]:
    return [item for teller in _tellers for item in teller(registration)]
