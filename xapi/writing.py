"""Writing a batch: the rows and their links, by plain SQL in as few queries as can be.

The ORM would say the same in three times the time. On PostgreSQL the rows and links go in as one query, on SQLite as
one prepared statement per table.
"""

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from xapi.models import Statement, StatementActivity, StatementAgent

ATTRIBUTES = tuple(field.attname for field in Statement._meta.concrete_fields)


class Link(NamedTuple):
    """``thing`` is the number of an agent or activity the statement names."""

    statement: Statement
    thing: int
    direct: bool


class Change(NamedTuple):
    """SQL that goes with the rows, about other ones."""

    text: str
    values: list[Any]


def insert(
    rows: Sequence[Statement], agents: Sequence[Link], activities: Sequence[Link], others: Sequence[Change] = ()
) -> None:
    """Store ``rows``, whose ``seq`` is set, and their links, and make the ``others`` changes with them."""
    parts = [
        (_table(Statement), [[getattr(row, name) for name in ATTRIBUTES] for row in rows]),
        (_table(StatementAgent), [_values(link) for link in agents]),
        (_table(StatementActivity), [_values(link) for link in activities]),
    ]
    written = [(table, values) for table, values in parts if values]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _in_one(cursor, written, others)
            return
        for table, values in written:
            cursor.executemany(table.by_place, table.for_sqlite(values))
        for change in others:
            cursor.execute(change.text, [_for_sqlite(value) for value in change.values])


def _values(link: Link) -> list[Any]:
    """In the order of both models' columns."""
    row = link.statement
    return [row.seq, link.thing, row.stored, link.direct]


# What Python's driver for SQLite has no value for.
_KEPT_AS_TEXT = (models.UUIDField, models.DateTimeField, models.DecimalField)


class _Table:
    """Its name, its columns' types in order of the model's fields, and the insert of rows given as JSON."""

    def __init__(self, model: type[models.Model]) -> None:
        self.name = model._meta.db_table
        self.types = {str(field.column): str(field.db_type(connection)) for field in model._meta.concrete_fields}
        fields = model._meta.concrete_fields
        self._texts = [number for number, field in enumerate(fields) if isinstance(field, _KEPT_AS_TEXT)]
        names = ", ".join(self.types)
        types = ", ".join(f"{name} {kind}" for name, kind in self.types.items())
        self.by_place = f"INSERT INTO {self.name} ({names}) VALUES {_places(list(self.types))}"  # noqa: S608
        self.of_json = (
            f"INSERT INTO {self.name} ({names}) SELECT {names} FROM json_to_recordset(%s::json) AS r ({types})"  # noqa: S608
        )

    def for_sqlite(self, rows: Sequence[list[Any]]) -> Sequence[list[Any]]:
        """``rows``, changed in place; one moment stands in all of them."""
        texts: dict[Any, Any] = {}
        for row in rows:
            for number in self._texts:
                value = row[number]
                if value not in texts:
                    texts[value] = _for_sqlite(value)
                row[number] = texts[value]
        return rows


@cache
def _table(model: type[models.Model]) -> _Table:
    return _Table(model)


def _in_one(cursor: Any, written: Sequence[tuple[_Table, Sequence[Sequence[Any]]]], others: Sequence[Change]) -> None:
    """Every insert but the last inside a WITH; what refers to what is checked at the end of the transaction.

    Rows go in as one JSON text per table: the driver would take each value through its own adapter.
    """
    texts = [*(change.text for change in others), *(table.of_json for table, _ in written)]
    before = ", ".join(f"part_{number} AS ({text})" for number, text in enumerate(texts[:-1]))
    parameters = [value for change in others for value in change.values] + [
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
