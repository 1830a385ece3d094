"""Memberships as dated facts: the verbs by which they change, and the only door to them.

Each verb is one short transaction: the persons are locked, the change is checked (``CannotChange`` says what is wrong
and changes nothing), written with its audit rows, and ``memberships_changed`` is sent before it commits.
``apply_changes`` does the same for a whole list, as imports and reorganisations need it, with a few statements per
2,000 changes; it is all or nothing.

What changed in the world is a new fact: ``begin``, ``end``, ``move``. What was written wrongly is corrected:
``correct``, or ``withdraw`` where she never belonged there.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from learners.agencies.changes import ON_A_ROW, Begin, Change, Correct, End, Move, Withdraw
from learners.agencies.models import Agency, Membership
from learners.agencies.planning import Plan
from learners.agencies.refusing import CannotChange, refusals_of
from learners.agencies.signals import memberships_changed
from learners.people.models import Person
from mooc.foundation.batches import in_batches
from mooc.foundation.models import audit_each

__all__ = [
    "Applied",
    "Begin",
    "CannotChange",
    "Change",
    "Correct",
    "End",
    "Move",
    "Withdraw",
    "apply_changes",
    "begin",
    "correct",
    "end",
    "move",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class Applied:
    """What one change left: the row it made or changed, a withdrawn one as it was."""

    change: Change
    membership: Membership


def begin(
    *,
    person: Person,
    agency: Agency,
    category: str,
    position: str = "",
    is_head: bool = False,
    is_primary: bool = True,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    acting_user: Any,
    reason: str = "",
    source: str | None = None,
) -> Membership:
    """She belongs to ``agency`` from ``valid_from`` on; of a merged person the kept record does."""
    change = Begin(
        person=person.pk,
        agency=agency.pk,
        category=category,
        position=position,
        is_head=is_head,
        is_primary=is_primary,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return _one(change, acting_user, reason, source)


def end(*, membership: Membership, last_day: dt.date, acting_user: Any, reason: str) -> Membership:
    """``last_day`` is the last on which she belongs there. Said twice it is said once."""
    return _one(End(membership=membership.pk, last_day=last_day), acting_user, reason)


def move(
    *, membership: Membership, agency: Agency, first_day: dt.date, acting_user: Any, reason: str, **changes: Any
) -> Membership:
    """A new fact from ``first_day`` on, the old one ends the day before; returns the new one.

    ``changes`` may name ``category``, ``position``, ``is_head`` and ``is_primary``. The agency may be the same, where
    only the post is another; in another agency nobody is head who is not said to be.
    """
    return _one(
        Move(membership=membership.pk, agency=agency.pk, first_day=first_day, changes=changes), acting_user, reason
    )


def correct(*, membership: Membership, acting_user: Any, reason: str, **changes: Any) -> Membership:
    """The row itself was wrong; ``changes`` by the names of its fields.

    A wrong person is ``withdraw`` and ``begin``.
    """
    if isinstance(changes.get("agency"), Agency):
        changes["agency"] = changes["agency"].pk
    return _one(Correct(membership=membership.pk, changes=changes), acting_user, reason)


def withdraw(*, membership: Membership, acting_user: Any, reason: str) -> Membership:
    """She never belonged there: the row goes, the audit keeps all of it. Returns the row as it was."""
    return _one(Withdraw(membership=membership.pk), acting_user, reason)


def _one(change: Change, acting_user: Any, reason: str, source: str | None = None) -> Membership:
    [applied] = apply_changes([change], acting_user=acting_user, reason=reason, source=source)
    return applied.membership


@transaction.atomic
def apply_changes(
    changes: Sequence[Change],
    *,
    acting_user: Any,
    reason: str = "",
    source: str | None = None,
    made: Mapping[UUID, str] | None = None,
) -> list[Applied]:
    """All of them in their order, or ``CannotChange`` and none. ``source`` (a file, a decision) stands in the audit.

    ``made``: persons this very transaction has made, with their names; nobody else can know of them.
    """
    plan, names = make_plan(changes, locked=True, made=made)
    refusals = refusals_of(plan, names)
    if refusals:
        raise CannotChange(refusals)
    _write(plan)
    told = {"source": source} if source else {}
    audit_each(
        acting_user=acting_user,
        reason=reason,
        rows=[(one.verb, one.row, one.old, {**one.new, **told} if one.new else told or None) for one in plan.noted],
    )
    concerned = {one.row.person_id for one in plan.noted}
    # What the audit keeps of twenty thousand rows is not kept here as well.
    plan.noted.clear()
    if concerned:
        kept = {plan.kept.get(person, person) for person in concerned}
        memberships_changed.send(sender=Membership, person_ids=concerned | kept)
    return [Applied(change, row) for change, row in zip(changes, plan.results, strict=True) if row]


def make_plan(
    changes: Sequence[Change], *, locked: bool = False, made: Mapping[UUID, str] | None = None
) -> tuple[Plan, dict[UUID, str]]:
    """What would come of them, and the names of everybody concerned; writes nothing. ``locked``: to be written."""
    made = made or {}
    wanted = sorted({change.membership for change in changes if isinstance(change, ON_A_ROW)})
    people = {change.person for change in changes if isinstance(change, Begin)}
    for keys in in_batches(wanted):
        people.update(Membership.objects.filter(pk__in=keys).values_list("person_id", flat=True))
    kept = _kept(people - made.keys())
    concerned = sorted({*kept, *kept.values()})
    names = dict(made)
    rows: dict[int, Membership] = {}
    for batch in in_batches(concerned):
        persons = Person.objects.filter(pk__in=batch).order_by("pk")
        if locked:
            persons = persons.select_for_update(no_key=True)
        names.update(persons.values_list("pk", "full_name"))
        rows |= Membership.objects.filter(person__in=batch).in_bulk()
    plan = Plan(rows, kept)
    plan.take(changes)
    return plan, names


def _kept(people: set[UUID]) -> dict[UUID, UUID]:
    found: dict[UUID, UUID] = {}
    for batch in in_batches(sorted(people)):
        rows = Person.objects.filter(pk__in=batch).values_list("pk", "merged_into")
        found.update((record, kept or record) for record, kept in rows)
    return found


def _write(plan: Plan) -> None:
    """First what makes room: a row that merely ends earlier is closed, any other is taken out and written anew."""
    closed: dict[dt.date | None, list[int]] = defaultdict(list)
    anew: list[Membership] = []
    for row in plan.changed():
        if row.pk is not None and _only_ends_earlier(plan.before[row.pk], row):
            closed[row.valid_to].append(row.pk)
        else:
            anew.append(row)
    for day, keys in closed.items():
        for batch in in_batches(keys):
            Membership.objects.filter(pk__in=batch).update(valid_to=day)
    gone = [*(plan.before.keys() - plan.rows.keys()), *(row.pk for row in anew if row.pk is not None)]
    for batch in in_batches(gone):
        _take_out(batch)
    Membership.objects.bulk_create([row for row in anew if row.pk is not None], batch_size=2000)
    Membership.objects.bulk_create([row for row in anew if row.pk is None], batch_size=2000)


def _take_out(keys: Sequence[int]) -> None:
    """Without a cascade: what points at a row written anew points at it again before the commit."""
    rows = Membership.objects.filter(pk__in=keys)
    rows._raw_delete(rows.db)


def _only_ends_earlier(before: Membership, after: Membership) -> bool:
    same = all(getattr(before, name) == getattr(after, name) for name in KEPT)
    earlier = after.valid_to is not None and (before.valid_to is None or after.valid_to < before.valid_to)
    return same and earlier


KEPT = ("agency_id", "category", "position", "is_head", "is_primary", "valid_from")
