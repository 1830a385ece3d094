"""From a request to a report the reader may see; anything outside her scope does not exist for her."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.agencies.permissions import AgencyScope
from learners.campaigns.models import Campaign
from learners.campaigns.permissions import campaigns_of
from learners.coverage.filters import Filters, never_in
from learners.coverage.forms import DatesForm
from learners.coverage.people import STATES, TEAM_STATES, people, people_of_teams
from learners.coverage.reporting import report
from learners.coverage.rows import Report, Row
from learners.coverage.teams import TeamRow, team_rows

DIRECT, UNASSIGNED, TEAMS = "truc-tiep", "chua-phan", "to"
BLOCK = "khoi-"
NEVER_IN = "never_in"
ALL_STATES = {**STATES, NEVER_IN: _("Chưa đăng nhập lần nào")}


@dataclass
class Asked:
    """A report and how it was asked for; ``query`` carries dates and filters on every link of its pages.

    The report counts everybody: ``narrowing`` narrows it.
    """

    campaign: Campaign
    root: UUID
    report: Report
    form: DatesForm
    dates_query: str
    today: dt.date
    scope: AgencyScope
    filters: Filters = field(default_factory=Filters)
    teams: list[TeamRow] = field(default_factory=list)

    @cached_property
    def query(self) -> str:
        return f"{self.dates_query}{self.filters.query}"

    @property
    def opens_later(self) -> bool:
        """On the day asked about nobody can have completed anything of it."""
        return self.campaign.opens_on > self.report.question.completion

    @property
    def may_freeze(self) -> bool:
        return self.root in self.scope.reach_below(self.today)

    @property
    def dates(self) -> dict[str, str]:
        """As a form sends them besides what it asks itself."""
        return dict(parse_qsl(self.dates_query))

    @property
    def kept(self) -> dict[str, str]:
        """What the form of dates sends besides them."""
        return {"co-quan": str(self.root), **self.filters.given}

    @property
    def unfiltered(self) -> dict[str, str]:
        """What the form of filters sends besides them."""
        return {"co-quan": str(self.root), **self.dates}


@dataclass
class Chosen:
    """The people behind one number of a report: of ``row``, or of teams where it is None."""

    asked: Asked
    row: Row | None
    part: str
    state: str
    states: Mapping[str, str | Promise]
    name: str
    members: QuerySet[Any]
    filters: Filters = field(default_factory=Filters)

    @property
    def label(self) -> str | Promise:
        return self.states[self.state]

    @property
    def kept(self) -> dict[str, str]:
        return {"phan": self.part, "trang-thai": self.state, **self.filters.given}

    @property
    def unfiltered(self) -> dict[str, str]:
        """What the form of filters sends besides them."""
        return {**self.asked.dates, "phan": self.part, "trang-thai": self.state}

    @property
    def query(self) -> str:
        """Everything but the page."""
        return f"{self.asked.dates_query}&phan={self.part}&trang-thai={self.state}{self.filters.query}"


def access_report(request: HttpRequest, slug: str, agency: UUID | None = None, *, details: bool = False) -> Asked:
    """The asked report below ``agency``, else ``?co-quan=``, else the reader's first agency; else 404.

    ``details``: with community teams, as the report and the annex show them.
    """
    scope, today = AgencyScope(request.user), timezone.localdate()
    within = scope.reach(today)
    root = agency or _as_uuid(request.GET.get("co-quan")) or scope.first(today)
    if root is None or root not in within:
        raise Http404
    campaign = get_object_or_404(campaigns_of(within), slug=slug)
    form = DatesForm(request.GET, today=today)
    completion, structure, membership = form.days(min(today, campaign.closes_on))
    found = report(
        campaign=campaign,
        root=root,
        structure=structure,
        membership=membership,
        completion=completion,
        within=within,
        history=scope.history,
    )
    query = f"hoan_thanh={completion}&co_cau={structure}&danh_sach={membership}"
    shown = form if form.errors else DatesForm.of(completion, structure, membership, today=today)
    teams = team_rows(found) if details else []
    return Asked(campaign, root, found, shown, query, today, scope, Filters.of(request.GET).of_people, teams)


def _as_uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def access_people(request: HttpRequest, slug: str, agency: UUID) -> Chosen:
    """The people behind ``?trang-thai=`` of ``?phan=``; 404 for a number no page shows."""
    asked = access_report(request, slug, agency)
    part = request.GET.get("phan", "")
    if part == TEAMS or part.startswith(f"{TEAMS}-"):
        return _chosen_teams(asked, part, request.GET.get("trang-thai", "members"))
    state, row = request.GET.get("trang-thai", "unfinished"), _row(asked.report, part)
    if state not in STATES and state != NEVER_IN:
        raise Http404
    name = _direct(row) if row.direct else row.name
    filters = Filters.of(request.GET)
    found = people(asked.report.question, row, "all" if state == NEVER_IN else state)
    members = found.filter(filters.members(asked.report.question), never_in() if state == NEVER_IN else Q())
    return Chosen(asked, row, part, state, ALL_STATES, name, members, filters)


def _direct(row: Row) -> str:
    return gettext("%(name)s (người của chính cơ quan)") % {"name": row.name}


def _row(found: Report, part: str) -> Row:
    row = {"": found.total, DIRECT: found.own, UNASSIGNED: found.unassigned}.get(part) or _row_of_block(found, part)
    if row is None:
        raise Http404
    return row


def _row_of_block(found: Report, part: str) -> Row | None:
    """All units of one block together: the rows of "khoi-II"."""
    for block, rows in found.blocks:
        if part == f"{BLOCK}{block.value}":
            summed = Row(None, f"{found.name}: {block.label}")
            for row in rows:
                summed.include(row)
            return summed
    return None


def _chosen_teams(asked: Asked, part: str, state: str) -> Chosen:
    """All teams below the agency, or one of them."""
    rows = team_rows(asked.report)
    own = {f"{TEAMS}-{row.teams[0]}": row for row in rows if row.agency is None}
    if state not in TEAM_STATES or (part != TEAMS and part not in own):
        raise Http404
    teams = [team for row in rows for team in row.teams] if part == TEAMS else own[part].teams
    name = own[part].name if part in own else asked.report.name
    members = people_of_teams(asked.report.question, teams, state)
    return Chosen(asked, None, part, state, TEAM_STATES, name, members)
