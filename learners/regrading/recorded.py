"""What grading again says in the log: what is wrong now is voided and said anew, and that it was scored again.

Only what still stands is replaced: what somebody voided by hand stays void, what expired or was redacted stays gone.
Every id is derived from the cause and what it replaces, so that nothing is said twice.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.questions.types import is_manual
from courses.rekeying.models import Rekeying
from learners.attempts.marking import Mark
from learners.attempts.models import Attempt, AttemptItem
from learners.attempts.recorded import ATTEMPT, answered_statements, score_of, scored_statements, statements_of
from learners.enrolment import authorities
from learners.enrolment.statements import actor, derived_id, statement, voiding
from learners.regrading.again import Again
from learners.regrading.causes import Cause, key_of
from learners.regrading.models import AttemptRegraded
from xapi.models import Statement
from xapi.rows import Json, id_of
from xapi.vocabulary import Verb

VERDICTS = (Verb.PASSED, Verb.FAILED)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """``is_first``: it may be said though nothing is there to be replaced."""

    attempt: Attempt
    made: Json
    is_first: bool = False


def said_again(cause: Cause, several: Sequence[Again]) -> list[Json]:
    """The statements of learners' attempts, those of one and a unit in their order, in one batch; two queries.

    Sets ``statement_id`` of each attempt to the verdict that stands.
    """
    before = _causes_before(several)
    wanted = [one for again in several for one in _wanted(again, cause.judgements.get(again.attempt.pk, {}))]
    ids = {said for one in wanted for said in _ids(id_of(one.made["id"]), before[one.attempt.pk])}
    standing = _standing({again.attempt.enrolment_id for again in several}, ids)
    batch: list[Json] = []
    for one in wanted:
        attempt, made, base = one.attempt, one.made, id_of(one.made["id"])
        old = next((standing[said] for said in _ids(base, before[attempt.pk]) if said in standing), None)
        if not (_differs(old, made) if old else one.is_first):
            continue
        batch += [*([_void(cause, attempt, old)] if old else []), _anew(cause, base, made)]
        if made["verb"]["id"] in VERDICTS:
            attempt.statement_id = _anew_id(base, cause.key)
    return batch


def answered_again(attempt: Attempt, items: Sequence[AttemptItem], mark: Mark, moved: Iterable[int]) -> list[Json]:
    """What is said anew of an attempt that waited, with its last mark: the answers at ``moved``, whose key was mended
    meanwhile; two queries, none where nothing moved."""
    places = set(moved)
    if not places:
        return []
    said = zip(items, answered_statements(attempt, items, mark), strict=True)
    wanted = [(item, made) for item, made in said if item.position in places]
    keys = Rekeying.objects.filter(version__in={item.version_id for item, _made in wanted})
    reasons = {row.version_id: row.reason for row in keys.order_by("pk")}
    standing = _standing({attempt.enrolment_id}, {id_of(made["id"]) for _item, made in wanted})
    batch: list[Json] = []
    for item, made in wanted:
        old = standing.get(id_of(made["id"]))
        if old and _differs(old, made):
            void_id = derived_id(old.statement_id, "void-graded")
            void = _voided(attempt, old, void_id, reasons.get(item.version_id, ""))
            batch += [void, {**made, "id": str(_graded_id(old.statement_id))}]
    return batch


def _causes_before(several: Sequence[Again]) -> dict[UUID, list[str]]:
    """By attempt, what changed it before, in its order."""
    found: dict[UUID, list[str]] = {again.attempt.pk: [] for again in several}
    rows = AttemptRegraded.objects.filter(attempt__in=found).order_by("pk")
    for attempt, regrade, mark in rows.values_list("attempt_id", "regrade_id", "mark_id"):
        found[attempt].append(key_of(regrade, mark))
    return found


def _wanted(again: Again, judgements: Mapping[int, Any]) -> list[_Wanted]:
    """What the log is to say of the attempt, under the ids it would have had at its submit."""
    attempt, kept = again.attempt, again.attempt.statement_id
    if kept is not None:
        attempt.statement_id = derived_id(attempt.pk, "verdict")
    said = statements_of(attempt, again.items, again.mark)
    attempt.statement_id = kept
    # What a person marks is scored by statements of its own; answers whose points stay do so too.
    moved = {item.position for item in again.moved if not is_manual(item.version.question.kind)}
    answered = [made for item, made in zip(again.items, said, strict=False) if item.position in moved]
    marked = scored_statements(attempt, again.items, again.mark, judgements)
    found = [_Wanted(attempt, made) for made in (*answered, *marked, *said[len(again.items) :])]
    score = ("score", "max_score")
    is_scored_again = [again.old[name] for name in score] != [again.new[name] for name in score]
    return [*found, _Wanted(attempt, _scored(again), is_first=True)] if is_scored_again else found


def _scored(again: Again) -> Json:
    attempt = again.attempt
    return statement(
        attempt.enrolment,
        verb=Verb.SCORED,
        unit_key=attempt.unit_key,
        result={"score": score_of(again.mark), "extensions": {ATTEMPT: str(attempt.pk)}},
        statement_id=derived_id(attempt.pk, "scored"),
    )


def _ids(base: UUID, causes: Sequence[str]) -> list[UUID]:
    """Under which a statement may stand, the latest first."""
    return [*(_anew_id(base, cause) for cause in reversed(causes)), _graded_id(base), base]


def _anew_id(base: UUID, cause: str) -> UUID:
    return derived_id(base, f"regraded-{cause}")


def _graded_id(base: UUID) -> UUID:
    """Of what was said anew with the last mark."""
    return derived_id(base, "graded")


def _standing(enrolments: set[UUID], ids: set[UUID]) -> dict[UUID, Statement]:
    rows = Statement.objects.filter(
        statement_id__in=ids, authority=authorities.server_graded(), registration__in=enrolments, voided_at=None
    )
    return {row.statement_id: row for row in rows}


def _differs(old: Statement, made: Json) -> bool:
    """Not from one that was redacted: there is nothing left to compare, and nothing to say again. Nor where an attempt
    ended without its score, which a person had to find first."""
    said = json.loads(old.raw)
    if old.redacted_at or (old.verb == Verb.COMPLETED and "score" not in said.get("result", {})):
        return False
    wanted: dict[str, Any] = json.loads(json.dumps(made["result"]))
    return bool(old.verb != made["verb"]["id"] or said.get("result") != wanted)


def _anew(cause: Cause, base: UUID, made: Json) -> Json:
    context = {**made["context"], "extensions": cause.extensions}
    return {**made, "id": str(_anew_id(base, cause.key)), "context": context}


def _void(cause: Cause, attempt: Attempt, old: Statement) -> Json:
    return _voided(attempt, old, derived_id(old.statement_id, f"void-{cause.key}"), cause.reason)


def _voided(attempt: Attempt, old: Statement, statement_id: UUID, reason: str) -> Json:
    return voiding(
        old.statement_id,
        registration=attempt.enrolment_id,
        statement_id=statement_id,
        by=actor(attempt.enrolment),
        reason=reason,
    )
