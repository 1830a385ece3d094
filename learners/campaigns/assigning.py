"""Keeping assignments in step with rosters, waivers and deeds: derived again for those concerned, set-wise.

Only what differs is written. ``assignments_moved`` carries what it was and what it is, in the same transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from learners.campaigns.deeds import Deeds, milestones
from learners.campaigns.facts import Asking, Facts, People, askings, read
from learners.campaigns.models import Assignment
from learners.campaigns.signals import assignments_moved
from learners.campaigns.timeline import Segment, Waivers, timeline

BATCH = 1000
# Columns that say where and when; rows equal in them are brought in line, others are made anew.
PERIOD = slice(0, 6)
COLUMNS = Segment._fields
Key = tuple[int, UUID]


@dataclass(slots=True)
class Held:
    """The rows of one person in one campaign."""

    ids: list[int] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Move:
    """What a campaign asked of one person, and what it asks of her now."""

    campaign: int
    before: Sequence[Segment]
    after: Sequence[Segment]


def refresh(
    person_ids: Iterable[UUID],
    campaign_ids: Collection[int] | None = None,
    asking: dict[int, Asking] | None = None,
) -> int:
    """Derive the assignments of these people again, in all campaigns or in those given; returns how many moved.

    A dozen queries for each ``BATCH`` of people, all in the caller's transaction or in one of its own: whoever has more
    than a few thousand leaves them to the worker (``pending``). ``asking`` spares a second reading of the campaigns.
    """
    moved = 0
    with transaction.atomic():
        if asking is None:
            asking = askings(campaign_ids)
        wanted_ids = sorted(set(person_ids))
        for start in range(0, len(wanted_ids), BATCH):
            moved += _refresh(wanted_ids[start : start + BATCH], campaign_ids, asking)
    return moved


def _refresh(person_ids: Sequence[UUID], campaign_ids: Collection[int] | None, asking: dict[int, Asking]) -> int:
    people = People.lock(person_ids)
    facts = read(people, list(asking))
    before = held_by(people.kept, campaign_ids)
    after = dict(wanted(people.humans, facts, asking))
    moves = write(before, after)
    if moves:
        assignments_moved.send(sender=Assignment, moves=moves)
    return len(moves)


def wanted(humans: Iterable[UUID], facts: Facts, asking: dict[int, Asking]) -> Iterator[tuple[Key, list[Segment]]]:
    """What every campaign ought to ask of each of these."""
    nothing, usual = Deeds(), Waivers()
    for human in humans:
        stints, deeds = facts.stints.get(human), facts.deeds.get(human, nothing)
        if not stints:
            continue
        for campaign, one in asking.items():
            waivers = facts.waivers.get((campaign, human), usual)
            segments = timeline(one.terms, stints, one.audience.spans, waivers, milestones(one.terms, deeds))
            if segments:
                yield (campaign, human), segments


def held_by(person_ids: Iterable[UUID], campaign_ids: Collection[int] | None = None) -> dict[Key, Held]:
    """The rows as they are, locked in one order: one query."""
    rows = Assignment.objects.filter(person__in=list(person_ids))
    if campaign_ids is not None:
        rows = rows.filter(campaign__in=campaign_ids)
    locked = rows.order_by("person", "campaign", "valid_from").select_for_update(of=("self",), no_key=True)
    found: dict[Key, Held] = defaultdict(Held)
    for pk, campaign, person, *columns in locked.values_list("pk", "campaign_id", "person_id", *COLUMNS):
        held = found[campaign, person]
        held.ids.append(pk)
        held.segments.append(Segment(*columns))
    return dict(found)


def write(before: dict[Key, Held], after: dict[Key, list[Segment]]) -> list[Move]:
    """Bring the rows in line: a delete, an insert and an update at most, for any number of them."""
    moves, stale, new, changed = [], list[int](), list[Assignment](), list[Assignment]()
    for key in sorted({*before, *after}):
        held, segments = before.get(key, Held()), after.get(key, [])
        if held.segments == segments:
            continue
        moves.append(Move(key[0], held.segments, segments))
        if [one[PERIOD] for one in held.segments] == [one[PERIOD] for one in segments]:
            pairs = zip(held.ids, held.segments, segments, strict=True)
            changed += [row_of(key, segment, pk) for pk, old, segment in pairs if old != segment]
        else:
            stale += held.ids
            new += [row_of(key, segment) for segment in segments]
    if stale:
        Assignment.objects.filter(pk__in=stale).delete()
    if changed:
        Assignment.objects.bulk_update(changed, COLUMNS[PERIOD.stop :])
    if new:
        Assignment.objects.bulk_create(new)
    return moves


def row_of(key: Key, segment: Segment, pk: int | None = None) -> Assignment:
    return Assignment(pk=pk, campaign_id=key[0], person_id=key[1], **segment._asdict())
