"""Little memory for work that goes through much of the database once, on a machine that also serves pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Kibibytes of pages that SQLite keeps: such work seldom asks for the same one again.
KEPT_KB = 8000


@contextmanager
def little_memory() -> Iterator[None]:
    """On SQLite a small page cache and no mapped file until the end; then both are as they were, and empty.

    To be entered outside of any transaction: within one, SQLite lets go of nothing it has mapped. PostgreSQL keeps its
    pages elsewhere.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    held = {name: _told(name) for name in ("cache_size", "mmap_size")}
    _set(cache_size=-KEPT_KB, mmap_size=0)
    try:
        yield
    finally:
        _set(**held)


def _told(name: str) -> int:
    """A database in memory has no file to map, and tells nothing."""
    row = connection.connection.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else 0


def _set(**pragmas: int) -> None:
    """Beside Django's cursor, for this asks the database nothing."""
    connection.connection.execute("PRAGMA shrink_memory")
    for name, value in pragmas.items():
        connection.connection.execute(f"PRAGMA {name}={value}")
