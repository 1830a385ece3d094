"""A whole import taken back: everything as it was, also what it closed. Refused where something was built on it.

Memberships it made are withdrawn and those it changed corrected to what they were, by the verbs and with the audit of
``agencies.belonging``; persons it made go. A fact that somebody changed since, or that anything else rests on, is a
reason to refuse, and then nothing happens.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, ProtectedError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from learners.agencies.belonging import CannotChange, apply_changes
from learners.agencies.changes import CORRECTABLE, Change, Correct, Withdraw, as_kept
from learners.people.models import Person
from learners.rosters.applying import in_bulk, told
from learners.rosters.models import RosterEffect, RosterImport, RosterSnapshot, State
from learners.rosters.staging import STAGED_AT_ONCE
from mooc.foundation.models import audit

# Rows that are made from memberships and go with them: nobody wrote them.
DERIVED = frozenset({"campaigns.assignment", "campaigns.pending", "coverage.nameword", "coverage.rosterplace"})
MEMBERSHIP = "agencies.membership"


class NotUndone(Exception):
    """Why, in words for the officer; one reason a line."""


def undo(roster: RosterImport, account: Any, reason: str) -> None:
    """Raises ``NotUndone`` and changes nothing."""
    try:
        _undo(roster, account, reason)
    except CannotChange as refused:
        raise NotUndone(told([refusal.text for refusal in refused.refusals])) from refused
    except (ProtectedError, IntegrityError):
        raise NotUndone(_("Có dữ liệu vừa được ghi dựa trên lần nhập này. Chưa có gì thay đổi.")) from None


@transaction.atomic
def _undo(roster: RosterImport, account: Any, reason: str) -> None:
    if not RosterImport.objects.select_for_update().filter(pk=roster.pk, state=State.UNDOING).exists():
        raise NotUndone(_("Lần nhập này đã được hoàn tác."))
    effects = list(roster.effects.all())
    made = [effect.person for effect in effects if effect.made]
    people = _people([effect.person for effect in effects])
    reasons = [*_changed_since(effects, people), *_rested_on(made, people)]
    if reasons:
        raise NotUndone(told(reasons))
    apply_changes(list(_back(effects)), acting_user=account, reason=reason, source=roster.name)
    _mend_back(effects, people)
    for start in range(0, len(made), STAGED_AT_ONCE):
        Person.objects.filter(pk__in=made[start : start + STAGED_AT_ONCE]).delete()
    now = timezone.now()
    RosterSnapshot.objects.filter(roster=roster).update(withdrawn_at=now)
    RosterImport.objects.filter(pk=roster.pk).update(
        state=State.UNDONE, undone_at=now, undone_by=account, problem="", done=0, total=0
    )
    roster.effects.all().delete()
    numbers = {"people": len(effects), "removed": len(made)}
    audit(acting_user=account, verb="rosters.undo", subject=roster, new=numbers, reason=reason)


def _people(keys: list[UUID]) -> dict[UUID, Person]:
    found: dict[UUID, Person] = {}
    for start in range(0, len(keys), STAGED_AT_ONCE):
        batch = Person.objects.filter(pk__in=keys[start : start + STAGED_AT_ONCE])
        found |= {person.pk: person for person in batch}
    return found


def _changed_since(effects: list[RosterEffect], people: dict[UUID, Person]) -> Iterator[str]:
    """Facts the import wrote that are other than it wrote them."""
    wrote: dict[int, tuple[UUID, Any]] = {}
    for effect in effects:
        wrote |= {key: (effect.person, row) for key, row in effect.detail.get("made", [])}
        wrote |= {int(key): (effect.person, new) for key, (_old, new) in effect.detail.get("changed", {}).items()}
    now = in_bulk(wrote)
    concerned: set[UUID] = set()
    for key, (person, row) in wrote.items():
        if (key not in now or as_kept(now[key]) != row) and person not in concerned:
            concerned.add(person)
            yield _("%s: thông tin công tác đã được sửa sau lần nhập này.") % _name(people, person)
    for effect in effects:
        held = people.get(effect.person)
        mend = effect.detail.get("mend", {})
        if held is None or any(getattr(held, name) != value for name, value in mend.items()):
            yield _("%s: hồ sơ đã được sửa sau lần nhập này.") % _name(people, effect.person)


def _rested_on(made: list[UUID], people: dict[UUID, Person]) -> Iterator[str]:
    """What anybody has written about persons the import made: an account, an enrolment, a request."""
    own = {key for key, _row in _memberships_made(made)} if made else set()
    for start in range(0, len(made), STAGED_AT_ONCE):
        batch = made[start : start + STAGED_AT_ONCE]
        for model, name in pointing():
            label = model._meta.label_lower
            if label in DERIVED:
                continue
            rows = model._default_manager.filter(**{f"{name}__in": batch}).values_list(name, "pk")
            rested = {person for person, key in rows if label != MEMBERSHIP or key not in own}
            for person in sorted(rested, key=str):
                what = model._meta.verbose_name
                yield _("%(name)s: đã có %(what)s.") % {"name": _name(people, person), "what": what}


def pointing() -> list[tuple[Any, str]]:
    """Every model with a key to a person, and that field; hidden ones too."""
    fields = Person._meta.get_fields(include_hidden=True)
    return [(one.related_model, one.field.name) for one in fields if isinstance(one, ForeignObjectRel)]


def _memberships_made(made: list[UUID]) -> Iterator[tuple[int, Any]]:
    for start in range(0, len(made), STAGED_AT_ONCE):
        batch = made[start : start + STAGED_AT_ONCE]
        for detail in RosterEffect.objects.filter(person__in=batch, made=True).values_list("detail", flat=True):
            yield from ((key, row) for key, row in detail.get("made", []))


def _back(effects: list[RosterEffect]) -> Iterator[Change]:
    """First what was made goes, then what was changed is as it was."""
    for effect in effects:
        yield from (Withdraw(membership=key) for key, _row in effect.detail.get("made", []))
    for effect in effects:
        for key, (old, new) in effect.detail.get("changed", {}).items():
            differing = {name: _value(name, old[name]) for name in CORRECTABLE if old[name] != new[name]}
            yield Correct(membership=int(key), changes=differing)


def _value(name: str, kept: Any) -> Any:
    """As a column holds it: an audit row keeps texts."""
    if name in ("valid_from", "valid_to"):
        return parse_date(kept) if kept else None
    return UUID(kept) if name == "agency" else kept


def _mend_back(effects: list[RosterEffect], people: dict[UUID, Person]) -> None:
    changed = []
    for effect in effects:
        if effect.made or not (was := effect.detail.get("mend_was")):
            continue
        person = people[effect.person]
        for name, value in was.items():
            setattr(person, name, value)
        changed.append(person)
    Person.objects.bulk_update(changed, ["birth_year", "staff_code", "phone"], batch_size=1000)


def _name(people: dict[UUID, Person], person: UUID) -> str:
    return people[person].full_name if person in people else _("Một người đã bị xóa")
