"""Folding everything again from the log, or checking that the tables equal it.

Registrations are taken in batches under their own locks, so a rebuild runs beside live traffic. Tables folded in the
shadow and swapped would miss what is recorded meanwhile, unless everybody waited for the whole of it; here a reader
meets each registration as it was or as it is folded, and never a gap. Lost rows come back: what is gone through is the
enrolments. Nothing but the folded tables is written and no reaction runs. Certificates and frozen reports are records:
checked elsewhere, never rewritten.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from learners.enrolment.models import Enrolment
from learners.progress.evidence import evidence_of, facts_of
from learners.progress.folding import fold
from learners.progress.live import Change, columns_of, fold_again, same_completion
from learners.progress.models import Completion, Progress
from learners.progress.receivers import make_rows
from learners.progress.storing import columns, completion_row

BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    registration: UUID
    what: str


def _batches() -> Iterator[list[UUID]]:
    last = None
    while True:
        rows = Enrolment.objects.order_by("pk")
        if last is not None:
            rows = rows.filter(pk__gt=last)
        batch = list(rows.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1]


def rebuild() -> int:
    """Fold every registration again; returns how many."""
    count = 0
    for batch in _batches():
        with transaction.atomic():
            make_rows(Enrolment.objects.filter(pk__in=batch, progress=None).select_related("person"))
            rows = list(_rows(batch).select_for_update(of=("self",)))
            facts = facts_of(batch)
            fold_again([Change(row, facts[row.pk], row.pk) for row in rows])
        count += len(rows)
    return count


def check() -> Iterator[Difference]:
    """Every registration whose rows differ from what its evidence and facts give."""
    for batch in _batches():
        evidence, facts = evidence_of(batch), facts_of(batch)
        held: dict[UUID, dict[UUID, Completion]] = {key: {} for key in batch}
        for completion in Completion.objects.filter(enrolment__in=batch):
            held[completion.enrolment_id][completion.pk] = completion
        rows = {row.pk: row for row in _rows(batch)}
        yield from (Difference(key, "missing") for key in batch if key not in rows)
        for row in rows.values():
            state = fold(evidence.get(row.pk, []), facts[row.pk])
            wanted = {key: completion_row(row, key, item) for key, item in state.completions.items()}
            if columns_of(row) != columns(state, facts[row.pk]):
                yield Difference(row.pk, "progress")
            if row.person_id != row.enrolment.person.canonical_id:
                yield Difference(row.pk, "person")
            if not _same(held[row.pk], wanted):
                yield Difference(row.pk, "completions")


def _rows(batch: Sequence[UUID]) -> QuerySet[Progress]:
    return Progress.objects.filter(pk__in=batch).select_related("enrolment__person").order_by("pk")


def _same(held: dict[UUID, Completion], wanted: dict[UUID, Completion]) -> bool:
    return held.keys() == wanted.keys() and all(same_completion(held[key], row) for key, row in wanted.items())
