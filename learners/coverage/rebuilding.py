"""Deriving everything coverage reads again from the facts, or checking that it equals them.

Assignments from rosters, waivers and progress; deltas from assignments; counters from deltas. People are taken in
batches under their own locks, beside live traffic. Deltas are never changed: what they lack is added as of now, so that
what was known earlier stays what it was. After a rebuild another one changes nothing.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from operator import sub
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet, Sum

from learners.agencies.models import Membership
from learners.campaigns.assigning import COLUMNS, Move, held_by, refresh
from learners.campaigns.assigning import wanted as wanted_segments
from learners.campaigns.facts import Asking, People, askings, read
from learners.campaigns.models import Assignment, Campaign
from learners.campaigns.timeline import Segment
from learners.coverage import places
from learners.coverage.counting import (
    MEASURES,
    ROSTER,
    RosterSteps,
    Steps,
    Vector,
    roster_steps,
    steps,
    write,
    write_roster,
)
from learners.coverage.models import CoverageDelta, RosterDelta, RosterPlace
from learners.coverage.settling import KEPT, Kept
from mooc.foundation.batches import in_batches

BATCH = 1000
CHUNK = 5000


def rebuild() -> int:
    """Returns how many people's assignments or places, steps of numbers and counters were brought in line."""
    changed, asking = 0, askings()
    for people in _batches():
        changed += refresh(people, asking=asking) + places.refresh_places(people)
    for campaign in _campaigns():
        with transaction.atomic():
            changed += len(lacking := lacking_steps(campaign))
            write(lacking)
    with transaction.atomic():
        changed += len(lacking_places := lacking_roster_steps())
        write_roster(lacking_places)
    return changed + sum(map(_mend, KEPT))


def check() -> Iterator[str]:
    """In words whatever differs, writing nothing."""
    asking = askings()
    for some in _batches():
        yield from _differing_people(some, asking)
    for campaign in _campaigns():
        for (_, agency, day), vector in lacking_steps(campaign).items():
            yield f"delta {campaign} {agency} {day}: {dict(zip(MEASURES, vector, strict=True))}"
    for (agency, day), vector in lacking_roster_steps().items():
        yield f"roster delta {agency} {day}: {dict(zip(ROSTER, vector, strict=True))}"
    for kept in KEPT:
        for key, vector in sorted(_wrong(kept).items()):
            yield f"counter {' '.join(map(str, key))}: {dict(zip(kept.measures, vector, strict=True))}"


def _batches() -> Iterator[Collection[UUID]]:
    """Everybody who stands, or stood, on a roster, or of whom something is derived."""
    held = (Membership, Assignment, RosterPlace)
    found = set[UUID]().union(*(model.objects.values_list("person_id", flat=True).distinct() for model in held))
    yield from in_batches(sorted(found), BATCH)


def _campaigns() -> list[int]:
    return list(Campaign.objects.order_by("pk").values_list("pk", flat=True))


def _differing_people(ids: Collection[UUID], asking: dict[int, Asking]) -> Iterator[str]:
    with transaction.atomic():
        people = People.lock(ids)
        segments = dict(wanted_segments(people.humans, read(people, list(asking)), asking))
        held = {key: one.segments for key, one in held_by(people.kept).items()}
        moved = places.differing(places.held_by(people.kept), places.wanted(people))
    for campaign, person in sorted({*segments, *held}):
        if segments.get((campaign, person)) != held.get((campaign, person)):
            yield f"assignment {campaign} {person}"
    yield from (f"place {person}" for person in moved)


def lacking_steps(campaign: int) -> Steps:
    """What the deltas of a campaign lack to be those of its assignments."""
    rows = Assignment.objects.filter(campaign=campaign).values_list(*COLUMNS).iterator(chunk_size=CHUNK)
    wanted = steps(Move(campaign, (), [Segment(*row)]) for row in rows)
    held = _summed(CoverageDelta.objects.filter(campaign=campaign), MEASURES)
    return _less(wanted, {(campaign, *key): vector for key, vector in held.items()}, len(MEASURES))


def lacking_roster_steps() -> RosterSteps:
    columns = ("agency_id", "counts", "valid_from", "valid_to")
    rows = RosterPlace.objects.values_list(*columns).iterator(chunk_size=CHUNK)
    wanted = roster_steps((), ((agency, counts, (start, end)) for agency, counts, start, end in rows))
    return _less(wanted, _summed(RosterDelta.objects.all(), ROSTER), len(ROSTER))


def _less(wanted: dict[Any, Vector], held: dict[Any, Vector], width: int) -> dict[Any, Vector]:
    nothing = (0,) * width
    found = {key: tuple(map(sub, wanted.get(key, nothing), held.get(key, nothing))) for key in {*wanted, *held}}
    return {key: vector for key, vector in found.items() if any(vector)}


def _summed(deltas: QuerySet[Any, Any], measures: tuple[str, ...]) -> dict[tuple[UUID, dt.date], Vector]:
    sums = {f"sum_{name}": Sum(name) for name in measures}
    rows = deltas.values_list("agency_id", "effective_on").annotate(**sums).order_by()
    return {(agency, day): tuple(vector) for agency, day, *vector in rows}


def _wrong(kept: Kept) -> dict[tuple[Any, ...], Vector]:
    """The counters that are not the sum of what they took in, with what they ought to be."""
    sums = {f"sum_{name}": Sum(name) for name in kept.measures}
    rows = kept.delta._default_manager.filter(counted=True).values_list(*kept.keys).annotate(**sums).order_by()
    width = len(kept.keys)
    wanted = {row[:width]: tuple(row[width:]) for row in rows}
    held = {
        row[:width]: tuple(row[width:]) for row in kept.counter._default_manager.values_list(*kept.keys, *kept.measures)
    }
    nothing = (0,) * len(kept.measures)
    return {
        key: wanted.get(key, nothing) for key in {*wanted, *held} if wanted.get(key, nothing) != held.get(key, nothing)
    }


@transaction.atomic
def _mend(kept: Kept) -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # The worker waits with what it takes in; readers do not.
            cursor.execute(f"LOCK TABLE {kept.counter._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    wrong = _wrong(kept)
    for key, vector in wrong.items():
        kept.counter._default_manager.update_or_create(
            **dict(zip(kept.keys, key, strict=True)), defaults=dict(zip(kept.measures, vector, strict=True))
        )
    return len(wrong)
