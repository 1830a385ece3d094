"""The people behind a number of a report: as many as the number says."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, CharField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from learners.coverage.roster import Question, conditions, facts, roster
from learners.coverage.rows import Row
from learners.coverage.teams import team_members
from learners.progress.models import Progress

# Group of people -> what the page calls it.
STATES = {
    "unfinished": _("Chưa hoàn thành"),
    "no_account": _("Chưa hoàn thành và chưa đăng ký"),
    "in_progress": _("Đang học"),
    "completed": _("Đã hoàn thành"),
    "all": _("Tất cả người được giao học"),
    "registered": _("Đã đăng ký"),
    "heads": _("Người đứng đầu"),
    "heads_completed": _("Người đứng đầu đã hoàn thành"),
    "exempted": _("Được miễn"),
    "staff": _("Toàn bộ CBCCVC trong danh sách"),
    "concurrent": _("Kiêm nhiệm (không tính)"),
}
TEAM_STATES = {
    "members": _("Thành viên tổ"),
    "registered": _("Đã đăng ký"),
    "in_progress": _("Đang học"),
    "completed": _("Đã hoàn thành"),
}
# Rosters of people the campaign may not ask.
WHOLE_ROSTER = ("staff", "concurrent")


def people(question: Question, row: Row, state: str = "all") -> QuerySet[Any]:
    """Memberships, by name; ``state_name`` and ``last_at`` tell how far each one is."""
    flags = conditions(question)
    rosters = row.rosters if state in WHOLE_ROSTER else row.asked
    asked = (flags["all"] | flags["exempted"]) & Q(agency_id__in=row.asked)
    found = roster(question).filter(flags[state], agency_id__in=rosters)
    return _told(found, question, When(Q(is_primary=True) & ~asked, then=Value("not_asked")))


def people_of_teams(question: Question, teams: Collection[int], state: str) -> QuerySet[Any]:
    return _told(team_members(question, teams, state).select_related("team"), question)


def _told(found: QuerySet[Any], question: Question, *first: When) -> QuerySet[Any]:
    known = facts(question)
    latest = (
        Progress.objects.filter(person_id=OuterRef("canonical"), course_key__in=question.course_keys)
        .order_by()
        .values("person_id")
        .annotate(latest=Max("last_at"))
        .values("latest")
    )
    states = Case(
        *first,
        When(known["exempted"], then=Value("exempted")),
        When(known["completed"], then=Value("completed")),
        When(known["started"], then=Value("in_progress")),
        When(~known["registered"], then=Value("no_account")),
        default=Value("not_started"),
        output_field=CharField(),
    )
    told = found.annotate(state_name=states, last_at=Subquery(latest))
    return told.select_related("person").order_by("person__sort_key", "id")
