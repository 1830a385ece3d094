"""The closure of StatementRefs, extended in both directions whatever arrives first, cut where a statement expires."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Q

from xapi.models import Statement, StatementActivity, StatementAgent, StatementRefClosure

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


def cut(ids: Collection[UUID]) -> None:
    """Take ``ids`` out of the closure for good; what referred beyond them does so no longer.

    A statement refers to one other at most, so those that led to ``ids`` are walked again from where they stand. The
    caller holds all references (``lock_ids``).
    """
    if not ids:
        return
    pairs = StatementRefClosure.objects
    above = set(pairs.filter(descendant__in=ids).values_list("ancestor", flat=True)) - set(ids)
    below = set(pairs.filter(ancestor__in=[*ids, *above]).values_list("descendant", flat=True)) - set(ids)
    pairs.filter(Q(ancestor__in=[*ids, *above]) | Q(descendant__in=ids)).delete()
    following = dict(Statement.objects.filter(statement_id__in=above).values_list("statement_id", "ref_target"))
    pairs.bulk_create(
        StatementRefClosure(ancestor=origin, descendant=target)
        for origin in above
        for target in _path(origin, following, ids)
    )
    _unmark(below)


def _path(origin: UUID, following: Mapping[UUID, UUID | None], stop: Collection[UUID]) -> Iterator[UUID]:
    """What ``origin`` leads to before one of ``stop``: it led there before, so the walk ends."""
    target = following.get(origin)
    while target is not None and target not in stop:
        yield target
        target = following.get(target)


def _unmark(ids: Collection[UUID]) -> None:
    """Nothing refers to some of ``ids`` any longer: their rows and links say so."""
    held = set(StatementRefClosure.objects.filter(descendant__in=ids).values_list("descendant", flat=True))
    rows = Statement.objects.filter(statement_id__in=set(ids) - held, referenced=True)
    seqs = list(rows.values_list("seq", flat=True))
    Statement.objects.filter(seq__in=seqs).update(referenced=False)
    for links in (StatementAgent, StatementActivity):
        links.objects.filter(statement__in=seqs).update(referenced=False)
