"""Reading the numbers of a day: kept sums and the deltas around it, in one statement.

With N the numbers of all deltas up to a day, and the counters C the sum of those that are counted, N is C, and what is
not counted and lies up to the day, less what is counted and lies after it. Near today that is a row for each agency and
little besides; far back it is less to add up the deltas from the beginning. Both give the same.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from learners.coverage.counting import MEASURES, ROSTER, Vector
from mooc.foundation.among import among

# More agencies than these are not named one by one.
NAMED = 4000

_KEPT = "SELECT agency_id, {measures} FROM {counter} WHERE {where}"
_SINCE = "SELECT agency_id, {measures} FROM {delta} WHERE {where} AND NOT counted AND effective_on <= %s"
_AFTER = "SELECT agency_id, {negated} FROM {delta} WHERE {where} AND counted AND effective_on > %s"
_UP_TO = "SELECT agency_id, {measures} FROM {delta} WHERE {where} AND effective_on <= %s"
ALL = (*MEASURES, *ROSTER)


@dataclass(frozen=True)
class _Part:
    """Tables that hold some of ``ALL``, and the condition on their rows."""

    counter: str
    delta: str
    measures: tuple[str, ...]
    where: str
    params: Sequence[Any]
    from_counters: bool

    def read(self, day: dt.date, known_at: dt.datetime | None) -> tuple[str, list[Any]]:
        """Rows of agency and ``ALL``, and the parameters."""
        where, params = self.where, [*self.params]
        if known_at is not None:
            where, params = f"{where} AND recorded_at <= %s", [*params, adapt(known_at)]
        columns = [(name if name in self.measures else "0", name) for name in ALL]
        words = {
            "counter": self.counter,
            "delta": self.delta,
            "where": where,
            "measures": ", ".join(f"{told} AS {name}" for told, name in columns),
            "negated": ", ".join(f"-{told} AS {name}" for told, name in columns),
        }
        near = [(_KEPT, params), (_SINCE, [*params, adapt(day)]), (_AFTER, [*params, adapt(day)])]
        parts = near if self.from_counters and known_at is None else [(_UP_TO, [*params, adapt(day)])]
        return " UNION ALL ".join(text.format(**words) for text, _ in parts), [one for _, own in parts for one in own]


def of_day(
    campaign: int,
    day: dt.date,
    agencies: Collection[UUID] | None = None,
    *,
    opens_on: dt.date,
    known_at: dt.datetime | None = None,
) -> dict[UUID, Vector]:
    """Whom the campaign asks, and who is on the rosters, on ``day``: per agency, in the order of ``ALL``. One query.

    ``agencies`` None is every one, and more of them may be told than were named; ``known_at``: as they were known then.
    """
    where, params = _named(agencies)
    asked = _Part(
        "coverage_coveragecounter",
        "coverage_coveragedelta",
        MEASURES,
        f"campaign_id = %s{where}",
        [campaign, *params],
        # Whichever adds up fewer days.
        day - opens_on > timezone.localdate() - day,
    )
    return _read([asked, _rosters(where, params)], day, known_at)


def of_days(campaign: int, days: Sequence[dt.date], agencies: Collection[UUID]) -> list[Vector]:
    """Whom the campaign asks in all ``agencies`` together on each of the ``days``, which are in order of time.

    In the order of ``MEASURES``. One query, which adds up each delta once however many days are asked.
    """
    steps = " ".join(f"WHEN effective_on <= %s THEN {number}" for number in range(len(days)))
    where, params = _named(agencies, most=None)
    text = (
        f"SELECT CASE {steps} END AS step, {_sums(MEASURES)} "  # noqa: S608
        f"FROM coverage_coveragedelta WHERE campaign_id = %s{where} AND effective_on <= %s GROUP BY 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, [*map(adapt, days), campaign, *params, adapt(days[-1])])
        moved = {row[0]: row[1:] for row in cursor.fetchall()}
    gone = [moved.get(step, (0,) * len(MEASURES)) for step in range(len(days))]
    return list(accumulate(gone, lambda before, step: tuple(map(add, before, step))))


def of_rosters(
    day: dt.date, agencies: Collection[UUID] | None = None, *, known_at: dt.datetime | None = None
) -> dict[UUID, Vector]:
    """The rosters alone, in the same order. One query."""
    return _read([_rosters(*_named(agencies))], day, known_at)


def _rosters(where: str, params: Sequence[Any]) -> _Part:
    """They begin long before anything is asked about them: always from the counters."""
    return _Part("coverage_rostercounter", "coverage_rosterdelta", ROSTER, f"1 = 1{where}", params, True)


def _read(parts: Sequence[_Part], day: dt.date, known_at: dt.datetime | None) -> dict[UUID, Vector]:
    made = [part.read(day, known_at) for part in parts]
    union = " UNION ALL ".join(text for text, _ in made)
    text = f"SELECT agency_id, {_sums(ALL)} FROM ({union}) AS found GROUP BY agency_id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(text, [value for _, params in made for value in params])
        return by_agency(cursor.fetchall())


def by_agency(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, Vector]:
    """Rows as the database gave them: the agency, then whole numbers."""
    if connection.vendor == "postgresql":
        return {row[0]: row[1:] for row in rows}
    return {UUID(row[0]): row[1:] for row in rows}


def _sums(measures: Iterable[str]) -> str:
    """As whole numbers: PostgreSQL adds up large ones to decimals."""
    return ", ".join(f"CAST(sum({name}) AS bigint)" for name in measures)


def _named(agencies: Collection[UUID] | None, most: int | None = NAMED) -> tuple[str, list[Any]]:
    if agencies is None or (most is not None and len(agencies) > most):
        return "", []
    text, ids = among("agency_id", agencies, connection.vendor)
    return f" AND {text}", [ids]


def adapt(value: dt.date) -> Any:
    """As this database takes days and moments."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value)
