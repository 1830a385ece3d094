"""What grading again says in the log: what is wrong now is voided and said anew, and that it was scored again.

Only what still stands is replaced: what somebody voided by hand stays void, what expired or was redacted stays gone.
Every id is derived from the regrade and what it replaces, so that nothing is said twice.
"""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from learners.attempts.models import Attempt
from learners.attempts.recorded import ATTEMPT, score_of, statements_of
from learners.enrolment import authorities
from learners.enrolment.statements import actor, derived_id, statement, voiding
from learners.regrading.again import Again
from learners.regrading.models import AttemptRegraded, Regrade
from xapi.models import Statement
from xapi.rows import Json, id_of
from xapi.vocabulary import Verb

REGRADE = f"{settings.XAPI_ACTIVITY_BASE}/mo-rong/cham-lai"
VERDICTS = (Verb.PASSED, Verb.FAILED)


def said_again(regrade: Regrade, several: Sequence[Again]) -> list[Json]:
    """The statements of one learner's attempts at one unit, in one batch; two queries.

    Sets ``statement_id`` of each attempt to the verdict that stands.
    """
    before = _regrades_before(several)
    wanted = [(again.attempt, made) for again in several for made in _wanted(again)]
    ids = {said for attempt, made in wanted for said in _ids(id_of(made["id"]), before[attempt.pk])}
    standing = _standing(several[0].attempt, ids)
    batch: list[Json] = []
    for attempt, made in wanted:
        base = id_of(made["id"])
        old = next((standing[said] for said in _ids(base, before[attempt.pk]) if said in standing), None)
        # That it was scored again has nothing to replace the first time; the rest says only what was said before.
        if not (_differs(old, made) if old else made["verb"]["id"] == Verb.SCORED):
            continue
        batch += [*([_void(regrade, attempt, old)] if old else []), _anew(regrade, base, made)]
        if made["verb"]["id"] in VERDICTS:
            attempt.statement_id = _anew_id(base, regrade.pk)
    return batch


def _regrades_before(several: Sequence[Again]) -> dict[UUID, list[UUID]]:
    """By attempt, the regrades that changed it, in their order."""
    found: dict[UUID, list[UUID]] = {again.attempt.pk: [] for again in several}
    rows = AttemptRegraded.objects.filter(attempt__in=found).order_by("pk")
    for attempt, regrade in rows.values_list("attempt_id", "regrade_id"):
        found[attempt].append(regrade)
    return found


def _wanted(again: Again) -> list[Json]:
    """What the log is to say of the attempt, under the ids it would have had at its submit."""
    attempt, kept = again.attempt, again.attempt.statement_id
    if kept is not None:
        attempt.statement_id = derived_id(attempt.pk, "verdict")
    said = statements_of(attempt, again.items, again.mark)
    attempt.statement_id = kept
    # What a person marks is scored by statements of her own, which stay; so do answers whose points do.
    moved = {item.position for item in again.moved}
    answered = [made for item, made in zip(again.items, said, strict=False) if item.position in moved]
    made = [*answered, *said[len(again.items) :]]
    score = ("score", "max_score")
    is_scored_again = [again.old[name] for name in score] != [again.new[name] for name in score]
    return [*made, _scored(again)] if is_scored_again else made


def _scored(again: Again) -> Json:
    attempt = again.attempt
    return statement(
        attempt.enrolment,
        verb=Verb.SCORED,
        unit_key=attempt.unit_key,
        result={"score": score_of(again.mark), "extensions": {ATTEMPT: str(attempt.pk)}},
        statement_id=derived_id(attempt.pk, "scored"),
    )


def _ids(base: UUID, regrades: Sequence[UUID]) -> list[UUID]:
    """Under which a statement may stand, the latest first."""
    return [*(_anew_id(base, regrade) for regrade in reversed(regrades)), base]


def _anew_id(base: UUID, regrade: UUID) -> UUID:
    return derived_id(base, f"regraded-{regrade}")


def _standing(attempt: Attempt, ids: set[UUID]) -> dict[UUID, Statement]:
    rows = Statement.objects.filter(
        statement_id__in=ids, authority=authorities.server_graded(), registration=attempt.enrolment_id, voided_at=None
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


def _anew(regrade: Regrade, base: UUID, made: Json) -> Json:
    context = {**made["context"], "extensions": {REGRADE: str(regrade.pk)}}
    return {**made, "id": str(_anew_id(base, regrade.pk)), "context": context}


def _void(regrade: Regrade, attempt: Attempt, old: Statement) -> Json:
    return voiding(
        old.statement_id,
        registration=attempt.enrolment_id,
        statement_id=derived_id(old.statement_id, f"void-{regrade.pk}"),
        by=actor(attempt.enrolment),
        reason=regrade.reason,
    )
