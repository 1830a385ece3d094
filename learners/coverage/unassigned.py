"""Chưa phân đơn vị: people whose agency ended without one successor, by the agency they were left in.

An agency that was split, or dissolved, says nothing about where each of its people went; nobody is placed by a share.
They are placed one by one, by a rule whose list is looked at first, or by a file, each with the decision as ground.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from learners.agencies.meant import Meant, described
from learners.agencies.models import Membership, ReorganisationLink
from learners.agencies.queries import name_on
from learners.coverage.permissions import PeopleScope
from learners.coverage.tree import Tree
from mooc.foundation.periods import on


@dataclass(frozen=True, slots=True)
class Pile:
    """An agency that is gone, since ``ended_on`` (the first day without it), and how many people are left in it."""

    agency: UUID
    name: str
    ended_on: dt.date
    people: int


def left_behind(scope: PeopleScope) -> QuerySet[Membership]:
    """The counting memberships in agencies of the reader's reach that are no more and have no single successor."""
    history = scope.agencies.history
    gone = [agency for agency in scope.agencies.reach(scope.day) if not history.exists(agency, scope.day)]
    tree = Tree(history, scope.day, scope.day, gone)
    lost = [agency for agency in gone if tree.row_of(agency) is None and history.last_end(agency)]
    return Membership.objects.filter(on(scope.day), is_primary=True, agency__in=lost)


def piles(scope: PeopleScope) -> list[Pile]:
    """Of the reader's reach today, the latest ended first: two queries."""
    history = scope.agencies.history
    counts = dict(left_behind(scope).values_list("agency").annotate(people=Count("pk")).order_by())
    names = name_on(counts, scope.day)
    found = [
        Pile(agency, str(names.get(agency, "")), history.last_end(agency) or scope.day, people)
        for agency, people in counts.items()
    ]
    return sorted(found, key=lambda pile: (-pile.ended_on.toordinal(), pile.name))


def access_pile(scope: PeopleScope, agency: UUID) -> Pile:
    """404 for an agency that still stands, has one successor, or nobody is left in."""
    found = next((pile for pile in piles(scope) if pile.agency == agency), None)
    if found is None:
        raise Http404
    return found


def left_in(pile: Pile, scope: PeopleScope) -> QuerySet[Membership]:
    """The counting memberships, by name."""
    held = Membership.objects.filter(on(scope.day), is_primary=True, agency=pile.agency)
    return held.select_related("person").order_by("person__sort_key", "pk")


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of the agency, as the reorganisation says."""

    words: str
    targets: list[Meant]


def decision_of(pile: Pile, scope: PeopleScope) -> Decision:
    """The agencies it went into that still stand, and on what ground: three queries."""
    links = ReorganisationLink.objects.filter(source=pile.agency, reorganisation__effective_on=pile.ended_on)
    rows = list(links.values_list("reorganisation__decision", "target"))
    targets = {target: None for _, target in rows if target}
    standing = {
        agency: scope.agencies.history.parent(agency, scope.day)
        for agency in targets
        if scope.agencies.history.exists(agency, scope.day)
    }
    return Decision(next((words for words, _ in rows if words), ""), described(standing, scope.day) if standing else [])
