"""The end of a statement's term: whole statements are deleted in small batches, their ids stay known.

What a kind of statement is for decides how long it is kept (``XAPI_TERMS``, days from ``stored``). A record, a
statement nobody classified and a voiding statement have no term: a void must be there when its target arrives late.
No fold is asked: none may depend on what has a term.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from xapi import attachments, references
from xapi.arrival import lock_ids
from xapi.models import (
    ExpiredStatement,
    Kind,
    Statement,
    StatementActivity,
    StatementAgent,
    StatementAttachment,
)

# Twenty-four months of answers, half a year of behaviour.
TERMS: Mapping[str, int] = {Kind.ANSWER: 731, Kind.TELEMETRY: 180}
# One short transaction: a few dozen milliseconds of SQLite's write lock, few enough locks for PostgreSQL's table.
BATCH = 500


def terms(changed: Mapping[str, int] | None = None) -> dict[str, int]:
    """Days per kind: the defaults, the setting's over them, ``changed`` over both; raises ``ImproperlyConfigured``."""
    found = {**TERMS, **getattr(settings, "XAPI_TERMS", {}), **(changed or {})}
    for kind, days in found.items():
        if kind not in TERMS:
            raise ImproperlyConfigured(f"{kind}: only {' and '.join(sorted(TERMS))} have a term")
        if not isinstance(days, int) or days < 1:
            raise ImproperlyConfigured(f"{kind}: a term is a whole number of days, at least 1")
    return {str(kind): days for kind, days in found.items()}


def due(kind: str, days: int, now: dt.datetime) -> QuerySet[Statement]:
    """Statements of ``kind`` whose term has ended, the oldest first."""
    before = now - dt.timedelta(days=days)
    return Statement.objects.filter(kind=kind, stored__lt=before, is_voiding=False).order_by("stored")


def count_due(days: Mapping[str, int], now: dt.datetime | None = None) -> dict[str, int]:
    moment = now or timezone.now()
    return {kind: due(kind, term, moment).count() for kind, term in days.items()}


def expire(
    days: Mapping[str, int], now: dt.datetime | None = None, tell: Callable[[int], None] = lambda count: None
) -> dict[str, int]:
    """Delete what is past its term and return how many of each kind; ``tell`` hears of every batch.

    Safe to interrupt, to run again and to run twice at once.
    """
    moment = now or timezone.now()
    done = dict.fromkeys(days, 0)
    for kind, term in days.items():
        while batch := list(due(kind, term, moment).values_list("seq", "statement_id")[:BATCH]):
            done[kind] += _delete([seq for seq, _ in batch], [statement_id for _, statement_id in batch])
            tell(len(batch))
    attachments.sweep()
    return done


def _delete(seqs: Sequence[int], ids: Sequence[UUID]) -> int:
    """Under the locks of ``record()``: a copy or a reference that arrives now waits, and finds the id expired."""
    with transaction.atomic():
        lock_ids(ids, refers=True)
        rows = Statement.objects.filter(seq__in=seqs)
        known = list(rows.values_list("seq", "statement_id", "fingerprint"))
        references.cut({statement_id for _, statement_id, _ in known})
        ExpiredStatement.objects.bulk_create(
            ExpiredStatement(statement_id=statement_id, fingerprint=fingerprint)
            for _, statement_id, fingerprint in known
        )
        present = [row[0] for row in known]
        for links in (StatementAgent, StatementActivity, StatementAttachment):
            links.objects.filter(statement__in=present).delete()
        _delete_rows(present)
    return len(present)


def _delete_rows(seqs: Sequence[int]) -> None:
    """By plain SQL: the ORM would first read every row, bodies included, to look for what hangs on it."""
    if seqs:
        places = ", ".join(["%s"] * len(seqs))
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM xapi_statement WHERE seq IN ({places})", list(seqs))  # noqa: S608
