"""Long lists, piece by piece: SQLite takes some thousand parameters in a statement, not any number."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from django.db import connections, models, router

T = TypeVar("T")
# Rows sent to the database at once.
SENT = 5000


def in_batches(things: Sequence[T], size: int = 2000) -> Iterator[Sequence[T]]:
    return (things[start : start + size] for start in range(0, len(things), size))


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows of values of the fields named ``columns``, all others as the database has them by default.

    For tens of thousands of rows under a lock: ``bulk_create`` takes five times as long to make its statements. Nothing
    comes back, no signal is sent, and no field sets itself (``auto_now``).
    """
    connection = connections[router.db_for_write(model)]
    found = map(model._meta.get_field, columns)
    fields = [field for field in found if isinstance(field, models.Field)]
    prepared = [partial(field.get_db_prep_save, connection=connection) for field in fields]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - names of fields
    given = ([prepare(value) for prepare, value in zip(prepared, row, strict=True)] for row in rows)
    with connection.cursor() as cursor:
        while some := list(islice(given, SENT)):
            cursor.executemany(sql, some)
