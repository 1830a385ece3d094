"""From what moved to dated deltas: an assignment is a step function over days, a move the difference of two. Pure, but
for ``write``.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from operator import add, sub
from typing import Any
from uuid import UUID

from django.utils import timezone

from learners.campaigns.assigning import Move
from learners.campaigns.stints import Span
from learners.campaigns.timeline import Segment
from learners.coverage.models import CoverageDelta, RosterDelta

MEASURES = (
    "required", "registered", "in_progress", "completed", "late", "no_account", "heads", "heads_completed", "exempted",
    "external", "scored", "score_sum",
)  # fmt: skip
ROSTER = ("staff", "concurrent")
Vector = tuple[int, ...]
NOTHING: Vector = (0,) * len(MEASURES)
EXEMPTED: Vector = tuple(int(name == "exempted") for name in MEASURES)
# (campaign, agency, day from which it holds) -> by how much.
Steps = dict[tuple[int, UUID, dt.date], Vector]
RosterSteps = dict[tuple[UUID, dt.date], Vector]


def standing(segment: Segment, day: dt.date) -> Vector:
    """What one person adds to the numbers on a day of the segment."""
    if segment.exempt:
        return EXEMPTED
    registered = segment.registered_on is not None and segment.registered_on <= day
    satisfied = segment.satisfied_on is not None and segment.satisfied_on <= day
    in_time = satisfied and is_in_time(segment)
    started = segment.started_on is not None and segment.started_on <= day
    scored = satisfied and segment.score is not None
    flags = (
        True,
        registered,
        started and not satisfied,
        in_time,
        satisfied and not in_time,
        not satisfied and not registered,
        segment.is_head,
        segment.is_head and in_time,
        False,
        satisfied and segment.external,
        scored,
    )
    return (*map(int, flags), (segment.score or 0) if scored else 0)


def is_in_time(segment: Segment) -> bool:
    return segment.satisfied_on is not None and segment.satisfied_on <= segment.due_on


def steps_of(segment: Segment) -> Iterator[tuple[dt.date, Vector]]:
    """By how much the numbers of the segment's agency differ from which day on."""
    start, end = segment.valid_from, segment.valid_to
    reached = (segment.registered_on, segment.started_on, segment.satisfied_on)
    inner = () if segment.exempt else (day for day in reached if day and start < day and (end is None or day < end))
    before = NOTHING
    for day in sorted({start, *inner}):
        now = standing(segment, day)
        yield day, tuple(map(sub, now, before))
        before = now
    if end is not None:
        yield end, tuple(map(sub, NOTHING, before))


def steps(moves: Iterable[Move]) -> Steps:
    """The differences of all moves, added up; what comes to nothing is left out."""
    found: Steps = {}
    for move in moves:
        for segments, change in ((move.after, add), (move.before, sub)):
            for segment in segments:
                for day, vector in steps_of(segment):
                    key = (move.campaign, segment.agency_id, day)
                    found[key] = tuple(map(change, found.get(key, NOTHING), vector))
    return {key: vector for key, vector in found.items() if any(vector)}


def write(found: Steps) -> None:
    """One insert. Deltas are new rows: nobody waits for anybody."""
    now = timezone.now()
    CoverageDelta.objects.bulk_create(
        CoverageDelta(
            campaign_id=campaign,
            agency_id=agency,
            effective_on=day,
            recorded_at=now,
            **dict(zip(MEASURES, vector, strict=True)),
        )
        for (campaign, agency, day), vector in sorted(found.items(), key=lambda step: step[0])
    )


# Somewhere, on which days, counting there or not.
Place = tuple[UUID, bool, Span]


def roster_steps(before: Iterable[Place], after: Iterable[Place]) -> RosterSteps:
    found: RosterSteps = {}
    for places, sign in ((after, 1), (before, -1)):
        for agency, counts, (start, end) in places:
            one = (sign, 0) if counts else (0, sign)
            _add(found, (agency, start), one)
            if end is not None:
                _add(found, (agency, end), (-one[0], -one[1]))
    return {key: vector for key, vector in found.items() if any(vector)}


def _add(found: RosterSteps, key: tuple[UUID, dt.date], vector: Vector) -> None:
    found[key] = tuple(map(add, found.get(key, (0,) * len(vector)), vector))


def write_roster(found: RosterSteps) -> None:
    now = timezone.now()
    RosterDelta.objects.bulk_create(
        RosterDelta(agency_id=agency, effective_on=day, recorded_at=now, staff=vector[0], concurrent=vector[1])
        for (agency, day), vector in sorted(found.items(), key=lambda step: step[0])
    )


def count(moves: Sequence[Move], **kwargs: Any) -> None:
    """Assignments moved: so do the numbers, in the same transaction."""
    found = steps(moves)
    if found:
        write(found)
