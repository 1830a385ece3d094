"""Keeping the words of names: triggers on the table of people, for rosters are written in bulk.

A migration that changes a table on SQLite makes it anew and drops its triggers without a word. So after every
migration we look whether they are still there, and where they are not we make them and write all words again.
"""

from pathlib import Path
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

SQL = Path(__file__).parent / "migrations"
TRIGGER = "coverage_name_words_insert"


def make(connection: BaseDatabaseWrapper) -> None:
    """Triggers, and the words of everybody who is there."""
    text = (SQL / f"name_words.{connection.vendor}.sql").read_text()
    _execute(connection, _statements(text) if connection.vendor == "sqlite" else [text])


def drop(connection: BaseDatabaseWrapper) -> None:
    """The way back of the migration: without its table a trigger would refuse every new person."""
    if connection.vendor == "sqlite":
        _execute(connection, [f"DROP TRIGGER IF EXISTS {TRIGGER}", "DROP TRIGGER IF EXISTS coverage_name_words_update"])
    else:
        _execute(connection, ["DROP FUNCTION IF EXISTS coverage_name_words() CASCADE"])


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _statements(text: str) -> list[str]:
    """SQLite takes one at a time; a trigger's body holds semicolons of its own, at the end of indented lines."""
    found, current = [], list[str]()
    for line in text.splitlines():
        current.append(line)
        if line.endswith(";") and (line == "END;" or not current[0].startswith("CREATE TRIGGER")):
            found.append("\n".join(current))
            current = []
    return found


def keep(*, using: str, **kwargs: Any) -> None:
    """After a migration; on PostgreSQL a trigger outlives any change of its table."""
    connection = connections[using]
    if connection.vendor != "sqlite" or "coverage_nameword" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = %s", [TRIGGER])
        if cursor.fetchone() is None:
            make(connection)
