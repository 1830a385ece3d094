"""Writing a batch: names of agents and activities, the rows and their links, by plain SQL in as few queries as can be.

The ORM would say the same in three times the time. On PostgreSQL the rows and links go in as one query, on SQLite as
one prepared statement per table.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from xapi.models import Activity, Agent, Statement, StatementActivity, StatementAgent
from xapi.rows import Json

ATTRIBUTES = tuple(field.attname for field in Statement._meta.concrete_fields)

# DO NOTHING holds no lock on a row that is there: one kept to the end of the transaction could close a circle.
_ADD_AGENTS = """
INSERT INTO xapi_agent (key, object_type, name) VALUES {values} ON CONFLICT (key) DO NOTHING RETURNING key, id"""
_ADD_ACTIVITIES = """
INSERT INTO xapi_activity (iri, definition, updated) VALUES {values} ON CONFLICT (iri) DO NOTHING RETURNING iri, id"""


def add_agents(known: dict[str, int], wanted: Mapping[str, Json]) -> None:
    """Give every wanted agent a number, sorted so that writers never wait for each other in a circle."""
    missing = sorted(wanted.keys() - known.keys())
    rows = [(key, wanted[key].get("objectType", "Agent"), wanted[key].get("name", "")) for key in missing]
    _add(_ADD_AGENTS, rows, known)
    if not known.keys() >= set(missing):
        known.update(Agent.objects.filter(key__in=missing).values_list("key", "id"))


def add_activities(known: dict[str, int], wanted: Mapping[str, Json]) -> None:
    """The same for activities; ``wanted`` gives the definition a new one is stored with, if it has one."""
    missing = sorted(wanted.keys() - known.keys())
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    rows = [(iri, json.dumps(wanted[iri]) if wanted[iri] else "", now) for iri in missing]
    _add(_ADD_ACTIVITIES, rows, known)
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


class Link(NamedTuple):
    """``thing`` is the number of an agent or activity the statement names."""

    statement: Statement
    thing: int
    direct: bool


def insert(rows: Sequence[Statement], agents: Sequence[Link], activities: Sequence[Link]) -> None:
    """Store ``rows``, whose ``seq`` is set, and their links."""
    parts = [
        (_table(Statement), [[getattr(row, name) for name in ATTRIBUTES] for row in rows]),
        (_table(StatementAgent), [_values(link) for link in agents]),
        (_table(StatementActivity), [_values(link) for link in activities]),
    ]
    written = [(table, values) for table, values in parts if values]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _in_one(cursor, written)
            return
        for table, values in written:
            cursor.executemany(table.by_place, [[_for_sqlite(value) for value in row] for row in values])


def _values(link: Link) -> list[Any]:
    """In the order of both models' columns."""
    row = link.statement
    return [row.seq, link.thing, row.stored, link.direct, row.referenced]


class _Table:
    """Its name, its columns' types in order of the model's fields, and the insert of rows given as JSON."""

    def __init__(self, model: type[Model]) -> None:
        self.name = model._meta.db_table
        self.types = {str(field.column): str(field.db_type(connection)) for field in model._meta.concrete_fields}
        names = ", ".join(self.types)
        types = ", ".join(f"{name} {kind}" for name, kind in self.types.items())
        self.by_place = f"INSERT INTO {self.name} ({names}) VALUES {_places(list(self.types))}"  # noqa: S608
        self.of_json = (
            f"INSERT INTO {self.name} ({names}) SELECT {names} FROM json_to_recordset(%s::json) AS r ({types})"  # noqa: S608
        )


@cache
def _table(model: type[Model]) -> _Table:
    return _Table(model)


def _in_one(cursor: Any, written: Sequence[tuple[_Table, Sequence[Sequence[Any]]]]) -> None:
    """Every insert but the last inside a WITH; what refers to what is checked at the end of the transaction.

    Rows go in as one JSON text per table: the driver would take each value through its own adapter.
    """
    texts = [table.of_json for table, _ in written]
    before = ", ".join(f"part_{number} AS ({text})" for number, text in enumerate(texts[:-1]))
    parameters = [
        json.dumps([dict(zip(table.types, row, strict=True)) for row in values], ensure_ascii=False, default=str)
        for table, values in written
    ]
    cursor.execute(f"WITH {before} {texts[-1]}" if before else texts[-1], parameters)


def _places(row: Sequence[Any]) -> str:
    return f"({', '.join(['%s'] * len(row))})"


def _for_sqlite(value: Any) -> Any:
    """As the ORM would write it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return str(value.astimezone(dt.UTC).replace(tzinfo=None))
    return str(value) if isinstance(value, Decimal) else value
