"""The closure of StatementRefs, extended in both directions whatever arrives first, cut where a statement expires."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Q

from xapi.arrival import as_array, as_json
from xapi.models import Statement, StatementActivity, StatementAgent, StatementRefClosure

Edge = tuple[UUID, UUID]

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
_MARK = "UPDATE xapi_statement SET referenced = true WHERE statement_id {targets} AND NOT referenced RETURNING seq"
_MARK_LINKS = "UPDATE {table} SET referenced = true WHERE statement_id IN {numbers}"
_LINKS = ("xapi_statementagent", "xapi_statementactivity")
_IN_SQLITE = "IN (SELECT value FROM json_each(%s))"
_MARKED = "WITH marked AS ({}), agents AS ({}), activities AS ({})".format(
    _MARK.format(targets="= ANY (%(targets)s::uuid[])"),
    *(_MARK_LINKS.format(table=table, numbers="(SELECT seq FROM marked)") for table in _LINKS),
)


def extend_closure(rows: Sequence[Statement]) -> None:
    """For every new reference A -> B: A and all that refer to A now also refer to B and all B refers to."""
    edges = [(row.statement_id, row.ref_target) for row in rows if row.ref_target is not None]
    if not edges:
        return
    if len(edges) > 1:
        _extend_by_many(edges)
    if connection.vendor == "postgresql":
        _finish_postgres(edges)
    else:
        _finish_sqlite(edges)


def _extend_by_many(edges: Sequence[Edge]) -> None:
    """One reference may lead on to the next: what they make together is found here, in one read and one write."""
    up: dict[UUID, set[UUID]] = defaultdict(set)
    down: dict[UUID, set[UUID]] = defaultdict(set)
    touched = Q(descendant__in={origin for origin, _ in edges}) | Q(ancestor__in={target for _, target in edges})
    for ancestor, descendant in StatementRefClosure.objects.filter(touched).values_list("ancestor", "descendant"):
        up[descendant].add(ancestor)
        down[ancestor].add(descendant)
    pairs: set[Edge] = set()
    for origin, target in edges:
        ancestors, descendants = {origin, *up[origin]}, {target, *down[target]}
        pairs |= {(ancestor, descendant) for ancestor in ancestors for descendant in descendants}
        for descendant in descendants:
            up[descendant] |= ancestors
        for ancestor in ancestors:
            down[ancestor] |= descendants
    made = [StatementRefClosure(ancestor=ancestor, descendant=descendant) for ancestor, descendant in sorted(pairs)]
    StatementRefClosure.objects.bulk_create(made, ignore_conflicts=True)


def _finish_postgres(edges: Sequence[Edge]) -> None:
    """Mark the targets; a single reference joins the closure in the same query."""
    parameters = {"targets": as_array(_targets(edges))}
    if len(edges) == 1:
        parameters |= dict(zip(("origin", "target"), map(str, edges[0]), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(f"{_MARKED} {_POSTGRES if len(edges) == 1 else 'SELECT 1'}", parameters)


def _finish_sqlite(edges: Sequence[Edge]) -> None:
    with connection.cursor() as cursor:
        if len(edges) == 1:
            cursor.execute(_SQLITE, {"origin": edges[0][0].hex, "target": edges[0][1].hex})
        cursor.execute(_MARK.format(targets=_IN_SQLITE), [as_json(_targets(edges))])
        marked = [seq for (seq,) in cursor.fetchall()]
        for table in _LINKS if marked else ():
            places = ", ".join(["%s"] * len(marked))
            cursor.execute(_MARK_LINKS.format(table=table, numbers=f"({places})"), marked)


def _targets(edges: Iterable[Edge]) -> list[UUID]:
    return sorted({target for _origin, target in edges})


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
