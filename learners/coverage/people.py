"""The people behind a number of a report: as many as the number says."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, CharField, F, Max, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Membership
from learners.coverage.roster import Question, facts, roster
from learners.coverage.rows import Row
from learners.coverage.standings import asked, conditions, state_name
from learners.coverage.teams import team_members
from learners.people.records import of_person
from learners.progress.models import Progress
from mooc.foundation.periods import on

# Group of people -> what the page calls it.
STATES = {
    "unfinished": _("Chưa hoàn thành"),
    "no_account": _("Chưa hoàn thành và chưa đăng ký"),
    "in_progress": _("Đang học"),
    "completed": _("Đã hoàn thành"),
    "late": _("Hoàn thành muộn"),
    "all": _("Tất cả người được giao học"),
    "registered": _("Đã đăng ký"),
    "heads": _("Người đứng đầu"),
    "heads_completed": _("Người đứng đầu đã hoàn thành"),
    "exempted": _("Được miễn"),
    "external": _("Có kết quả từ nơi khác"),
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
    """As many as the number says, by name; ``state_name`` and ``last_at`` tell how far each one is.

    Memberships for the whole rosters, assignments of those who are asked: either has person, agency, category,
    position, headship and ``is_primary``.
    """
    if state in WHOLE_ROSTER:
        here = roster(question).filter(agency__among=row.rosters, is_primary=state == "staff")
        theirs = asked(question).filter(person=OuterRef("canonical")).annotate(told=state_name(question))
        return _told(here, question, Coalesce(Subquery(theirs.values("told")[:1]), Value("not_asked")))
    found = asked(question).filter(conditions(question)[state], agency__among=row.asked)
    posts = Membership.objects.filter(
        on(question.membership), of_person(OuterRef("person_id")), agency=OuterRef("agency_id"), is_primary=True
    )
    position = posts.order_by(F("person__merged_into").asc(nulls_first=True), "pk").values("position")[:1]
    told = found.annotate(canonical=F("person_id"), position=Subquery(position), is_primary=Value(True))
    return _told(told, question, state_name(question))


def people_of_teams(question: Question, teams: Collection[int], state: str) -> QuerySet[Any]:
    known = facts(question)
    states = Case(
        When(known["exempted"], then=Value("exempted")),
        When(known["completed"], then=Value("completed")),
        When(known["started"], then=Value("in_progress")),
        When(~known["registered"], then=Value("no_account")),
        default=Value("not_started"),
        output_field=CharField(),
    )
    return _told(team_members(question, teams, state).select_related("team"), question, states)


def _told(found: QuerySet[Any], question: Question, states: Any) -> QuerySet[Any]:
    latest = (
        Progress.objects.filter(person_id=OuterRef("canonical"), course_key__in=question.course_keys)
        .order_by()
        .values("person_id")
        .annotate(latest=Max("last_at"))
        .values("latest")
    )
    told = found.annotate(state_name=states, last_at=Subquery(latest))
    return told.select_related("person").order_by("person__sort_key", "id")
