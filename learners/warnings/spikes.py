"""Many completions at once, together with what cannot be: for somebody to look at, never for a verdict.

Pure. A course is **too fast** when from its first unit to its completion passed less than a share of the minutes its
units take. Answers are **the same** where two people gave the same ones to the same versions, some of them wrong: right
answers are alike by being right.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

# Two colleagues may well make the same mistakes.
SAME_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Done:
    """Somebody completed a course on ``day``; ``spent`` minutes from the first unit begun, of ``reading`` minutes."""

    person: UUID
    agency: UUID
    day: dt.date
    spent: float
    reading: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper handed in: ``answers`` by question version, each as text; ``wrong`` of them earned less than all."""

    person: UUID
    answers: frozenset[tuple[int, str]]
    wrong: int


@dataclass(frozen=True, slots=True)
class Spike:
    agency: UUID
    day: dt.date
    people: frozenset[UUID]
    fast: frozenset[UUID]


def spikes(done: Iterable[Done], *, more_than: int, fast: int) -> list[Spike]:
    """Agencies and days with more than so many people completing, some of them in less than ``fast`` per cent."""
    groups: dict[tuple[UUID, dt.date], list[Done]] = defaultdict(list)
    for one in done:
        groups[one.agency, one.day].append(one)
    found = []
    for (agency, day), ones in groups.items():
        people = frozenset(one.person for one in ones)
        quick = frozenset(one.person for one in ones if is_fast(one, fast))
        if len(people) > more_than:
            found.append(Spike(agency, day, people, quick))
    return found


def is_fast(one: Done, fast: int) -> bool:
    return one.reading > 0 and one.spent * 100 < one.reading * fast


def same_answers(papers: Collection[Paper]) -> dict[UUID, int]:
    """By person how many others gave the same answers, where at least ``SAME_AT_LEAST`` did together."""
    alike: dict[frozenset[tuple[int, str]], set[UUID]] = defaultdict(set)
    for paper in papers:
        if paper.wrong and len(paper.answers) > 1:
            alike[paper.answers].add(paper.person)
    found: dict[UUID, int] = {}
    for people in alike.values():
        if len(people) >= SAME_AT_LEAST:
            found |= {person: max(found.get(person, 0), len(people) - 1) for person in people}
    return found


def is_absurd(spike: Spike, same: Mapping[UUID, int]) -> bool:
    return bool(spike.fast) or any(person in same for person in spike.people)
