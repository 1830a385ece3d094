"""Coverage: of the people required to complete a campaign, how many have. One function, ``report``.

Three dates are explicit: the tree (structure), the roster (membership), the achievements (completion). The
denominator is the roster, never the registered accounts. Persons are grouped in one statement; only agencies, a few
thousand, are added up here.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

from django.utils import timezone

from learners.agencies.models import Agency, AgencyCode, AgencyName, CodeScheme
from learners.campaigns.models import Campaign
from learners.coverage.roster import Question, grouped
from learners.coverage.tree import Tree
from mooc.foundation.periods import on

UNASSIGNED = "Chưa phân đơn vị"


def rate(completed: int, required: int) -> Decimal | None:
    """Per cent with two decimals, rounded down: 99,996 is not 100. None without a denominator."""
    if not required:
        return None
    return (Decimal(completed) * 100 / Decimal(required)).quantize(Decimal("0.01"), ROUND_DOWN)


@dataclass
class Numbers:
    required: int = 0
    registered: int = 0
    in_progress: int = 0
    completed: int = 0
    unfinished: int = 0
    no_account: int = 0
    heads: int = 0
    heads_completed: int = 0
    exempted: int = 0

    def add(self, other: "Numbers") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def rate(self) -> Decimal | None:
        return rate(self.completed, self.required)

    @property
    def rate_text(self) -> str:
        return "-" if self.rate is None else str(self.rate).replace(".", ",")


@dataclass
class Row:
    """``agency`` None is the row of the unassigned; ``direct``: the root's own people, without its subtree."""

    agency: UUID | None
    name: str
    code: str = ""
    direct: bool = False
    numbers: Numbers = field(default_factory=Numbers)
    # The agencies on whose rosters these people stand.
    rosters: list[UUID] = field(default_factory=list)


@dataclass
class Report:
    question: Question
    root: Agency | None
    name: str
    rows: list[Row]
    unassigned: Row
    total: Row


def report(
    *,
    campaign: Campaign,
    root: Agency | None,
    structure: dt.date,
    membership: dt.date,
    completion: dt.date,
    known_at: dt.datetime | None = None,
    alone: bool = False,
) -> Report:
    """Rows for the agencies right below ``root`` (the root agencies for None), each with its whole subtree.

    ``alone``: only ``root``'s own people, for a reader whose grant has no subtree.
    """
    question = Question(campaign, structure, membership, completion, known_at or timezone.now())
    counts = {found.pop("agency_id"): _numbers(found) for found in grouped(question)}
    tree = Tree(structure, membership, counts)
    audience = set(campaign.agencies.values_list("agency_id", flat=True))
    places = Tree(membership, membership, counts) if structure != membership else tree
    inside = {agency: count for agency, count in counts.items() if audience & set(places.line(agency))}
    if alone and root:
        inside = {agency: count for agency, count in inside.items() if tree.row_of(agency) == root.pk}
    return _add_up(question, root, tree, inside, [] if alone else tree.children(root.pk if root else None))


def _numbers(found: dict[str, int]) -> Numbers:
    return Numbers(**{"required" if name == "n_all" else name[2:]: value for name, value in found.items()})


def _add_up(
    question: Question, root: Agency | None, tree: Tree, counts: dict[UUID, Numbers], below: list[UUID]
) -> Report:
    top = root.pk if root else None
    labels = _labels([*below, *([top] if top else [])], question.structure)
    rows = {child: Row(child, *labels[child]) for child in below}
    name = labels[top][0] if top else "Toàn hệ thống"
    own, unassigned, total = Row(top, name, direct=True), Row(None, UNASSIGNED), Row(top, name)
    for agency, numbers in counts.items():
        line = tree.line(agency)
        if top and top not in line:
            continue
        placed = tree.row_of(agency)
        above = next((step for step in line if step in rows), None)
        row = unassigned if placed is None else rows[above] if above else own
        for counted in (row, total):
            counted.numbers.add(numbers)
            counted.rosters.append(agency)
    shown = ([own] if own.rosters else []) + sorted(rows.values(), key=lambda row: row.name)
    return Report(question, root, name, shown, unassigned, total)


def _labels(agencies: list[UUID], day: dt.date) -> dict[UUID, tuple[str, str]]:
    """Name and code on the day, or the last known name."""
    names = AgencyName.objects.filter(agency__in=agencies).order_by("valid_from")
    named: dict[UUID, AgencyName] = {}
    for name in names:
        if name.agency_id not in named or name.valid_from <= day:
            named[name.agency_id] = name
    codes = AgencyCode.objects.filter(on(day), agency__in=agencies, scheme=CodeScheme.AGENCY)
    coded = dict(codes.values_list("agency_id", "code"))
    return {
        agency: (named[agency].name if agency in named else str(agency), coded.get(agency, "")) for agency in agencies
    }
