"""Locks, clock and names: what ``record()`` asks the database before it writes.

On PostgreSQL every statement id a batch brings or refers to is locked first (sorted, by advisory lock), so that a
statement and its void, or two copies of one statement, can never pass each other unseen. SQLite has one writer.
Writers, and only they, mark their session: the honest ``Consistent-Through`` is the start of the oldest of them.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

from xapi.models import Statement

WRITER = "xapi-writer"


# Held by whoever refers to a statement or brings one that is referred to: the links of one chain must see each other.
# The last of all, behind the ids.
_REFERENCES = 2**63 - 1
_LOCK = """
SELECT set_config('application_name', %(writer)s, true), count(pg_advisory_xact_lock(key)) FROM (
  SELECT unnest(%(keys)s::bigint[]) AS key
  UNION ALL SELECT %(references)s::bigint
  WHERE %(refers)s OR EXISTS (SELECT 1 FROM xapi_statementrefclosure WHERE descendant = ANY (%(ids)s::uuid[]))
) locks"""


def lock_ids(ids: Collection[UUID], refers: bool) -> bool:
    """Hold ``ids`` until the transaction ends, and all references with ``refers`` or where one of ``ids`` is referred
    to; whether they are held (PostgreSQL; one query). What began to refer while this waited is not seen.
    """
    if connection.vendor != "postgresql":
        return True
    keys = sorted({(value.int & (2**64 - 1)) - 2**63 for value in ids})
    lists = {"keys": as_array(keys), "ids": as_array(ids)}
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, {**lists, "writer": WRITER, "references": _REFERENCES, "refers": refers})
        return bool(cursor.fetchone()[1] > len(keys))


def lock_name(name: str) -> None:
    """Hold what ``name`` stands for until the transaction ends (PostgreSQL; SQLite has one writer)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [name])


@dataclass
class Known:
    """What the store already knows of a batch: numbers and names of agents, numbers of activities and definitions of
    those the batch defines, ids that expired, ids others refer to already (``awaited``), statements that matter to it
    (``present``: their ``seq``), numbers for its own rows (SQLite tells the ``last`` one given by table, the one writer
    counts on from it), and the moment to stamp, read after the locks.
    """

    agents: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    expired: set[UUID] = field(default_factory=set)
    awaited: set[UUID] = field(default_factory=set)
    present: set[int] = field(default_factory=set)
    numbers: list[int] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    now: dt.datetime = field(default_factory=timezone.now)


# {names} stand for conditions on lists; a void that waits for one of the ids is as present as the ids themselves.
_LOOK_UP = """
SELECT 'present', seq, '', '' FROM xapi_statement WHERE statement_id {related}
UNION ALL SELECT 'present', seq, '', '' FROM xapi_statement WHERE is_voiding AND ref_target {voidable}
UNION ALL SELECT 'expired', 0, CAST(statement_id AS text), '' FROM xapi_expiredstatement WHERE statement_id {ids}
UNION ALL SELECT 'awaited', 0, CAST(descendant AS text), '' FROM xapi_statementrefclosure WHERE descendant {ids}
UNION ALL SELECT 'agent', id, key, name FROM xapi_agent WHERE key {agents}
UNION ALL SELECT 'activity', id, iri, CASE WHEN iri {defined} THEN definition ELSE '' END
  FROM xapi_activity WHERE iri {activities}
UNION ALL {numbers}"""
_SQLITE = _LOOK_UP.format(
    related="IN (SELECT value FROM json_each(%(related)s))",
    ids="IN (SELECT value FROM json_each(%(ids)s))",
    voidable="IN (SELECT value FROM json_each(%(voidable)s))",
    agents="IN (SELECT value FROM json_each(%(agents)s))",
    activities="IN (SELECT value FROM json_each(%(activities)s))",
    defined="IN (SELECT value FROM json_each(%(defined)s))",
    numbers="SELECT 'last', seq, name, '' FROM sqlite_sequence "
    "WHERE name IN ('xapi_statement', 'xapi_agent', 'xapi_activity')",
)
_POSTGRES = _LOOK_UP.format(
    related="= ANY (%(related)s::uuid[])",
    ids="= ANY (%(ids)s::uuid[])",
    voidable="= ANY (%(voidable)s::uuid[])",
    agents="= ANY (%(agents)s::text[])",
    activities="= ANY (%(activities)s::text[])",
    defined="= ANY (%(defined)s::text[])",
    numbers="SELECT 'number', nextval(pg_get_serial_sequence('xapi_statement', 'seq')), '', '' "
    "FROM generate_series(1, %(count)s) UNION ALL "
    "SELECT 'now', 0, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), ''",
)


def look_up(
    ids: Sequence[UUID],
    voidable: Iterable[UUID],
    targets: Iterable[UUID],
    agents: Iterable[str],
    activities: Iterable[str],
    defined: Iterable[str],
) -> Known:
    """All of ``Known`` in one query; ``voidable`` are those of ``ids`` that void nothing themselves, ``targets`` ids
    the batch points at, ``defined`` the activities it defines.
    """
    lists: dict[str, Any] = {"related": [*ids, *targets], "ids": ids, "voidable": voidable, "agents": agents}
    lists |= {"activities": activities, "defined": defined}
    known = Known()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = {name: as_array(values) for name, values in lists.items()}
            cursor.execute(_POSTGRES, {**arrays, "count": len(ids)})
        else:
            cursor.execute(_SQLITE, {name: as_json(values) for name, values in lists.items()})
        for what, number, name, text in cursor.fetchall():
            _note(known, what, number, name, text)
    if connection.vendor != "postgresql":
        known.numbers = following(known, Statement, len(ids))
    return known


def following(known: Known, model: type[models.Model], count: int) -> list[int]:
    """The next ``count`` numbers of a table of SQLite's, which has one writer."""
    first = known.last.get(model._meta.db_table, 0) + 1
    return list(range(first, first + count))


def _note(known: Known, what: str, number: int, name: str, text: str) -> None:
    if what == "agent":
        known.agents[name], known.names[name] = number, text
    elif what == "activity":
        known.activities[name], known.definitions[name] = number, text
    elif what == "number":
        known.numbers.append(number)
    elif what == "last":
        known.last[name] = number
    elif what == "now":
        known.now = dt.datetime.fromisoformat(name).replace(tzinfo=dt.UTC)
    elif what == "present":
        known.present.add(number)
    elif what == "awaited":
        known.awaited.add(UUID(name))
    else:
        known.expired.add(UUID(name))


def as_array(values: Iterable[UUID | str | int]) -> str:
    """A list as PostgreSQL writes an array; the driver would take each item through its own adapter."""
    quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


def as_json(values: Iterable[UUID | str | int]) -> str:
    """A list for SQLite's ``json_each``, ids as it stores them."""
    return json.dumps([value.hex if isinstance(value, UUID) else value for value in values])
