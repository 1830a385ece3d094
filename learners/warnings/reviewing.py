"""What is looked at of a rush of completions: the papers side by side, with their times and what is the same."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from learners.attempts.models import Attempt
from learners.coverage.permissions import PeopleScope
from learners.people.models import Person
from learners.progress.naming import unit_titles
from learners.warnings.models import Alert
from learners.warnings.reading import completed_on, papers_of
from learners.warnings.spikes import Done, Paper, is_fast, same_answers


@dataclass(frozen=True, slots=True)
class Quick:
    """Somebody's way through a course: minutes taken, of the minutes its units take."""

    person: Person
    spent: int
    reading: int
    fast: bool


@dataclass(frozen=True, slots=True)
class Row:
    attempt: Attempt
    person: Person
    minutes: int
    # How many others gave the very same answers.
    same: int


@dataclass(frozen=True, slots=True)
class Compared:
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Review:
    """``hidden`` people are none of the reader's today."""

    day: dt.date
    ways: Sequence[Quick]
    papers: Sequence[Compared]
    hidden: int


def review_of(alert: Alert, scope: PeopleScope) -> Review:
    day = dt.date.fromisoformat(alert.facts["day"])
    done = completed_on(alert.campaign, {day}, {alert.agency_id})
    people = {row.pk: row for row in scope.people().filter(pk__in={one.person for one in done})}
    papers = papers_of(alert.campaign, people) if people else {}
    titles = unit_titles(set(papers)) if papers else {}
    compared = [Compared(titles.get(unit, ("", ""))[0], _rows(held, people)) for unit, held in papers.items()]
    return Review(day, _ways(done, people, alert.rule.fast), compared, len({one.person for one in done} - set(people)))


def _ways(done: Sequence[Done], people: dict[UUID, Person], fast: int) -> list[Quick]:
    found = [
        Quick(people[one.person], round(one.spent), one.reading, is_fast(one, fast))
        for one in done
        if one.person in people
    ]
    return sorted(found, key=lambda way: (way.spent, way.person.sort_key))


def _rows(held: Sequence[tuple[Attempt, Paper]], people: dict[UUID, Person]) -> list[Row]:
    same = same_answers([paper for _, paper in held])
    return [
        Row(attempt, people[paper.person], _minutes(attempt), same.get(paper.person, 0))
        for attempt, paper in held
        if paper.person in people
    ]


def _minutes(attempt: Attempt) -> int:
    ended = attempt.submitted_at or attempt.opened_at
    return round((ended - attempt.opened_at).total_seconds() / 60)
