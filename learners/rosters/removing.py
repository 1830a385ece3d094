"""Persons an import made, taken away after it was undone: they belong nowhere, and nobody has made anything of them.

A few at a time, each in one short transaction, so that nobody waits for twenty thousand. What was derived of them is
derived anew first, which takes them out of every number; the effects that are left say who still has to go, so a worker
that is killed leaves nothing behind that the next does not find.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, ProtectedError

from learners.agencies.models import Membership
from learners.agencies.signals import memberships_changed
from learners.people.models import Person
from learners.rosters.models import RosterEffect, RosterImport, State
from mooc.foundation.recurring import Alive

# Rows that are made from memberships and go with them: nobody wrote them.
DERIVED = frozenset({"campaigns.assignment", "campaigns.pending", "coverage.nameword", "coverage.rosterplace"})
MEMBERSHIP = "agencies.membership"
# So few that whoever derives anything from memberships does it at once.
AT_ONCE = 200


def remove_made(roster: RosterImport, alive: Alive = lambda: None) -> None:
    """Of an import that is undone; safe to run again."""
    while effects := list(roster.effects.filter(made=True).order_by("pk")[:AT_ONCE]):
        alive()
        try:
            _remove(effects)
        except (ProtectedError, IntegrityError):
            for effect in effects:
                _remove_or_keep(effect)


def remove_left(alive: Alive = lambda: None) -> int:
    """What a worker left in the middle; says of how many imports."""
    left = RosterImport.objects.filter(state=State.UNDONE, effects__made=True).distinct()
    rosters = list(left)
    for roster in rosters:
        remove_made(roster, alive)
    return len(rosters)


@transaction.atomic
def _remove(effects: Sequence[RosterEffect]) -> None:
    people = sorted({effect.person for effect in effects})
    memberships_changed.send(sender=Membership, person_ids=set(people))
    rested = {person for person, _what in rested_on(people)}
    Person.objects.filter(pk__in=set(people) - rested).delete()
    RosterEffect.objects.filter(pk__in=[effect.pk for effect in effects]).delete()


def _remove_or_keep(effect: RosterEffect) -> None:
    try:
        _remove([effect])
    except (ProtectedError, IntegrityError):
        # Somebody wrote about her this moment: she is nobody's mistake any more.
        effect.delete()


def rested_on(people: Sequence[UUID], own: Collection[int] = ()) -> Iterator[tuple[UUID, str]]:
    """Of each person what kinds of rows are about her, but for those derived and the memberships ``own``."""
    for model, name in pointing():
        label = model._meta.label_lower
        if label in DERIVED:
            continue
        rows = model._default_manager.filter(**{f"{name}__in": people}).values_list(name, "pk")
        rested = {person for person, key in rows if label != MEMBERSHIP or key not in own}
        yield from ((person, str(model._meta.verbose_name)) for person in rested)


def pointing() -> list[tuple[Any, str]]:
    """Every model with a key to a person, and that field; hidden ones too."""
    fields = Person._meta.get_fields(include_hidden=True)
    return [(one.related_model, one.field.name) for one in fields if isinstance(one, ForeignObjectRel)]
