"""Agency x course: of the people a row requires, how many have completed each course of the campaign by the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

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
    """``done`` of the ``required`` have completed the campaign; ``completed``: for each course in turn."""

    row: Row
    required: int
    done: int
    completed: list[int]

    @property
    def rate(self) -> Decimal | None:
        """Of the campaign."""
        return rate(self.done, self.required)

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
            "rows": [[line.required, line.done, line.completed] for line in self.rows],
        }


def heat_of(report: Report, only: Q = EVERYBODY) -> Heat:
    """Four queries whatever the size. ``only`` narrows the memberships that are asked."""
    courses = courses_of(report.question)
    found = _by_agency(report, courses, only)
    done = dict(_asked(report, "completed", only).annotate(people=Count("id")).values_list("agency_id", "people"))
    nothing = [0] * (len(courses) + 1)
    lines = []
    for row in report.all_rows:
        counts = [sum(column) for column in zip(nothing, *(found.get(one, nothing) for one in row.asked), strict=True)]
        lines.append(HeatRow(row, counts[0], sum(done.get(one, 0) for one in row.asked), counts[1:]))
    return _summed(courses, lines, report.total)


def _summed(courses: list[Course], lines: list[HeatRow], total: Row) -> Heat:
    columns = [sum(column) for column in zip([0] * len(courses), *(line.completed for line in lines), strict=True)]
    required, done = (sum(getattr(line, name) for line in lines) for name in ("required", "done"))
    return Heat(courses, lines, HeatRow(total, required, done, columns))


def from_data(told: Mapping[str, Any], report: Report) -> Heat:
    """What ``as_data`` wrote, beside the rows of the same frozen report."""
    courses = [Course(UUID(key), title, mandatory) for key, title, mandatory in told["courses"]]
    pairs = zip(report.all_rows, told["rows"], strict=True)
    return _summed(courses, [HeatRow(row, *counts) for row, counts in pairs], report.total)


def courses_of(question: Question) -> list[Course]:
    """The mandatory ones first, each by its title."""
    mandatory, electives = question.courses
    titles = course_titles([*mandatory, *electives])
    found = [Course(key, titles.get(key, str(key)), key in mandatory) for key in [*mandatory, *electives]]
    return sorted(found, key=lambda one: (not one.mandatory, one.title))


def _asked(report: Report, state: str, only: Q) -> QuerySet[Any]:
    """Those of the report in ``state``, to be counted by agency."""
    return people(report.question, report.total, state).filter(only).order_by().values("agency_id")


def _by_agency(report: Report, courses: list[Course], only: Q) -> dict[UUID, list[int]]:
    """Required people, and those of them who completed each course: one grouping statement."""
    question = report.question
    done = {
        f"course_{place}": Count(
            "id", filter=Q(canonical__in=counted_completions(question).filter(course_key=course.key))
        )
        for place, course in enumerate(courses)
    }
    rows = _asked(report, "all", only).annotate(people=Count("id"), **done).values_list("agency_id", "people", *done)
    return {agency: counts for agency, *counts in rows}
