"""Person x course: who of a page of people has completed which course, and when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from learners.coverage.heat import Course, courses_of
from learners.coverage.listing import Entry, agency_names, entries
from learners.coverage.roster import Question, counted_completions


@dataclass(frozen=True)
class Matrix:
    """``rows``: a person's line, and for each course in turn the day she completed it."""

    courses: list[Course]
    rows: list[tuple[Entry, list[dt.date | None]]]


def matrix_of(members: list[Any], question: Question) -> Matrix:
    """Four queries whatever the length of the page."""
    courses = courses_of(question)
    found = counted_completions(question).filter(canonical__in=[member.canonical for member in members])
    days: dict[tuple[UUID, UUID], dt.date] = {}
    for person, course, at in found.order_by("-effective_at").values_list("canonical", "course_key", "effective_at"):
        days[person, course] = timezone.localdate(at)
    names = agency_names({member.agency_id for member in members if hasattr(member, "agency_id")}, question)
    lines = zip(members, entries(members, names), strict=True)
    return Matrix(courses, [(entry, [days.get((one.canonical, c.key)) for c in courses]) for one, entry in lines])
