"""Writing a batch: names of agents and activities, the rows and their links, by plain SQL in as few queries as can be.

The ORM would say the same in three times the time. On PostgreSQL the rows and links go in as one query, on SQLite as
one prepared statement per table.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from xapi.models import Activity, Agent, Statement

COLUMNS = tuple(str(field.column) for field in Statement._meta.concrete_fields)
ATTRIBUTES = tuple(field.attname for field in Statement._meta.concrete_fields)

# DO NOTHING holds no lock on a row that is there: one kept to the end of the transaction could close a circle.
_ADD_AGENTS = """
INSERT INTO xapi_agent (key, object_type, name) VALUES {values} ON CONFLICT (key) DO NOTHING RETURNING key, id"""
_ADD_ACTIVITIES = """
INSERT INTO xapi_activity (iri, definition, updated) VALUES {values} ON CONFLICT (iri) DO NOTHING RETURNING iri, id"""


def add_agents(known: dict[str, int], wanted: Sequence[str]) -> None:
    """Give every wanted agent a number, sorted so that writers never wait for each other in a circle."""
    missing = sorted(set(wanted) - known.keys())
    _add(_ADD_AGENTS, [(key, "Agent", "") for key in missing], known)
    if not known.keys() >= set(missing):
        known.update(Agent.objects.filter(key__in=missing).values_list("key", "id"))


def add_activities(known: dict[str, int], wanted: Mapping[str, object]) -> None:
    """The same for activities; ``wanted`` gives the definition a new one is stored with, if it has one."""
    missing = sorted(wanted.keys() - known.keys())
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    _add(_ADD_ACTIVITIES, [(iri, _definition(wanted[iri]), now) for iri in missing], known)
    if not known.keys() >= set(missing):
        known.update(Activity.objects.filter(iri__in=missing).values_list("iri", "id"))


def _add(text: str, rows: Sequence[Sequence[Any]], known: dict[str, int]) -> None:
    """Insert ``rows`` and note their numbers; what another writer has inserted meanwhile is not among them."""
    if not rows:
        return
    values = ", ".join([_places(rows[0])] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(text.format(values=values), [value for row in rows for value in row])
        known.update(cursor.fetchall())


def _definition(value: object) -> str:
    return json.dumps(value) if value else ""


Link = tuple[int, int, str]


def insert(rows: Sequence[Statement], agents: Sequence[Link], activities: Sequence[Link]) -> None:
    """Store ``rows``, whose ``seq`` is set, and their links as (seq, number, role)."""
    parts: list[tuple[str, Sequence[Sequence[Any]]]] = [
        (f"xapi_statement ({', '.join(COLUMNS)})", [_values(row) for row in rows]),
        ("xapi_statementagent (statement_id, agent_id, role)", agents),
        ("xapi_statementactivity (statement_id, activity_id, role)", activities),
    ]
    written = [(f"INSERT INTO {target} VALUES ", values) for target, values in parts if values]  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _in_one(cursor, written)
            return
        for text, values in written:
            cursor.executemany(text + _places(values[0]), values)


def _in_one(cursor: Any, written: Sequence[tuple[str, Sequence[Sequence[Any]]]]) -> None:
    """Every insert but the last inside a WITH; what refers to what is checked at the end of the transaction."""
    texts = [text + ", ".join([_places(values[0])] * len(values)) for text, values in written]
    before = ", ".join(f"part_{number} AS ({text})" for number, text in enumerate(texts[:-1]))
    parameters = [value for _, values in written for row in values for value in row]
    cursor.execute(f"WITH {before} {texts[-1]}" if before else texts[-1], parameters)


def _places(row: Sequence[Any]) -> str:
    return f"({', '.join(['%s'] * len(row))})"


def _values(row: Statement) -> list[Any]:
    values = [getattr(row, name) for name in ATTRIBUTES]
    return values if connection.vendor == "postgresql" else [_for_sqlite(value) for value in values]


def _for_sqlite(value: Any) -> Any:
    """As the ORM would write it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return str(value.astimezone(dt.UTC).replace(tzinfo=None))
    return str(value) if isinstance(value, Decimal) else value
