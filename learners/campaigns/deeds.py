"""When a rule was satisfied, and how well, from what one human being did. Pure.

What counts is what stands, whenever and wherever it was achieved: a certificate earned before the campaign opened
satisfies it on its first day.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple
from uuid import UUID

from learners.campaigns.rules import satisfies
from learners.campaigns.timeline import Milestones, Terms

# A score of 1 in the unit in which scores are kept.
WHOLE = 10_000


class Done(NamedTuple):
    """A completion that stands, by its local day."""

    course: UUID
    day: dt.date
    external: bool = False


@dataclass(slots=True)
class Deeds:
    """Of one human being, under all her records.

    ``starts``: (course, local day); ``marks``: of each enrolment whose course is completed, the mean of the best scores
    of its assessments, 0 to 1.
    """

    registered_on: dt.date | None = None
    starts: list[tuple[UUID, dt.date]] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    marks: list[tuple[UUID, Decimal]] = field(default_factory=list)


def milestones(terms: Terms, deeds: Deeds) -> Milestones:
    courses = terms.courses
    done = [one for one in deeds.done if one.course in courses]
    starts = [day for course, day in deeds.starts if course in courses] + [one.day for one in done]
    satisfied = satisfied_on(terms, done)
    if satisfied is None:
        return Milestones(deeds.registered_on, min(starts, default=None))
    own = {one.course for one in done if one.day <= satisfied and not one.external}
    return Milestones(
        deeds.registered_on,
        min(starts),
        satisfied,
        not _satisfies(terms, own),
        mean_of([mark for course, mark in deeds.marks if course in courses]),
    )


def satisfied_on(terms: Terms, done: Collection[Done]) -> dt.date | None:
    """The first day on which the rule holds."""
    for day in sorted({one.day for one in done}):
        if _satisfies(terms, {one.course for one in done if one.day <= day}):
            return day
    return None


def _satisfies(terms: Terms, completed: Collection[UUID]) -> bool:
    return satisfies(terms.mandatory, terms.electives, terms.needed, completed)


def mean_of(marks: Collection[Decimal]) -> int | None:
    if not marks:
        return None
    mean = sum(marks, Decimal(0)) / len(marks)
    return int((mean * WHOLE).quantize(Decimal(1), ROUND_HALF_UP))


def mark_of(units: dict[str, dict[str, str]], assessments: Iterable[UUID]) -> Decimal | None:
    """The mean of the best scores in ``Progress.units``; None where nothing was graded."""
    found = [Decimal(units[str(key)]["score"]) for key in assessments if "score" in units.get(str(key), {})]
    return sum(found, Decimal(0)) / len(found) if found else None
