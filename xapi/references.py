"""The closure of StatementRefs, extended in both directions whatever arrives first."""

from collections.abc import Sequence

from xapi.models import Statement, StatementRefClosure


def extend_closure(rows: Sequence[Statement]) -> None:
    """For every new reference A -> B: A and all that refer to A now also refer to B and all B refers to."""
    for row in rows:
        if row.ref_target is None:
            continue
        pairs = StatementRefClosure.objects
        above = [row.statement_id, *pairs.filter(descendant=row.statement_id).values_list("ancestor", flat=True)]
        below = [row.ref_target, *pairs.filter(ancestor=row.ref_target).values_list("descendant", flat=True)]
        pairs.bulk_create(
            [StatementRefClosure(ancestor=up, descendant=down) for up in above for down in below],
            ignore_conflicts=True,
        )
