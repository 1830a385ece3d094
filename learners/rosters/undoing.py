"""A whole import taken back: everything as it was, also what it closed. Refused where something was built on it.

Memberships it made are withdrawn and those it changed corrected to what they were, by the verbs and with the audit of
``agencies.belonging``, in one transaction. A fact that somebody changed since, or that anything else rests on, is a
reason to refuse, and then nothing happens. Persons it made, who belong nowhere then, go afterwards (``removing``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from learners.agencies.belonging import CannotChange, apply_changes
from learners.agencies.changes import CORRECTABLE, Change, Correct, Withdraw, as_kept
from learners.people.models import Person
from learners.rosters.applying import in_bulk, told
from learners.rosters.models import RosterEffect, RosterImport, RosterSnapshot, State
from learners.rosters.removing import remove_made, rested_on
from learners.rosters.staging import STAGED_AT_ONCE
from mooc.foundation.batches import in_batches
from mooc.foundation.models import audit


class NotUndone(Exception):
    """Why, in words for the officer; one reason a line."""


@dataclass(slots=True)
class Back:
    """What takes an import back: first what it made goes, then what it changed is as it was. Or ``reasons`` not to."""

    withdrawn: list[Change] = field(default_factory=list)
    corrected: list[Change] = field(default_factory=list)
    mended: list[Person] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    people: int = 0
    made: int = 0


def undo(roster: RosterImport, account: Any, reason: str) -> None:
    """Raises ``NotUndone`` and changes nothing."""
    made = list(roster.effects.filter(made=True).values_list("person", flat=True))
    # So much is asked that it is asked before anybody has to wait; whoever is made something of meanwhile stays.
    if rested := list(_rested_on(made)):
        raise NotUndone(told(rested))
    try:
        _undo(roster, account, reason)
    except CannotChange as refused:
        raise NotUndone(told([refusal.text for refusal in refused.refusals])) from refused
    except IntegrityError:
        raise NotUndone(_("Có dữ liệu vừa được ghi dựa trên lần nhập này. Chưa có gì thay đổi.")) from None
    remove_made(roster)


@transaction.atomic
def _undo(roster: RosterImport, account: Any, reason: str) -> None:
    if not RosterImport.objects.select_for_update().filter(pk=roster.pk, state=State.UNDOING).exists():
        raise NotUndone(_("Lần nhập này đã được hoàn tác."))
    back = _back(roster)
    if back.reasons:
        raise NotUndone(told(back.reasons))
    apply_changes([*back.withdrawn, *back.corrected], acting_user=account, reason=reason, source=roster.name)
    Person.objects.bulk_update(back.mended, ["birth_year", "staff_code", "phone"], batch_size=1000)
    now = timezone.now()
    RosterSnapshot.objects.filter(roster=roster).update(withdrawn_at=now)
    RosterImport.objects.filter(pk=roster.pk).update(
        state=State.UNDONE, undone_at=now, undone_by=account, problem="", done=0, total=0
    )
    roster.effects.filter(made=False).delete()
    numbers = {"people": back.people, "removed": back.made}
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


def _rested_on(made: list[UUID]) -> Iterator[str]:
    """What anybody has written about persons the import made: an account, an enrolment, a request."""
    own = {key for key, _row in _memberships_made(made)}
    for batch in in_batches(made):
        found = sorted(rested_on(batch, own), key=lambda one: str(one[0]))
        people = _people([person for person, _what in found])
        yield from (_("%(name)s: đã có %(what)s.") % {"name": _name(people, one), "what": what} for one, what in found)


def _memberships_made(made: list[UUID]) -> Iterator[tuple[int, Any]]:
    for batch in in_batches(made):
        for detail in RosterEffect.objects.filter(person__in=batch, made=True).values_list("detail", flat=True):
            yield from ((key, row) for key, row in detail.get("made", []))


def _back(roster: RosterImport) -> Back:
    """A part of the effects after the other: all of them at once are a hundred megabytes."""
    back = Back()
    keys = list(roster.effects.order_by("pk").values_list("pk", flat=True))
    for batch in in_batches(keys):
        effects = list(RosterEffect.objects.filter(pk__in=batch).order_by("pk"))
        people = _people([effect.person for effect in effects])
        back.reasons += _changed_since(effects, people)
        back.people += len(effects)
        back.made += sum(effect.made for effect in effects)
        for effect in effects:
            back.withdrawn += (Withdraw(membership=key) for key, _row in effect.detail.get("made", []))
            for key, (old, new) in effect.detail.get("changed", {}).items():
                differing = {name: _value(name, old[name]) for name in CORRECTABLE if old[name] != new[name]}
                back.corrected.append(Correct(membership=int(key), changes=differing))
            if not effect.made and (was := effect.detail.get("mend_was")) and (person := people.get(effect.person)):
                for name, value in was.items():
                    setattr(person, name, value)
                back.mended.append(person)
    return back


def _value(name: str, kept: Any) -> Any:
    """As a column holds it: an audit row keeps texts."""
    if name in ("valid_from", "valid_to"):
        return parse_date(kept) if kept else None
    return UUID(kept) if name == "agency" else kept


def _name(people: dict[UUID, Person], person: UUID) -> str:
    return people[person].full_name if person in people else _("Một người đã bị xóa")
