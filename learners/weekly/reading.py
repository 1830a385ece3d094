"""The statuses of a week: of every agency the reader answers for, and all revisions of one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from learners.agencies.models import Agency
from learners.agencies.queries import name_on
from learners.coverage.permissions import PeopleScope
from learners.weekly.models import Light, Remark, Status
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
    held = Status.objects.filter(week=week, agency__in=within).order_by("revision").select_related("written_by__person")
    for status in held:
        last[status.agency_id] = status
    said: dict[UUID, list[Remark]] = {}
    for remark in Remark.objects.filter(week=week, agency__in=within).select_related("by__person"):
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
