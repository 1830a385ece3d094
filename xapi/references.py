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


def extend_closure(rows: Sequence[Statement]) -> None:
    """For every new reference A -> B: A and all that refer to A now also refer to B and all B refers to."""
    for row in rows:
        if row.ref_target is not None:
            _extend(row.statement_id, row.ref_target)


def _extend(origin: UUID, target: UUID) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES, {"origin": origin, "target": target})
        else:
            cursor.execute(_SQLITE, {"origin": origin.hex, "target": target.hex})
