"""What rooms above tell this one: how many learners are on a course, and where learners have stopped."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

_counters: list[Callable[[UUID], int]] = []


@dataclass(frozen=True, slots=True)
class Stopped:
    """``learners`` have not finished the course and were last at this unit."""

    course_key: UUID
    unit_key: UUID
    learners: int


StoppedAsker = Callable[[Collection[UUID], dt.datetime], Iterable[Stopped]]
_stopped: list[StoppedAsker] = []


def register_learner_count(counter: Callable[[UUID], int]) -> None:
    _counters.append(counter)


def learners_in_progress(course_key: UUID) -> int:
    return sum(counter(course_key) for counter in _counters)


def register_stopped(asker: StoppedAsker) -> None:
    """``asker`` is given courses and a moment; it tells who has done nothing since, whatever the number of courses."""
    _stopped.append(asker)


def learners_stopped(course_keys: Collection[UUID], since: dt.datetime) -> list[Stopped]:
    """Where most have stopped comes first."""
    found = [one for asker in _stopped for one in asker(course_keys, since)]
    return sorted(found, key=lambda one: (-one.learners, one.course_key, one.unit_key))
