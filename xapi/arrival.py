"""Locks, clock and names: what ``record()`` asks the database before it writes.

On PostgreSQL every statement id a batch brings or points at is locked first (sorted, by advisory lock), so that a
statement and its void, or two copies of one statement, can never pass each other unseen. SQLite has one writer.
Writers, and only they, mark their session: the honest ``Consistent-Through`` is the start of the oldest of them.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.utils import timezone

from xapi.models import Activity, Agent

WRITER = "xapi-writer"


def lock_ids(ids: Iterable[UUID]) -> None:
    """Hold ``ids`` until the transaction ends (PostgreSQL; one query)."""
    if connection.vendor != "postgresql":
        return
    keys = sorted({(value.int & (2**64 - 1)) - 2**63 for value in ids})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('application_name', %s, true), count(pg_advisory_xact_lock(key)) "
            "FROM (SELECT unnest(%s::bigint[]) AS key) ids",
            [WRITER, keys],
        )


@dataclass
class Known:
    """What the store already knows of a batch, and the moment to stamp: the clock, read after the locks."""

    agents: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    expired: set[UUID] = field(default_factory=set)
    now: dt.datetime = field(default_factory=timezone.now)


def look_up(ids: Sequence[UUID], agents: Sequence[str], activities: Sequence[str]) -> Known:
    """One query for the names of agents and activities, ids that expired and the database's clock."""
    postgres = connection.vendor == "postgresql"
    parts: list[tuple[str, Sequence[UUID] | Sequence[str]]] = [
        ("SELECT 'expired', 0, CAST(statement_id AS text) FROM xapi_expiredstatement WHERE statement_id IN", ids),
        ("SELECT 'agent', id, key FROM xapi_agent WHERE key IN", agents),
        ("SELECT 'activity', id, iri FROM xapi_activity WHERE iri IN", activities),
    ]
    queries: list[str] = []
    parameters: list[str | UUID] = []
    for query, values in parts:
        if values:
            queries.append(f"{query} ({', '.join(['%s'] * len(values))})")
            parameters += [value.hex if isinstance(value, UUID) and not postgres else value for value in values]
    if postgres:
        queries.append("SELECT 'now', 0, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')")
    known = Known()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), parameters)
        for what, row_id, name in cursor.fetchall():
            if what == "now":
                known.now = dt.datetime.fromisoformat(name).replace(tzinfo=dt.UTC)
            elif what == "expired":
                known.expired.add(UUID(name))
            elif what == "agent":
                known.agents[name] = row_id
            else:
                known.activities[name] = row_id
    return known


def add_agents(known: dict[str, int], wanted: Iterable[str]) -> None:
    """Give every wanted agent a row, sorted so that writers never wait for each other in a circle."""
    missing = sorted(set(wanted) - known.keys())
    if missing:
        Agent.objects.bulk_create([Agent(key=key) for key in missing], ignore_conflicts=True)
        known.update(Agent.objects.filter(key__in=missing).values_list("key", "id"))


def add_activities(known: dict[str, int], wanted: dict[str, object]) -> None:
    missing = sorted(wanted.keys() - known.keys())
    if missing:
        rows = [Activity(iri=iri, definition=json.dumps(wanted[iri]) if wanted[iri] else "") for iri in missing]
        Activity.objects.bulk_create(rows, ignore_conflicts=True)
        known.update(Activity.objects.filter(iri__in=missing).values_list("iri", "id"))
