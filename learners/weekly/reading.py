"""The statuses of a week: of every agency the reader answers for, and all revisions of one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from learners.agencies.models import Agency
from learners.agencies.queries import name_on
from learners.coverage.errands import Kind
from learners.coverage.permissions import PeopleScope
from learners.weekly.models import Light, Remark, Status, week_of
from learners.weekly.permissions import reporting
from mooc.foundation.vietnamese import fold

ORDER = [Light.RED, Light.AMBER, Light.GREEN]


@dataclass
class AgencyWeek:
    key: UUID
    name: str
    status: Status | None
    remarks: list[Remark]

    @property
    def order(self) -> tuple[int, str]:
        """What needs support first, then who has not written."""
        return (ORDER.index(Light(self.status.light)) if self.status else 1, fold(self.name))


def lines_of(scope: PeopleScope, week: dt.date) -> list[AgencyWeek]:
    """Four queries whatever the number of agencies."""
    within = scope.agencies.reach(scope.day)
    last: dict[UUID, Status] = {}
    held = (
        Status.objects.filter(week=week, agency__among=within).order_by("revision").select_related("written_by__person")
    )
    for status in held:
        last[status.agency_id] = status
    said: dict[UUID, list[Remark]] = {}
    for remark in Remark.objects.filter(week=week, agency__among=within).select_related("by__person"):
        said.setdefault(remark.agency_id, []).append(remark)
    agencies = {*last, *said, *reporting(scope.day, within)}
    names = name_on(agencies, scope.day)
    lines = [AgencyWeek(key, str(names.get(key) or key), last.get(key), said.get(key, [])) for key in agencies]
    return sorted(lines, key=lambda line: line.order)


def revisions(agency: Agency, week: dt.date) -> list[Status]:
    """The newest first."""
    held = Status.objects.filter(agency=agency, week=week).select_related("written_by__person")
    return list(held.order_by("-revision"))


def thread(agency: Agency, week: dt.date) -> list[Any]:
    return list(Remark.objects.filter(agency=agency, week=week).select_related("by__person"))


def _unanswered(scope: PeopleScope) -> QuerySet[Status]:
    """What agencies wrote last this week of their difficulties, nobody having said anything since, nor she herself."""
    written = Status.objects.filter(week=week_of(scope.day), agency__among=scope.agencies.reach(scope.day))
    same = {"agency": OuterRef("agency"), "week": OuterRef("week")}
    later = Status.objects.filter(revision__gt=OuterRef("revision"), **same)
    said = Remark.objects.filter(at__gte=OuterRef("written_at"), **same)
    told = written.exclude(difficulties="").exclude(written_by=scope.agencies.account.pk)
    return told.filter(~Exists(later), ~Exists(said))


ERRAND = Kind(
    "weekly", _unanswered,
    ngettext_lazy("%(number)d cơ quan nêu khó khăn trong tuần", "%(number)d cơ quan nêu khó khăn trong tuần", "number"),
    _("Đọc và trả lời"), "weekly:index",
)  # fmt: skip
