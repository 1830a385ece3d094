"""The version of the tree: triggers give it a new random value whenever what it is read from changes.

Triggers, for placements are written in bulk and from more places than one; random, so that a change that was rolled
back never leaves a value behind that a later one takes again. A process that finds the value it knows may use what it
read (``history``). The row is locked until the change is committed, so that two changes of the tree wait for each
other.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

STAMP = "agencies_structurestamp"
TABLES = ("agencies_agencyplacement", "agencies_reorganisation", "agencies_reorganisationlink")
EVENTS = ("insert", "update", "delete")
NEW = (
    "INSERT INTO agencies_structurestamp (id, stamp) VALUES (1, {drawn}) "
    "ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
)


def make(connection: BaseDatabaseWrapper) -> None:
    """The triggers, and a value."""
    on_postgres = connection.vendor == "postgresql"
    write = NEW.format(drawn="gen_random_uuid()::text" if on_postgres else "lower(hex(randomblob(16)))")
    with connection.cursor() as cursor:
        for statement in [*(_postgres(write) if on_postgres else _sqlite(write)), write]:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """The way back of the migration: without the stamp a trigger would refuse every new placement."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS agencies_stamp() CASCADE")
            return
        for table in TABLES:
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_stamp_{event}")


def keep(*, using: str, **kwargs: Any) -> None:
    """After a migration: SQLite drops the triggers of a table it makes anew, without a word."""
    connection = connections[using]
    if connection.vendor == "sqlite" and STAMP in connection.introspection.table_names():
        make(connection)


def _sqlite(write: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_stamp_{event} AFTER {event} ON {table} BEGIN {write}; END"
        for table in TABLES
        for event in EVENTS
    ]


def _postgres(write: str) -> list[str]:
    function = (
        f"CREATE OR REPLACE FUNCTION agencies_stamp() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {write}; RETURN NULL; END $$"
    )
    return [
        function,
        *(
            f"CREATE TRIGGER {table}_stamp AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION agencies_stamp()"
            for table in TABLES
        ),
    ]
