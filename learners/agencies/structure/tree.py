"""One node of the tree on a day, with what is right below it: names, kinds, codes and people, set-wise."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from learners.agencies.history import History
from learners.agencies.models import AgencyCode, AgencyName
from learners.agencies.queries import name_on
from learners.agencies.structure.headcount import count_heads
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

PER_PAGE = 100
# So many of the level below are told on the page itself, folded away; of more only their number.
MOST_GRANDCHILDREN = 300


@dataclass(slots=True)
class Node:
    """``own`` people of the agency itself, ``people`` with everything below, ``units`` right below it."""

    agency: UUID
    name: str
    kind: str = ""
    codes: list[str] = field(default_factory=list)
    own: int = 0
    people: int = 0
    units: int = 0
    below: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Branch:
    """``trail`` from the root to ``node`` (None above all roots); ``unassigned`` people whose agency ended here."""

    node: Node | None
    trail: list[Node]
    children: list[Node]
    count: int
    pages: int
    people: int
    unassigned: int


def branch(agency: UUID | None, day: dt.date, history: History, page: int = 1) -> Branch:
    """At most seven queries, whatever the size of the tree."""
    below = history.children(day)
    line = history.line(agency, day) if agency else []
    here = below.get(agency, [])
    labels = name_on([*here, *line], day)
    ordered = sorted(here, key=lambda one: (fold(_name(labels, one)), str(one)))
    pages = max(1, -(-len(ordered) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = ordered[(page - 1) * PER_PAGE : page * PER_PAGE]
    heads = count_heads(agency, day, history)
    sums = heads.sums(here, history, day)
    grand = [one for child in shown for one in below.get(child, [])]
    if len(grand) <= MOST_GRANDCHILDREN:
        labels |= name_on(grand, day)
    else:
        grand = []
    codes = codes_on([*shown, *grand, *([agency] if agency else [])], day)

    def node(one: UUID) -> Node:
        name = labels.get(one)
        kind = name.get_kind_display() if name else ""
        own = heads.own[one]
        return Node(one, _name(labels, one), kind, codes.get(one, []), own, sums.get(one, own), len(below.get(one, [])))

    children = [node(one) for one in shown]
    if grand:
        for child in children:
            child.below = sorted((node(one) for one in below.get(child.agency, [])), key=lambda one: fold(one.name))
    unassigned = heads.unassigned[agency]
    people = sum(sums.values()) + unassigned + (heads.own[agency] if agency else 0)
    trail = [node(one) for one in reversed(line)]
    return Branch(trail[-1] if trail else None, trail, children, len(here), pages, people, unassigned)


def codes_on(agencies: Collection[UUID], day: dt.date) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows: Iterable[tuple[UUID, str]] = (
        AgencyCode.objects.filter(on(day), agency__in=agencies).order_by("scheme").values_list("agency_id", "code")
    )
    for agency, code in rows:
        found.setdefault(agency, []).append(code)
    return found


def _name(labels: dict[UUID, AgencyName], agency: UUID) -> str:
    return labels[agency].name if agency in labels else str(agency)
