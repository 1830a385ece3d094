"""Counters taking in the deltas whose day has come: what keeps reading cheap, done by the worker now and then.

Whatever it does or leaves undone, the numbers are the same: a reader adds up the counters and the deltas that are not
counted, in one statement. Each turn is a transaction of its own over a bounded number of deltas.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from learners.coverage.counting import MEASURES, ROSTER
from learners.coverage.models import CoverageCounter, CoverageDelta, RosterCounter, RosterDelta

BATCH = 2000

_TAKE_IN = """
INSERT INTO {counter} ({keys}, {measures})
SELECT {keys}, {sums} FROM {delta} WHERE id IN ({places}) GROUP BY {keys} ORDER BY {keys}
ON CONFLICT ({keys}) DO UPDATE SET {added}
"""


@dataclass(frozen=True)
class Kept:
    """A table of counters, and that of the deltas it takes in."""

    counter: type[CoverageCounter | RosterCounter]
    delta: type[CoverageDelta | RosterDelta]
    keys: tuple[str, ...]
    measures: tuple[str, ...]


KEPT = (
    Kept(CoverageCounter, CoverageDelta, ("campaign_id", "agency_id"), MEASURES),
    Kept(RosterCounter, RosterDelta, ("agency_id",), ROSTER),
)


def settle(alive: Callable[[], None] = lambda: None) -> int:
    """Take in everything up to today; returns how many deltas."""
    today, done = timezone.localdate(), 0
    for kept in KEPT:
        while taken := _settle_some(kept, today):
            done += taken
            alive()
    return done


@transaction.atomic
def _settle_some(kept: Kept, today: dt.date) -> int:
    """Another worker takes others; counters are written in one order."""
    deltas = kept.delta._default_manager
    due = deltas.filter(counted=False, effective_on__lte=today).order_by(*kept.keys)
    locked = due.select_for_update(skip_locked=connection.features.has_select_for_update)
    ids = list(locked.values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    table = kept.counter._meta.db_table
    text = _TAKE_IN.format(
        counter=table,
        delta=kept.delta._meta.db_table,
        keys=", ".join(kept.keys),
        measures=", ".join(kept.measures),
        sums=", ".join(f"sum({name})" for name in kept.measures),
        places=", ".join(["%s"] * len(ids)),
        added=", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in kept.measures),
    )
    with connection.cursor() as cursor:
        cursor.execute(text, ids)
    deltas.filter(pk__in=ids).update(counted=True)
    return len(ids)
