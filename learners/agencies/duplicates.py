"""Records that may be one human being: searched set-wise, merged by a person alone.

``find_alike`` compares any descriptions (people, lines of a file) with everybody who is kept, by indexes: some six
queries per 500. ``propose_duplicates`` remembers what is likely. What was decided is never proposed again.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from learners.agencies.duplicate_models import DuplicatePair, Verdict
from learners.agencies.likeness import Described, Likeness, code_of, likeness
from learners.agencies.models import AgencyPlacement, Membership
from learners.agencies.signals import memberships_changed
from learners.people.actions import CannotMerge, merge_people, undo_merge
from learners.people.models import Account, Person
from mooc.foundation.batches import in_batches
from mooc.foundation.models import audit
from mooc.foundation.periods import on
from mooc.foundation.recurring import Alive


class AlreadyDecided(Exception):
    """Somebody else was faster."""


@dataclass(frozen=True, slots=True)
class Alike:
    """``one`` is what was asked about, ``person`` somebody kept who may be the same."""

    one: Described
    person: UUID
    likeness: Likeness


def find_alike(wanted: Sequence[Described], day: dt.date) -> list[Alike]:
    """The likely ones, the likeliest first; a person is not alike herself."""
    found: list[Alike] = []
    for batch in in_batches(wanted):
        found += _alike(batch, day)
    return sorted(found, key=lambda one: (-one.likeness.score, str(one.person)))


def _alike(batch: Sequence[Described], day: dt.date) -> list[Alike]:
    candidates = describe_people(_candidates(batch), day)
    by_trait: dict[tuple[str, Any], set[UUID]] = defaultdict(set)
    for person, described in candidates.items():
        for trait in _traits(described):
            by_trait[trait].add(person)
    found: list[Alike] = []
    for one in batch:
        met = {person for trait in _traits(one) for person in by_trait[trait]} - {one.key}
        judged = [Alike(one, person, likeness(one, candidates[person])) for person in met]
        found += [alike for alike in judged if alike.likeness.is_likely]
    return found


def _traits(one: Described) -> set[tuple[str, Any]]:
    """Without one of these in common nobody is likely to be the same."""
    found: set[tuple[str, Any]] = {("phone", phone) for phone in one.phones}
    if code := code_of(one):
        found.add(("code", code))
    if one.birth_year:
        found.add(("name", (one.folded_name, one.birth_year)))
    return found


def _candidates(batch: Sequence[Described]) -> set[UUID]:
    """Each way walks an index of its own."""
    kept = Person.objects.filter(merged_into=None).order_by()
    codes = {code for one in batch if one.staff_code for code in (one.staff_code, code_of(one), code_of(one).lower())}
    phones = {phone for one in batch for phone in one.phones}
    years = {one.birth_year for one in batch if one.birth_year}
    names = {one.folded_name for one in batch if one.birth_year}
    ways: list[QuerySet[Person]] = []
    if codes:
        ways.append(kept.filter(staff_code__in=codes))
    if phones:
        ways += [kept.filter(phone__in=phones), kept.filter(account__phone__in=phones)]
    if names:
        ways.append(kept.filter(folded_name__in=names, birth_year__in=years))
    return {person for way in ways for person in way.values_list("pk", flat=True)}


def describe_people(people: Collection[UUID], day: dt.date) -> dict[UUID, Described]:
    """Kept records alone; four queries per 500."""
    found: dict[UUID, Described] = {}
    for batch in in_batches(sorted(people)):
        rows = list(Person.objects.filter(pk__in=batch, merged_into=None).select_related("account"))
        held: dict[UUID, set[UUID]] = defaultdict(set)
        members = Membership.objects.filter(on(day), person__in=batch)
        for person, agency in members.values_list("person", "agency"):
            held[person].add(agency)
        above = _above({agency for agencies in held.values() for agency in agencies}, day)
        for row in rows:
            found[row.pk] = _described(row, held[row.pk], above)
    return found


def _described(row: Person, agencies: set[UUID], above: dict[UUID, UUID]) -> Described:
    account: Account | None = getattr(row, "account", None)
    return Described(
        key=row.pk,
        folded_name=row.folded_name,
        birth_year=row.birth_year,
        staff_code=row.staff_code,
        phones=frozenset({row.phone, account.phone if account else ""} - {""}),
        agencies=frozenset(agencies),
        above=frozenset(above[agency] for agency in agencies if agency in above),
    )


def _above(agencies: set[UUID], day: dt.date) -> dict[UUID, UUID]:
    placed = AgencyPlacement.objects.filter(on(day), agency__in=agencies, parent__isnull=False)
    return dict(placed.values_list("agency", "parent")) if agencies else {}


def propose_duplicates(people: Iterable[UUID], day: dt.date | None = None) -> int:
    """Remember who may be the same as one of ``people``; returns how many pairs are new."""
    today = day or timezone.localdate()
    alike = find_alike(list(describe_people(set(people), today).values()), today)
    pairs = {_pair(one.one.key, one.person): one.likeness for one in alike}
    known = set[tuple[UUID, UUID]]()
    for batch in in_batches([first for first, _ in pairs]):
        known.update(DuplicatePair.objects.filter(first__in=batch).values_list("first", "second"))
    rows = [
        DuplicatePair(first_id=pair[0], second_id=pair[1], score=found.score, reasons=[*found.reasons])
        for pair, found in pairs.items()
        if pair not in known
    ]
    DuplicatePair.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def _pair(one: Any, other: UUID) -> tuple[UUID, UUID]:
    return (one, other) if one < other else (other, one)


def propose_recent(alive: Alive) -> None:
    """Nightly: whoever was written in the last two days."""
    since = timezone.now() - dt.timedelta(days=2)
    recent = Person.objects.filter(created_at__gte=since, merged_into=None).values_list("pk", flat=True)
    for batch in in_batches(list(recent)):
        propose_duplicates(batch)
        alive()


@transaction.atomic
def merge_pair(*, pair: DuplicatePair, kept: Person, acting_user: Any, reason: str) -> None:
    """They are one: ``kept`` is the record that counts. Raises ``AlreadyDecided``, ``people.actions.CannotMerge``."""
    held = _locked(pair)
    absorbed = Person.objects.get(pk=held.second_id if kept.pk == held.first_id else held.first_id)
    merge_people(kept=kept, absorbed=absorbed, acting_user=acting_user, reason=reason)
    _decide(held, Verdict.SAME, acting_user, reason)


@transaction.atomic
def keep_apart(*, pair: DuplicatePair, acting_user: Any, reason: str) -> None:
    """They are two, for good. Raises ``AlreadyDecided``."""
    _decide(_locked(pair), Verdict.DIFFERENT, acting_user, reason)


@transaction.atomic
def split_again(*, absorbed: Person, acting_user: Any, reason: str) -> None:
    """They were two after all: each counts for herself again, and they are never proposed again.

    Raises ``people.actions.CannotMerge`` where nothing is merged.
    """
    kept = absorbed.merged_into_id
    if kept is None:
        raise CannotMerge
    first, second = _pair(absorbed.pk, kept)
    # The pair is locked before the persons, as in merging.
    DuplicatePair.objects.get_or_create(first_id=first, second_id=second, defaults={"score": 0})
    held = DuplicatePair.objects.select_for_update().get(first=first, second=second)
    undo_merge(absorbed=absorbed, acting_user=acting_user, reason=reason)
    _decide(held, Verdict.DIFFERENT, acting_user, reason)


def _locked(pair: DuplicatePair) -> DuplicatePair:
    held = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
    if held.verdict:
        raise AlreadyDecided
    return held


def _decide(held: DuplicatePair, verdict: Verdict, acting_user: Any, reason: str) -> None:
    held.verdict, held.decided_by, held.decided_at = verdict, acting_user, timezone.now()
    held.save(update_fields=["verdict", "decided_by", "decided_at"])
    audit(acting_user=acting_user, verb="decide_pair", subject=held, new={"verdict": str(verdict)}, reason=reason)


def tell_merged(person_ids: Iterable[UUID], **kwargs: Any) -> None:
    """Of two records that became one, or two again, other memberships count than before."""
    memberships_changed.send(sender=Membership, person_ids=set(person_ids))
