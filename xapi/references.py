"""The closure of StatementRefs, extended in both directions whatever arrives first, cut where a statement expires.

Who finds a statement finds what refers to it. So every pair of the closure knows the ancestor's place in the log and
what the descendant says: its verb and registration in the pair itself, whom and what it names in links of the pair.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from xapi import triggers
from xapi.arrival import as_array, as_json
from xapi.models import ReferenceActivity, ReferenceAgent, Statement, StatementRefClosure

Edge = tuple[UUID, UUID]

# What a new reference joins: its origin and all that refer to it, with its target and all that refers on from there.
_JOINED = """
SELECT up.id AS ancestor, down.id AS descendant
FROM (SELECT {origin} AS id UNION SELECT ancestor FROM xapi_statementrefclosure WHERE descendant = {origin}) up
CROSS JOIN (SELECT {target} AS id UNION SELECT descendant FROM xapi_statementrefclosure WHERE ancestor = {target}) down
"""
_EXTEND = """
INSERT INTO xapi_statementrefclosure (ancestor, descendant, seq, stored, target_seq, verb, registration)
SELECT joined.ancestor, joined.descendant, a.seq, a.stored, d.seq, d.verb, d.registration
FROM ({joined}) joined JOIN xapi_statement a ON a.statement_id = joined.ancestor
LEFT JOIN xapi_statement d ON d.statement_id = joined.descendant
WHERE true ON CONFLICT (ancestor, descendant) DO NOTHING"""
# Descendants that were waited for.
_FIND = """
UPDATE xapi_statementrefclosure SET target_seq = d.number, verb = d.verb, registration = d.registration
FROM (SELECT statement_id, seq AS number, verb, registration FROM xapi_statement WHERE statement_id {ids}) d
WHERE xapi_statementrefclosure.descendant = d.statement_id AND xapi_statementrefclosure.target_seq IS NULL"""
_LINK = """
INSERT INTO xapi_reference{thing} (pair_id, {thing}_id, direct, stored, seq)
SELECT pairs.id, l.{thing}_id, l.direct, pairs.stored, pairs.seq
FROM {pairs} JOIN xapi_statement{thing} l ON l.statement_id = pairs.target_seq"""
_THINGS = ("agent", "activity")
_SOME_PAIRS = "(SELECT id, seq, stored, target_seq FROM xapi_statementrefclosure WHERE {which}) pairs"


def _linked(which: str) -> list[str]:
    """Links of pairs of which some may have theirs already."""
    pairs = _SOME_PAIRS.format(which=which)
    return [_LINK.format(thing=thing, pairs=pairs) + " WHERE true ON CONFLICT DO NOTHING" for thing in _THINGS]


_JOINED_NEW = _JOINED.format(origin="NEW.origin", target="NEW.target")
REFERRING = triggers.View(
    "referring",
    ["origin", "target", "awaited"],
    {
        "NEW.awaited": [_FIND.format(ids="= NEW.origin"), *_linked("descendant = NEW.origin")],
        "NEW.target IS NOT NULL": [
            _EXTEND.format(joined=_JOINED_NEW),
            *_linked(f"(ancestor, descendant) IN (SELECT ancestor, descendant FROM ({_JOINED_NEW}))"),  # noqa: S608
        ],
    },
)


def extend_closure(rows: Sequence[Statement], awaited: Collection[UUID]) -> None:
    """For every new reference A -> B: A and all that refer to A now also refer to B and all B refers to.

    ``awaited`` are those of ``rows`` that pairs of the closure name already. The caller holds all references.
    """
    touched = [row for row in rows if row.ref_target is not None or row.statement_id in awaited]
    if not touched:
        return
    if connection.vendor != "postgresql":
        REFERRING.put(_for_view(row, awaited) for row in touched)
        return
    if awaited:
        _write(_FIND.format(ids="= ANY (%(ids)s::uuid[])"), {"ids": as_array(awaited)})
    edges = [(row.statement_id, row.ref_target) for row in rows if row.ref_target is not None]
    if len(edges) == 1:
        joined = _JOINED.format(origin="%(origin)s::uuid", target="%(target)s::uuid")
        _write(_EXTEND.format(joined=joined), dict(zip(("origin", "target"), map(str, edges[0]), strict=True)))
    elif edges:
        pairs = sorted(_pairs_of(edges))
        ends = {"ancestors": [pair[0] for pair in pairs], "descendants": [pair[1] for pair in pairs]}
        _write(_EXTEND.format(joined=_LISTED), {name: as_array(ids) for name, ids in ends.items()})


def _for_view(row: Statement, awaited: Collection[UUID]) -> dict[str, Any]:
    target = row.ref_target and row.ref_target.hex
    return {"origin": row.statement_id.hex, "target": target, "awaited": row.statement_id in awaited or None}


def _pairs_of(edges: Sequence[Edge]) -> set[Edge]:
    """One reference may lead on to the next: what they make together with the closure, found in one read."""
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
    return pairs


_LISTED = "SELECT * FROM unnest(%(ancestors)s::uuid[], %(descendants)s::uuid[]) AS t (ancestor, descendant)"


def _write(change: str, parameters: Mapping[str, Any]) -> None:
    """``change`` some pairs and give those whose both ends are here their links, in one query (PostgreSQL)."""
    agents, activities = (_LINK.format(thing=thing, pairs="pairs") for thing in _THINGS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH pairs AS ({change} RETURNING id, seq, stored, target_seq), agents AS ({agents}) {activities}",
            parameters,
        )


def link_again(ids: Collection[UUID]) -> None:
    """The links of ``ids`` have changed: what refers to them follows. The caller holds all references."""
    pairs = StatementRefClosure.objects.filter(descendant__in=ids, target_seq__isnull=False)
    numbers = list(pairs.values_list("pk", flat=True))
    for links in (ReferenceAgent, ReferenceActivity):
        links.objects.filter(pair__in=numbers).delete()
    if numbers:
        is_postgres = connection.vendor == "postgresql"
        among = "= ANY (%s::bigint[])" if is_postgres else "IN (SELECT value FROM json_each(%s))"
        with connection.cursor() as cursor:
            for text in _linked(f"id {among}"):
                cursor.execute(text, [as_array(numbers) if is_postgres else as_json(numbers)])


def cut(ids: Collection[UUID]) -> None:
    """Take ``ids`` out of the closure for good; what referred beyond them does so no longer.

    A statement refers to one other at most, so those that led to ``ids`` are walked again from where they stand. The
    caller holds all references (``lock_ids``).
    """
    pairs = StatementRefClosure.objects
    above = set(pairs.filter(descendant__in=ids).values_list("ancestor", flat=True)) - set(ids)
    following = dict(Statement.objects.filter(statement_id__in=above).values_list("statement_id", "ref_target"))
    kept = {(origin, target) for origin in above for target in _path(origin, following, ids)}
    touched = pairs.filter(Q(ancestor__in=[*ids, *above]) | Q(descendant__in=ids))
    gone = [pk for pk, *pair in touched.values_list("pk", "ancestor", "descendant") if tuple(pair) not in kept]
    pairs.filter(pk__in=gone).delete()


def _path(origin: UUID, following: Mapping[UUID, UUID | None], stop: Collection[UUID]) -> Iterator[UUID]:
    """What ``origin`` leads to before one of ``stop``: it led there before, so the walk ends."""
    target = following.get(origin)
    while target is not None and target not in stop:
        yield target
        target = following.get(target)
