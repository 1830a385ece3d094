"""Reading the log: filters, pages by key and the mark up to which an answer is complete.

A page continues after ``(stored, seq)``, never by offset.
"""

import datetime as dt
import sqlite3
import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from xapi import parameters, searching
from xapi import validation_values as v
from xapi.arrival import WRITER
from xapi.models import Authority, Statement
from xapi.rows import agent_key, bounded

MAX_PAGE = 100
FILTERS = frozenset(
    [
        "agent",
        "verb",
        "activity",
        "registration",
        "since",
        "until",
        "limit",
        "ascending",
        "related_activities",
        "related_agents",
    ]
)

_NOTHING: Mapping[str, Any] = MappingProxyType({})

# (when this process learnt it, by its own steady clock; the moment)
_last: tuple[float, dt.datetime] | None = None


def complete_through(max_age: float = 0) -> dt.datetime:
    """Nothing stored before this moment can still appear. Read it before the query's own snapshot.

    What was true stays true, so who can do with an older moment takes one that was read ``max_age`` seconds ago.
    """
    global _last
    now = time.monotonic()
    if _last is None or now - _last[0] >= max_age:
        _last = (now, _oldest_writer() if connection.vendor == "postgresql" else _newest_settled())
    return _last[1]


def _oldest_writer() -> dt.datetime:
    """The clock is read before the writers are: one who begins in between stamps later than that."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT least(statement_timestamp(), min(xact_start)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = %s AND pid <> pg_backend_pid()",
            [WRITER],
        )
        moment: dt.datetime = cursor.fetchone()[0]
        return moment


def _newest_settled() -> dt.datetime:
    """SQLite has one writer, who stamps while nobody else may write.

    Is none at work, then all that was stamped before now is there; is one, all that was before the newest to be seen.
    """
    now = timezone.now()
    connection.ensure_connection()
    if connection.in_atomic_block or _may_write(connection.connection):
        return now
    newest = Statement.objects.order_by("-stored").values_list("stored", flat=True).first()
    return newest or dt.datetime.fromtimestamp(0, dt.UTC)


def _may_write(database: Any) -> bool:
    """Whether the lock of the one writer is free this instant; it is given back at once."""
    (patience,) = database.execute("PRAGMA busy_timeout").fetchone()
    database.execute("PRAGMA busy_timeout = 0")
    try:
        database.execute("BEGIN IMMEDIATE")
        database.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        database.execute(f"PRAGMA busy_timeout = {int(patience)}")
    return True


def parse(query: Mapping[str, str]) -> dict[str, Any]:
    """The filters of a query string as values; raises ``InvalidStatement`` naming the parameter."""
    checks: dict[str, v.Check] = {
        "verb": v.iri,
        "activity": v.iri,
        "registration": v.uuid,
        "since": v.timestamp,
        "until": v.timestamp,
    }
    found: dict[str, Any] = {}
    for name, value in query.items():
        if name in checks:
            checks[name](value, name, "2.0.0")
            found[name] = bounded(value) if name in ("verb", "activity") else value
        elif name == "agent":
            found[name] = agent_key(parameters.agent(query))
        elif name == "limit":
            if not (value.isascii() and value.isdigit() and len(value) < 10):
                raise v.InvalidStatement(name, _("Phải là số nguyên không âm."))
            found[name] = int(value)
        else:
            v.one_of("true", "false")(value, name, "2.0.0")
            found[name] = value == "true"
    return found


def find_one(
    statement_id: str, *, voided: bool, only: Authority | None, held: Mapping[str, Any] = _NOTHING
) -> Statement | None:
    """``held``: the agent who must be its actor and the registration it must have, if any."""
    rows = Statement.objects.filter(statement_id=UUID(statement_id), voided_at__isnull=not voided)
    if held:
        rows = rows.filter(actor__key=held["agent"], registration=UUID(held["registration"]))
    return (rows.filter(authority=only) if only else rows).first()


class Place(NamedTuple):
    """Where in the log a statement stands; pages continue after one."""

    stored: dt.datetime
    seq: int


class Found(NamedTuple):
    place: Place
    raw: str


def page(filters: Mapping[str, Any], *, only: Authority | None, after: Place | None) -> tuple[Sequence[Found], bool]:
    """One page of statements and whether more follow; ``only`` restricts to one authority's statements."""
    size = min(filters.get("limit") or MAX_PAGE, MAX_PAGE)
    rows = searching.rows(searching.statement_of(filters, only=only, after=after, limit=size + 1))
    found = [Found(Place(_instant(stored), seq), raw) for stored, seq, raw in rows]
    return found[:size], len(found) > size


def _instant(value: dt.datetime | str) -> dt.datetime:
    """SQLite has text for it, in UTC, and its driver may have read that without saying so."""
    moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
