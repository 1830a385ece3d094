"""Coverage: of the people required to complete a campaign, how many have. One function, ``report``.

Three dates are explicit: the tree (structure), the roster (membership), the achievements (completion). The
denominator is the roster, never the registered accounts.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from learners.agencies.history import History
from learners.agencies.models import AgencyCode, AgencyName, CodeScheme
from learners.campaigns.models import Campaign
from learners.coverage.census import Census, is_asked, numbers_of, sum_of, take_census
from learners.coverage.counting import Vector
from learners.coverage.roster import Question
from learners.coverage.rows import Report, Row, rank
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

UNASSIGNED = "Chưa phân đơn vị"
EVERYTHING = "Toàn hệ thống"


@dataclass
class Label:
    name: str
    code: str = ""
    kind: str = ""


def report(
    *,
    campaign: Campaign,
    root: UUID | None,
    structure: dt.date,
    membership: dt.date,
    completion: dt.date,
    known_at: dt.datetime | None = None,
    within: Collection[UUID] | None = None,
    history: History | None = None,
    scores: bool = True,
) -> Report:
    """Rows for the agencies right below ``root`` (the root agencies for None), each with its whole subtree.

    ``within``: the agencies the reader may see; whatever the structure holds besides is in no number. None is all.
    ``known_at``: what was known at an earlier moment, for one day of membership and completion alone; raises
    ``census.NotKnownThen`` for two. ``scores``: with the mean score.
    """
    seen = None if within is None else frozenset(within)
    moment, then = known_at or timezone.now(), known_at is not None
    question = Question(campaign, structure, membership, completion, moment, seen, then)
    census = take_census(question, history or History.read(), None if root is None else [root])
    found = _add_up(census, root)
    if not scores:
        for row in (*found.all_rows, found.total):
            row.numbers.scored = row.numbers.score_sum = 0
    return found


def _add_up(census: Census, root: UUID | None) -> Report:
    tree, within = census.tree, census.question.within
    below = [child for child in tree.children(root) if within is None or child in within]
    above = [step for step in tree.line(root)[1:] if within is None or step in within] if root else []
    labels = _labels([*below, *above, *([root] if root else [])], census.question.structure)
    top = labels[root] if root else Label(EVERYTHING)
    rows = {child: Row(child, labels[child].name, labels[child].code, labels[child].kind) for child in below}
    own, unassigned = Row(root, top.name, top.code, top.kind, direct=True), Row(None, UNASSIGNED)
    _distribute(census, root, rows, own, unassigned)
    shown = [row for agency, row in rows.items() if row.asked or census.concerns(agency)]
    found = Report(
        question=census.question,
        root=root,
        name=top.name,
        code=top.code,
        rows=sorted(shown, key=lambda row: (fold(row.name), row.name)),
        own=own if own.asked or (own.rosters and root and census.concerns(root)) else None,
        unassigned=unassigned if unassigned.rosters else None,
        total=Row(root, top.name, top.code),
        hidden=len(tree.history.subtree([root], tree.day) - within) if root and within is not None else 0,
        trail=[(step, labels[step].name) for step in reversed(above)],
        tree=tree,
    )
    for _, ranked in found.blocks:
        rank(ranked)
    for row in found.all_rows:
        found.total.include(row)
    return found


@dataclass(slots=True)
class _Adding:
    """A row, and the numbers of the rosters it is the sum of."""

    row: Row
    vectors: list[Vector] = field(default_factory=list)

    def take(self, agency: UUID, vector: Vector, *, asked: bool) -> None:
        self.row.rosters.append(agency)
        if asked:
            self.row.asked.append(agency)
        self.vectors.append(vector)


def _distribute(census: Census, root: UUID | None, rows: dict[UUID, Row], own: Row, unassigned: Row) -> None:
    """Give each roster's numbers to the row of the agency right below ``root`` that its line leads through.

    Agencies of rows stand in the tree, so the step after one of them is the root.
    """
    tree = census.tree
    adding, on_own, on_nobody = (
        {agency: _Adding(row) for agency, row in rows.items()},
        _Adding(own),
        _Adding(unassigned),
    )
    for agency, vector in census.counts.items():
        line, asked = tree.line(agency), is_asked(vector)
        if root is None:
            place = len(line)
        elif root in line:
            place = line.index(root)
        else:
            continue
        below = adding.get(line[place - 1]) if place else None
        if below is not None:
            below.take(agency, vector, asked=asked)
        elif tree.row_of(agency) is not None:
            on_own.take(agency, vector, asked=asked)
        elif asked or census.holds(agency):
            on_nobody.take(agency, vector, asked=asked)
    for one in (*adding.values(), on_own, on_nobody):
        one.row.numbers = numbers_of(sum_of(one.vectors))


def _labels(agencies: list[UUID], day: dt.date) -> dict[UUID, Label]:
    """Name, code and kind on the day, or the last known name: one query."""
    codes = AgencyCode.objects.filter(on(day), agency=OuterRef("agency"), scheme=CodeScheme.AGENCY)
    names = AgencyName.objects.filter(agency__in=agencies).order_by("valid_from")
    found: dict[UUID, Label] = {agency: Label(str(agency)) for agency in agencies}
    named: set[UUID] = set()
    for agency, name, kind, since, code in names.annotate(code=Subquery(codes.values("code")[:1])).values_list(
        "agency_id", "name", "kind", "valid_from", "code"
    ):
        if agency not in named or since <= day:
            named.add(agency)
            found[agency] = Label(name, code or "", kind)
    return found
