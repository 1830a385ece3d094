"""Writing a batch: the rows and their links, by plain SQL in as few queries as can be.

The ORM would say the same in three times the time. On PostgreSQL everything goes in as one query; on SQLite rows and
links as one prepared statement per table, and the rest by triggers.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from xapi import triggers
from xapi.models import Statement, StatementActivity, StatementAgent

ATTRIBUTES = tuple(field.attname for field in Statement._meta.concrete_fields)


class Link(NamedTuple):
    """``thing`` is the number of an agent or activity the statement names."""

    statement: Statement
    thing: int
    direct: bool


@dataclass
class Beside:
    """What goes in with the rows: which others are void from when, what is new of agents and activities (SQLite:
    ``naming.settle``), contents of files by their hash, and which row (its ``seq``) keeps which.
    """

    voids: list[tuple[int, dt.datetime | None]]
    named: dict[str, list[Any]]
    files: dict[str, bytes] = field(default_factory=dict)
    kept: list[tuple[int, str]] = field(default_factory=list)


def insert(rows: Sequence[Statement], agents: Sequence[Link], activities: Sequence[Link], beside: Beside) -> None:
    """Store ``rows``, whose ``seq`` is set, and their links, and what is ``beside`` them."""
    parts = [
        (_table(Statement), [[getattr(row, name) for name in ATTRIBUTES] for row in rows]),
        (_table(StatementAgent), [_values(link) for link in agents]),
        (_table(StatementActivity), [_values(link) for link in activities]),
    ]
    written = [(table, values) for table, values in parts if values]
    if connection.vendor == "postgresql":
        _in_one(written, list(_changes(beside)))
        return
    if beside.voids or beside.named or beside.kept:
        BESIDE.put([_for_view(beside)])
    with connection.cursor() as cursor:
        for table, values in written:
            cursor.executemany(table.by_place, table.for_sqlite(values))


def _adds(table: str, columns: str, given: str) -> str:
    places = triggers.items(*range(columns.count(",") + 1))
    return f"INSERT INTO {table} ({columns}) SELECT {places} FROM json_each(NEW.{given})"  # noqa: S608


def _changes_to(table: str, changes: str, key: str, given: str) -> str:
    return f"UPDATE {table} SET {changes} FROM json_each(NEW.{given}) WHERE {table}.{key} = {triggers.items(0)}"  # noqa: S608


# The bytes of all files stand in one column, one after another.
_FILES = f"""
INSERT INTO xapi_attachment (sha2, content, length)
SELECT sha2, coalesce(substr(NEW.contents, start, size), x''), size
FROM (SELECT {triggers.items(0)} AS sha2, {triggers.items(1)} AS start, {triggers.items(2)} AS size
      FROM json_each(NEW.files))
WHERE true ON CONFLICT (sha2) DO NOTHING"""  # noqa: S608
# The parts of ``naming`` as they come from there. Before the rows, and what waits for a row last: where a reference is
# missing its other end, SQLite looks for it on every insert, and for an agent it would read the whole log.
BESIDE = triggers.View(
    "beside",
    ["agent", "activity", "defined", "renamed", "voids", "contents", "files", "kept"],
    {
        "true": [
            _adds("xapi_agent", "id, key, object_type, name", "agent"),
            _adds("xapi_activity", "id, iri, definition, updated", "activity"),
            _changes_to("xapi_activity", f"(definition, updated) = ({triggers.items(3, 4)})", "id", "defined"),
            _changes_to("xapi_agent", f"name = {triggers.items(2)}", "id", "renamed"),
            _changes_to("xapi_statement", f"voided_at = {triggers.items(1)}", "seq", "voids"),
            _FILES,
            _adds("xapi_statementattachment", "statement_id, attachment_id", "kept"),
        ]
    },
)


def _for_view(beside: Beside) -> dict[str, Any]:
    starts = accumulate((len(content) for content in beside.files.values()), initial=1)
    lists = {
        **beside.named,
        "voids": [(seq, _for_sqlite(moment)) for seq, moment in beside.voids],
        "files": [
            (digest, start, len(beside.files[digest])) for digest, start in zip(beside.files, starts, strict=False)
        ],
        "kept": beside.kept,
    }
    row: dict[str, Any] = {name: json.dumps(values, ensure_ascii=False) for name, values in lists.items() if values}
    return {**row, "contents": b"".join(beside.files.values())}


def _changes(beside: Beside) -> Iterator[tuple[str, list[Any]]]:
    """SQL that goes with the rows on PostgreSQL, and its parameters."""
    for seq, moment in beside.voids:
        yield "UPDATE xapi_statement SET voided_at = %s WHERE seq = %s", [moment, seq]
    if beside.kept:
        files = [value for digest, content in sorted(beside.files.items()) for value in (digest, content, len(content))]
        places = ", ".join(["(%s, %s, %s)"] * len(beside.files))
        conflict = "ON CONFLICT (sha2) DO NOTHING"
        yield f"INSERT INTO xapi_attachment (sha2, content, length) VALUES {places} {conflict}", files  # noqa: S608
        places = ", ".join(["(%s, %s)"] * len(beside.kept))
        kept = [value for pair in beside.kept for value in pair]
        yield f"INSERT INTO xapi_statementattachment (statement_id, attachment_id) VALUES {places}", kept  # noqa: S608


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


def _in_one(
    written: Sequence[tuple[_Table, Sequence[Sequence[Any]]]], changes: Sequence[tuple[str, list[Any]]]
) -> None:
    """Every insert but the last inside a WITH; what refers to what is checked at the end of the transaction.

    Rows go in as one JSON text per table: the driver would take each value through its own adapter.
    """
    texts = [*(text for text, _ in changes), *(table.of_json for table, _ in written)]
    before = ", ".join(f"part_{number} AS ({text})" for number, text in enumerate(texts[:-1]))
    parameters = [value for _, values in changes for value in values] + [
        json.dumps([dict(zip(table.types, row, strict=True)) for row in values], ensure_ascii=False, default=str)
        for table, values in written
    ]
    with connection.cursor() as cursor:
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
