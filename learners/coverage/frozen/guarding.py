"""The database itself refuses to change or delete what is frozen.

A migration that changes a table on SQLite makes it anew and drops its triggers without a word: after every migration
they are looked for, and made again where they are gone.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("coverage_frozenreport", "coverage_frozeninputs", "coverage_signedcopy")
EVENTS = ("UPDATE", "DELETE")
SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{event} BEFORE {event} ON {table} FOR EACH ROW
BEGIN SELECT RAISE(ABORT, '{table}: what is frozen never changes'); END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION coverage_frozen_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: what is frozen never changes', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRES = """
CREATE OR REPLACE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION coverage_frozen_stays()
"""


def guard(connection: BaseDatabaseWrapper) -> None:
    """Refuse from now on, in those of the tables that are there; said twice it is said once."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table in filter(present.__contains__, TABLES):
            if connection.vendor == "postgresql":
                cursor.execute(POSTGRES.format(table=table))
            else:
                for event in EVENTS:
                    cursor.execute(SQLITE.format(table=table, event=event))


def release(connection: BaseDatabaseWrapper) -> None:
    """The way back of the migration."""
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_stays ON {table}")
            else:
                for event in EVENTS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS coverage_frozen_stays()")


def keep(*, using: str, **kwargs: object) -> None:
    """After a migration; on PostgreSQL a trigger outlives any change of its table."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        guard(connection)
