"""Placing people out of "Chưa phân đơn vị": a list of who goes where, looked at first, then applied whole.

What is confirmed is what was looked at: the list travels signed with the form, and is applied through ``belonging``,
which refuses whoever was placed by somebody else meanwhile. So nobody is ever counted twice.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from learners.agencies.belonging import Move, apply_changes
from learners.agencies.changes import Change
from learners.agencies.meant import Meant, agencies_meant
from learners.agencies.models import Membership
from learners.coverage.permissions import PeopleScope
from learners.coverage.unassigned import Pile, left_in
from mooc.foundation.spreadsheets.lines import Line
from mooc.foundation.vietnamese import fold

SALT = "coverage.placing"
# What one form carries; larger agencies are placed in parts.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one membership goes."""

    membership: Membership
    target: Meant


@dataclass
class Plan:
    """``problems`` are sentences; with one of them nothing can be confirmed."""

    first_day: dt.date
    reason: str
    placed: list[Placed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        return [
            Move(membership=one.membership.pk, agency=one.target.id, first_day=self.first_day) for one in self.placed
        ]

    @property
    def by_target(self) -> list[tuple[Meant, list[Membership]]]:
        found: dict[UUID, tuple[Meant, list[Membership]]] = {}
        for one in self.placed:
            found.setdefault(one.target.id, (one.target, []))[1].append(one.membership)
        return list(found.values())

    def signed(self) -> str:
        moves = [[one.membership.pk, one.target.id.hex] for one in self.placed]
        return signing.dumps([self.first_day.isoformat(), self.reason, moves], salt=SALT, compress=True)


def by_rule(pile: Pile, scope: PeopleScope, said: dict[str, Any], target: Meant) -> Plan:
    """Everybody left whom the rule names: category, words of the position, headship; blank means any."""
    held = left_in(pile, scope)
    if said["category"]:
        held = held.filter(category=said["category"])
    if said["heads"]:
        held = held.filter(is_head=True)
    words = fold(said["position"])
    plan = Plan(said["first_day"], said["reason"])
    plan.placed = [Placed(row, target) for row in held if words in fold(row.position)]
    if not plan.placed:
        plan.problems = [_("Không còn ai như vậy ở đơn vị này.")]
    return _bounded(plan)


def by_file(pile: Pile, scope: PeopleScope, said: dict[str, Any], lines: Sequence[Line]) -> Plan:
    """Two columns: staff code or name, and the new agency's name or code. Every line is answered for."""
    plan = Plan(said["first_day"], said["reason"])
    left = _by_words(left_in(pile, scope))
    meant: dict[str, list[Meant]] = {}
    seen: dict[int, int] = {}
    for line in _without_head(lines, left):
        who, where = [cell.strip() for cell in (*line.cells, "", "")[:2]]
        if where not in meant:
            meant[where] = agencies_meant(where, plan.first_day, scope.agencies.reach(scope.day))
        problem = _problem(left[fold(who)], meant[where], who, where)
        if problem is None and (earlier := seen.get(left[fold(who)][0].pk)):
            problem = _("“%(who)s” đã có ở dòng %(earlier)d") % {"who": who, "earlier": earlier}
        if problem:
            plan.problems.append(_("Dòng %(number)d: %(problem)s.") % {"number": line.number, "problem": problem})
            continue
        [row], [target] = left[fold(who)], meant[where]
        seen[row.pk] = line.number
        plan.placed.append(Placed(row, target))
    return _bounded(plan)


def _by_words(held: Iterable[Membership]) -> dict[str, list[Membership]]:
    """By what a line may call them, without marks and capitals."""
    found: dict[str, list[Membership]] = defaultdict(list)
    for row in held:
        for words in {row.person.folded_name, fold(row.person.staff_code)} - {""}:
            found[words].append(row)
    return found


def _without_head(lines: Sequence[Line], left: dict[str, list[Membership]]) -> Sequence[Line]:
    """A first line that names nobody is a heading, where others do."""
    first, *others = lines
    is_head = fold(first.cells[0]) not in left and any(fold(line.cells[0]) in left for line in others)
    return others if is_head else lines


def _problem(people: list[Membership], agencies: list[Meant], who: str, where: str) -> str | None:
    if not people:
        return _("không có “%s” trong số người chưa phân") % who
    if len(people) > 1:
        return _("có %(number)d người tên “%(who)s”, hãy ghi mã cán bộ") % {"number": len(people), "who": who}
    if not agencies:
        return _("không có đơn vị “%s” trong phạm vi anh/chị phụ trách ngày ấy") % where
    if len(agencies) > 1:
        return _("có nhiều đơn vị “%s”, hãy ghi mã") % where
    return None


def _bounded(plan: Plan) -> Plan:
    if len(plan.placed) > MOST:
        plan.problems.append(_("Mỗi lần phân tối đa %d người. Hãy chia nhỏ ra.") % MOST)
    return plan


class Changed(Exception):
    """What was looked at is not what is there any more, or was not made by this page."""


def place(signed: str, pile: Pile, scope: PeopleScope, *, acting_user: Any) -> int:
    """Apply a plan that was looked at; returns how many were placed. Raises ``Changed``, ``CannotChange``."""
    try:
        day, reason, moves = signing.loads(signed, salt=SALT, max_age=dt.timedelta(hours=12))
    except signing.BadSignature as error:
        raise Changed from error
    reach = scope.agencies.reach(scope.day)
    left = set(left_in(pile, scope).values_list("pk", flat=True))
    changes: list[Change] = [
        Move(membership=key, agency=UUID(target), first_day=dt.date.fromisoformat(day)) for key, target in moves
    ]
    allowed = all(isinstance(one, Move) and one.membership in left and one.agency in reach for one in changes)
    if not changes or not allowed:
        raise Changed
    return len(apply_changes(changes, acting_user=acting_user, reason=reason))
