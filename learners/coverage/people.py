"""The people behind a number of a report: as many as the number says."""

from typing import Any

from django.db.models import Case, CharField, Max, OuterRef, QuerySet, Subquery, Value, When

from learners.coverage.reporting import Report, Row
from learners.coverage.roster import conditions, roster
from learners.progress.models import Progress

STATES = {
    "all": "Tất cả người được giao học",
    "registered": "Đã đăng ký",
    "in_progress": "Đang học",
    "completed": "Đã hoàn thành",
    "unfinished": "Chưa hoàn thành",
    "no_account": "Chưa hoàn thành và chưa đăng ký",
    "heads": "Người đứng đầu",
    "heads_completed": "Người đứng đầu đã hoàn thành",
    "exempted": "Được miễn",
}


def people(report: Report, row: Row, state: str = "all") -> QuerySet[Any]:
    """Counting memberships, by name; ``state_name`` and ``last_at`` tell how far each one is."""
    flags = conditions(report.question)
    keys = [key for part in report.question.courses for key in part]
    latest = (
        Progress.objects.filter(person_id=OuterRef("canonical"), course_key__in=keys)
        .order_by()
        .values("person_id")
        .annotate(latest=Max("last_at"))
        .values("latest")
    )
    shown = ("exempted", "completed", "in_progress", "no_account")
    found = roster(report.question).filter(flags[state], agency_id__in=row.rosters)
    return (
        found.annotate(
            state_name=Case(
                *(When(flags[name], then=Value(name)) for name in shown),
                default=Value("not_started"),
                output_field=CharField(),
            ),
            last_at=Subquery(latest),
        )
        .select_related("person")
        .order_by("person__sort_key", "id")
    )
