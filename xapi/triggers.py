"""SQLite's way to write several tables by one statement: a row put into a view, whose triggers write them.

PostgreSQL does the same with WITH. The views are temporary. A connection makes one when it first needs it and drops
it before migrations, for no table can be renamed that a trigger names.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import OperationalError, connection, connections

_PREFIX = "xapi_put_"


class View:
    """``columns`` of the rows it takes (a column of several rows is JSON); ``writes`` are statements about ``NEW``, in
    order, by what must hold for a row. Which of two conditions' statements come first is SQLite's to choose.
    """

    def __init__(self, name: str, columns: Sequence[str], writes: Mapping[str, Sequence[str]]) -> None:
        self.name, self.columns, self._writes = _PREFIX + name, columns, writes

    def put(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """One statement, whatever the rows bring; inside of the caller's transaction."""
        values = [[row.get(column) for column in self.columns] for row in rows]
        text = f"INSERT INTO {self.name} VALUES ({', '.join(['%s'] * len(self.columns))})"  # noqa: S608
        with connection.cursor() as cursor:
            try:
                cursor.executemany(text, values)
            except OperationalError as error:
                if "no such table" not in str(error):
                    raise
                self.make(cursor)
                cursor.executemany(text, values)

    def make(self, cursor: Any) -> None:
        """Unless it is there. Best outside of a transaction: until the one that makes it ends, SQLite reads its schema
        again for each savepoint taken back.
        """
        columns = ", ".join(f"NULL AS {it}" for it in self.columns)
        cursor.execute(f"CREATE TEMP VIEW IF NOT EXISTS {self.name} AS SELECT {columns}")
        for number, (condition, writes) in enumerate(self._writes.items()):
            cursor.execute(
                f"CREATE TEMP TRIGGER IF NOT EXISTS {self.name}_{number} INSTEAD OF INSERT ON {self.name} "
                f"WHEN {condition} BEGIN {'; '.join(writes)}; END"
            )


def items(*numbers: int) -> str:
    """Columns of a row that ``json_each`` gives, by their places in it."""
    return ", ".join(f"json_extract(value, '$[{number}]')" for number in numbers)


def drop(using: str, **_signal: Any) -> None:
    """Receives ``pre_migrate``."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_temp_master WHERE type = 'view' AND name LIKE %s", [f"{_PREFIX}%"])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP VIEW {name}")
