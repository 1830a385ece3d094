"""The fold as it runs live, inside ``record()``'s transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import prefetch_related_objects

from learners.enrolment.models import Enrolment
from learners.progress.evidence import evidence_of, facts_of_editions, piece_of
from learners.progress.folding import Facts, fold, step
from learners.progress.models import Completion, Progress
from learners.progress.storing import COLUMNS, columns, completion_row, from_row, state_of, write
from xapi.models import Kind, Statement


@dataclass(slots=True)
class Change:
    """What happened to one registration; ``cause`` is the statement that brought it about.

    ``known`` are the completions found when the registration was folded from its evidence, withdrawn ones included;
    ``stands`` says whether one of them held then. ``began``: study began, or earlier than was known; ``rescored``: a
    score is another, of a course that is completed; ``refolded``: anything may be.
    """

    progress: Progress
    facts: Facts
    cause: UUID
    completed: list[Completion] = field(default_factory=list)
    withdrawn: list[Completion] = field(default_factory=list)
    known: frozenset[UUID] = frozenset()
    stands: bool = False
    lost_evidence: bool = False
    # The last required unit has just been done.
    finished: bool = False
    began: bool = False
    rescored: bool = False
    refolded: bool = False

    @property
    def is_complete(self) -> bool:
        """Everything required is done, and the course is not completed yet."""
        progress, required = self.progress, self.facts.required
        return not progress.completed_at and bool(required) and progress.units_done >= len(required)

    @property
    def is_milestone(self) -> bool:
        """Whoever counts by courses begun and completed has to look."""
        return bool(self.began or self.rescored or self.refolded or self.completed or self.withdrawn)


# The enrolment's columns read with the lock; the others are fetched if anybody asks.
ENROLMENT = ["id", "person_id", "alias_id", "course_key"]


class ProgressFold:
    def lock(self, registrations: Sequence[UUID], held: dict[UUID, Progress] | None) -> dict[UUID, Progress]:
        locked = {key: held[key] for key in registrations if key in held} if held else {}
        wanted = [key for key in registrations if key not in locked]
        if wanted:
            locked.update({row.pk: row for row in _lock_rows(wanted)})
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
            else:
                _add(change, pieces[registration])
            changes.append(change)
        again = [change for change in changes if change.lost_evidence]
        if again:
            fold_again(again)
        return changes


def _lock_rows(registrations: Sequence[UUID]) -> Iterable[Progress]:
    """``select_for_update`` in plain SQL: compiling it would be a fifth of what a statement costs.

    The enrolment comes along, for it says who acts in what follows; what of it is read here never changes.
    """
    key = Progress._meta.pk
    names = [field.column for field in Progress._meta.concrete_fields]
    lock = "FOR UPDATE OF p" if connection.features.has_select_for_update_of else ""
    text = (
        f"SELECT e.person_id, e.alias_id, {', '.join(f'p.{name}' for name in names)} "  # noqa: S608
        "FROM progress_progress p JOIN enrolment_enrolment e ON e.id = p.enrolment_id "
        f"WHERE p.enrolment_id IN ({', '.join(['%s'] * len(registrations))}) ORDER BY p.enrolment_id {lock}"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, [key.get_db_prep_value(value, connection) for value in registrations])
        found = cursor.fetchall()
    for person, alias, *values in found:
        row = from_row(values)
        known = [row.pk, _uuid(person), _uuid(alias), row.course_key]
        row.enrolment = Enrolment.from_db(connection.alias, ENROLMENT, known)
        yield row


def _uuid(value: UUID | str) -> UUID:
    """As the database hands a column over that no field stands for."""
    return value if isinstance(value, UUID) else UUID(value)


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
        required = len(change.facts.required)
        change.finished = progress.units_done < required <= after["units_done"]
        change.began = after["started_at"] != before["started_at"]
        change.rescored = bool(after["completed_at"]) and _scores(after["units"]) != _scores(before["units"])
        write(progress, {name: value for name, value in after.items() if value != before[name]})
    new = [completion_row(progress, statement_id, row) for statement_id, row in state.completions.items()]
    if new:
        Completion.objects.bulk_create(new)
        change.completed = [row for row in new if row.withdrawn_at is None]


def _scores(units: Any) -> dict[str, str]:
    return {key: unit["score"] for key, unit in units.items() if "score" in unit}


def columns_of(progress: Progress) -> dict[str, object]:
    return {name: getattr(progress, name) for name in COLUMNS}


def fold_again(changes: Sequence[Change]) -> None:
    """Fold registrations from all their evidence and bring their rows in line; rows are locked by the caller."""
    registrations = [change.progress.pk for change in changes]
    evidence = evidence_of(registrations)
    if len(changes) > 1:
        prefetch_related_objects([change.progress for change in changes], "enrolment__person")
    present: dict[UUID, dict[UUID, Completion]] = defaultdict(dict)
    for completion in Completion.objects.filter(enrolment__in=registrations):
        present[completion.enrolment_id][completion.pk] = completion
    for change in changes:
        progress = change.progress
        change.refolded = True
        state = fold(evidence.get(progress.pk, []), change.facts)
        person_id = progress.enrolment.person.canonical_id
        after = {**columns(state, change.facts), "person_id": person_id}
        if after != {**columns_of(progress), "person_id": progress.person_id}:
            write(progress, after)
        wanted = {key: completion_row(progress, key, row) for key, row in state.completions.items()}
        _align_completions(change, present[progress.pk], wanted)


def _align_completions(change: Change, present: dict[UUID, Completion], wanted: dict[UUID, Completion]) -> None:
    change.known = frozenset(wanted)
    change.stands = any(row.withdrawn_at is None for row in wanted.values())
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
