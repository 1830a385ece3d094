"""Block V: community teams, listed apart. Volunteers are asked nothing, so they are in no denominator and no sum.

A team right at the root has a row of its own; the teams below are one row per agency of the report. Somebody who
helps in two teams stands in both.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from learners.agencies.models import CommunityTeam, TeamMembership
from learners.coverage.roster import Question, facts
from learners.coverage.rows import Report
from learners.people.records import CANONICAL
from mooc.foundation.periods import on


@dataclass
class TeamRow:
    """``agency`` is set where the row adds up the teams of an agency below."""

    name: str
    agency: UUID | None = None
    teams: list[int] = field(default_factory=list)
    members: int = 0
    registered: int = 0
    in_progress: int = 0
    completed: int = 0

    @property
    def part(self) -> str:
        """Which people's page it links to: of all the agency's teams, or of this one."""
        return "to" if self.agency else f"to-{self.teams[0]}"

    def add(self, team: Any) -> None:
        self.teams.append(team["id"])
        for name in ("members", "registered", "in_progress", "completed"):
            setattr(self, name, getattr(self, name) + team[name])


def team_conditions(question: Question) -> dict[str, Q]:
    known = facts(question)
    return {
        "members": Q(canonical__isnull=False),
        "registered": known["registered"],
        "in_progress": known["started"] & ~known["completed"],
        "completed": known["completed"],
    }


def team_rows(found: Report) -> list[TeamRow]:
    """One query for all teams with their numbers of people, after a small one that asks whether there are any."""
    person, within = "memberships__person", found.question.within
    teams = CommunityTeam.objects.all() if within is None else CommunityTeam.objects.filter(agency__among=within)
    if not teams.exists():
        return []
    present = teams.annotate(canonical=Coalesce(f"{person}__merged_into_id", f"{person}_id"))
    today = on(found.question.membership, "memberships__")
    counts = {
        name: Count("canonical", distinct=True, filter=today & condition)
        for name, condition in team_conditions(found.question).items()
    }
    names = {row.agency: row.name for row in found.rows}
    rows: dict[Any, TeamRow] = {}
    for team in present.values("id", "name", "agency_id").annotate(**counts).order_by("name", "id"):
        line = found.tree.line(team["agency_id"])
        if found.root and found.root not in line:
            continue
        below = next((step for step in line if step in names), None)
        row = rows.setdefault(below or team["id"], TeamRow(names[below] if below else team["name"], below))
        row.add(team)
    return sorted(rows.values(), key=lambda row: (row.agency is not None, row.name))


def team_members(question: Question, teams: Collection[int], state: str) -> QuerySet[Any]:
    """The memberships behind a number of ``TeamRow``: one per human being and team."""
    held = TeamMembership.objects.filter(on(question.membership), team__in=teams).annotate(canonical=CANONICAL)
    once = held.order_by().values("team_id", "canonical").annotate(first=Min("id")).values("first")
    return held.filter(team_conditions(question)[state], pk__in=once)
