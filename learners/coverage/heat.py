"""Agency x course: of the people a row requires, how many have completed each course of the campaign by the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from learners.coverage.numbers import rate
from learners.coverage.people import people
from learners.coverage.roster import Question, counted_completions
from learners.coverage.rows import Report, Row
from learners.coverage.wording import course_titles

EVERYBODY = Q()


@dataclass(frozen=True)
class Course:
    key: UUID
    title: str
    mandatory: bool


@dataclass(frozen=True)
class HeatRow:
    """``completed``: for each course in turn."""

    row: Row
    required: int
    completed: list[int]

    @property
    def rates(self) -> list[Decimal | None]:
        return [rate(count, self.required) for count in self.completed]


@dataclass(frozen=True)
class Heat:
    """``total`` is the sum of ``rows``."""

    courses: list[Course]
    rows: list[HeatRow]
    total: HeatRow

    def of_rows(self, rows: list[HeatRow]) -> "Heat":
        """Some of its rows, with their own sum."""
        return _summed(self.courses, rows, self.total.row)

    def as_data(self) -> dict[str, Any]:
        """Plain, for a frozen report; rows in the order of the annex."""
        return {
            "courses": [[str(one.key), one.title, one.mandatory] for one in self.courses],
            "rows": [[line.required, line.completed] for line in self.rows],
        }


def heat_of(report: Report, only: Q = EVERYBODY) -> Heat:
    """Three queries whatever the size. ``only`` narrows the memberships that are asked."""
    courses = courses_of(report.question)
    found = _by_agency(report, courses, only)
    nothing = [0] * (len(courses) + 1)
    lines = []
    for row in report.all_rows:
        counts = [sum(column) for column in zip(nothing, *(found.get(one, nothing) for one in row.asked), strict=True)]
        lines.append(HeatRow(row, counts[0], counts[1:]))
    return _summed(courses, lines, report.total)


def _summed(courses: list[Course], lines: list[HeatRow], total: Row) -> Heat:
    columns = [sum(column) for column in zip([0] * len(courses), *(line.completed for line in lines), strict=True)]
    return Heat(courses, lines, HeatRow(total, sum(line.required for line in lines), columns))


def from_data(told: Mapping[str, Any], report: Report) -> Heat:
    """What ``as_data`` wrote, beside the rows of the same frozen report."""
    courses = [Course(UUID(key), title, mandatory) for key, title, mandatory in told["courses"]]
    pairs = zip(report.all_rows, told["rows"], strict=True)
    return _summed(courses, [HeatRow(row, required, completed) for row, (required, completed) in pairs], report.total)


def courses_of(question: Question) -> list[Course]:
    """The mandatory ones first, each by its title."""
    mandatory, electives = question.courses
    titles = course_titles([*mandatory, *electives])
    found = [Course(key, titles.get(key, str(key)), key in mandatory) for key in [*mandatory, *electives]]
    return sorted(found, key=lambda one: (not one.mandatory, one.title))


def _by_agency(report: Report, courses: list[Course], only: Q) -> dict[UUID, list[int]]:
    """Required people, and those of them who completed each course: one grouping statement."""
    question = report.question
    done = {
        f"course_{place}": Count(
            "id", filter=Q(canonical__in=counted_completions(question).filter(course_key=course.key))
        )
        for place, course in enumerate(courses)
    }
    asked = people(question, report.total, "all").filter(only).order_by().values("agency_id")
    rows = asked.annotate(people=Count("id"), **done).values_list("agency_id", "people", *done)
    return {agency: counts for agency, *counts in rows}
