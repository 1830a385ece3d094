"""The fold as it runs live, inside ``record()``'s transaction."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from learners.progress.evidence import evidence_of, facts_of_editions, piece_of
from learners.progress.folding import Facts, fold, step
from learners.progress.models import Completion, Progress
from learners.progress.storing import COLUMNS, columns, completion_row, state_of
from xapi.models import Kind, Statement


@dataclass(slots=True)
class Change:
    """What happened to one registration; ``cause`` is the statement that brought it about.

    ``known`` are the completions found when the registration was folded from its evidence, withdrawn ones included.
    """

    progress: Progress
    facts: Facts
    cause: UUID
    completed: list[Completion] = field(default_factory=list)
    withdrawn: list[Completion] = field(default_factory=list)
    known: frozenset[UUID] = frozenset()
    lost_evidence: bool = False


class ProgressFold:
    def lock(self, registrations: Sequence[UUID], held: dict[UUID, Progress] | None) -> dict[UUID, Progress]:
        locked = {key: held[key] for key in registrations if key in held} if held else {}
        wanted = [key for key in registrations if key not in locked]
        if wanted:
            # The enrolment says who acts in what follows; what of it is read here never changes.
            rows = Progress.objects.select_for_update(of=("self",)).select_related("enrolment")
            locked.update({row.pk: row for row in rows.filter(pk__in=wanted).order_by("pk")})
        return locked

    def fold(
        self, locked: dict[UUID, Progress], arrived: Sequence[Statement], voided: Sequence[Statement]
    ) -> list[Change]:
        pieces: dict[UUID, list[Statement]] = defaultdict(list)
        for row in arrived:
            if row.kind == Kind.RECORD and row.registration in locked:
                pieces[row.registration].append(row)
        lost = {row.registration: row for row in voided if row.registration in locked}
        touched = sorted({*pieces, *lost})
        if not touched:
            return []
        judged = {key: (locked[key].course_key, locked[key].edition_id) for key in touched}
        facts = facts_of_editions(judged.values())
        changes = []
        for registration in touched:
            cause = (lost.get(registration) or pieces[registration][-1]).statement_id
            change = Change(locked[registration], facts[judged[registration]], cause)
            if registration in lost:
                change.lost_evidence = True
                fold_again([change])
            else:
                _add(change, pieces[registration])
            changes.append(change)
        return changes


def _add(change: Change, rows: Sequence[Statement]) -> None:
    progress = change.progress
    before = columns_of(progress)
    state = state_of(progress)
    for row in rows:
        piece = piece_of(row, progress.course_key)
        if piece is not None:
            step(state, piece, change.facts)
    after = columns(state, change.facts, held_before=progress.completed_at)
    if after != before:
        Progress.objects.filter(pk=progress.pk).update(**after)
        for name, value in after.items():
            setattr(progress, name, value)
    new = [completion_row(progress, statement_id, row) for statement_id, row in state.completions.items()]
    if new:
        Completion.objects.bulk_create(new)
        change.completed = [row for row in new if row.withdrawn_at is None]


def columns_of(progress: Progress) -> dict[str, object]:
    return {name: getattr(progress, name) for name in COLUMNS}


def fold_again(changes: Sequence[Change]) -> None:
    """Fold registrations from all their evidence and bring their rows in line; rows are locked by the caller."""
    evidence = evidence_of([change.progress.pk for change in changes])
    for change in changes:
        progress = change.progress
        state = fold(evidence.get(progress.pk, []), change.facts)
        person_id = progress.enrolment.person.canonical_id
        after = {**columns(state, change.facts), "person_id": person_id}
        if after != {**columns_of(progress), "person_id": progress.person_id}:
            Progress.objects.filter(pk=progress.pk).update(**after)
            for name, value in after.items():
                setattr(progress, name, value)
        wanted = {key: completion_row(progress, key, row) for key, row in state.completions.items()}
        _align_completions(change, wanted)


def _align_completions(change: Change, wanted: dict[UUID, Completion]) -> None:
    present = {row.pk: row for row in Completion.objects.filter(enrolment_id=change.progress.pk)}
    change.known = frozenset(wanted)
    stale = present.keys() - wanted.keys()
    if stale:
        Completion.objects.filter(pk__in=stale).delete()
    for key, row in wanted.items():
        old = present.get(key)
        if old is None:
            row.save(force_insert=True)
            if row.withdrawn_at is None:
                change.completed.append(row)
        elif same_completion(old, row):
            continue
        else:
            row.save(force_update=True)
            if row.withdrawn_at is not None and old.withdrawn_at is None:
                change.withdrawn.append(row)


def same_completion(left: Completion, right: Completion) -> bool:
    names = [field.attname for field in Completion._meta.concrete_fields]
    return all(getattr(left, name) == getattr(right, name) for name in names)
