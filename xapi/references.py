"""The closure of StatementRefs, extended in both directions whatever arrives first."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from xapi.models import Statement

# What the new reference joins: its origin and all that refer to it, with its target and all that refers on from there.
_EXTEND = """
INSERT INTO xapi_statementrefclosure (ancestor, descendant)
SELECT up.id, down.id
FROM (SELECT {origin} AS id UNION SELECT ancestor FROM xapi_statementrefclosure WHERE descendant = {origin}) up
CROSS JOIN (SELECT {target} AS id UNION SELECT descendant FROM xapi_statementrefclosure WHERE ancestor = {target}) down
WHERE true ON CONFLICT (ancestor, descendant) DO NOTHING"""
_SQLITE = _EXTEND.format(origin="%(origin)s", target="%(target)s")
_POSTGRES = _EXTEND.format(origin="%(origin)s::uuid", target="%(target)s::uuid")


# Whoever finds the target finds the reference too; its links say so, that a search need not look at the others.
_MARK = "UPDATE xapi_statement SET referenced = true WHERE statement_id = {target} AND NOT referenced RETURNING seq"
_MARK_LINKS = "UPDATE {table} SET referenced = true WHERE statement_id {seq}"
_LINKS = ("xapi_statementagent", "xapi_statementactivity")


def extend_closure(rows: Sequence[Statement]) -> None:
    """For every new reference A -> B: A and all that refer to A now also refer to B and all B refers to."""
    for row in rows:
        if row.ref_target is not None:
            (_in_postgres if connection.vendor == "postgresql" else _in_sqlite)(row.statement_id, row.ref_target)


def _in_postgres(origin: UUID, target: UUID) -> None:
    agents, activities = (_MARK_LINKS.format(table=table, seq="IN (SELECT seq FROM marked)") for table in _LINKS)
    marked = _MARK.format(target="%(target)s::uuid")
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH marked AS ({marked}), agents AS ({agents}), activities AS ({activities}) {_POSTGRES}",
            {"origin": origin, "target": target},
        )


def _in_sqlite(origin: UUID, target: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE, {"origin": origin.hex, "target": target.hex})
        cursor.execute(_MARK.format(target="%s"), [target.hex])
        for (seq,) in cursor.fetchall():
            for table in _LINKS:
                cursor.execute(_MARK_LINKS.format(table=table, seq="= %s"), [seq])
