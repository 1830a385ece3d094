"""What follows from progress, live only: a course completes, a completion loses its ground.

Ids are derived from the cause, so that neither can happen twice. A completion is judged by the edition pinned at
that moment and stays: no later edition un-completes anyone. It falls only with its own evidence.
"""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from learners.enrolment import authorities
from learners.enrolment.queries import edition_at
from learners.enrolment.statements import actor, derived_id, statement, voiding
from learners.progress.live import Change
from learners.progress.models import Completion, Progress
from learners.progress.signals import (
    course_completed,
    course_completing,
    course_completion_withdrawn,
    evidence_voided,
    progressed,
)
from learners.progress.storing import state_of
from xapi.recording import record
from xapi.rows import Json
from xapi.vocabulary import Verb


def react(changes: Sequence[Change]) -> None:
    progressed.send(sender=Progress, changes=changes)
    for change in changes:
        for row in change.withdrawn:
            course_completion_withdrawn.send(sender=Completion, completion=row, reason="voided")
        for row in change.completed:
            course_completed.send(sender=Completion, completion=row, pinned=change.facts.pinned)
        if change.lost_evidence:
            # What came to stand since then was judged as it came.
            if change.stands:
                _withdraw_unsupported(change)
            evidence_voided.send(sender=Completion, registration=change.progress.pk)
    _complete([change for change in changes if _is_complete(change)])


def _is_complete(change: Change) -> bool:
    return change.is_complete or (change.finished and _is_only_elsewhere(change.progress.pk))


def _is_only_elsewhere(registration: UUID) -> bool:
    """Whoever completes here what she had completed elsewhere has completed it here as well."""
    held = Completion.objects.filter(enrolment=registration, withdrawn_at=None)
    return not held.filter(external=False).exists()


def _complete(changes: Sequence[Change]) -> None:
    """Complete the courses of ``changes`` in one batch, with what other rooms record along with it."""
    batch: list[Json] = []
    for change in changes:
        completion_id = derived_id(change.cause, "course-completed")
        if completion_id in change.known:
            continue
        enrolment = change.progress.enrolment
        answers = course_completing.send(sender=Completion, enrolment=enrolment, completion_id=completion_id)
        batch += [_completed(change, completion_id), *(cast(Json, answer) for _, answer in answers if answer)]
    if batch:
        record(batch, authority=authorities.system())


def _completed(change: Change, completion_id: UUID) -> Json:
    units = state_of(change.progress).units.items()
    return statement(
        change.progress.enrolment,
        verb=Verb.COMPLETED,
        at=max(unit.done for key, unit in units if key in change.facts.required and unit.done),
        result={"completion": True},
        statement_id=completion_id,
        revision=str(change.facts.pinned.number),
    )


def _withdraw_unsupported(change: Change) -> None:
    """Void our own completions whose edition's required units are no longer all done."""
    progress = change.progress
    done = {key for key, unit in state_of(progress).units.items() if unit.done}
    held = Completion.objects.filter(enrolment_id=progress.pk, withdrawn_at=None, external=False)
    for row in held:
        units = edition_at(progress.enrolment, row.recorded_at).units.filter(required=True)
        if done.issuperset(units.values_list("unit_key", flat=True)):
            continue
        void = voiding(
            row.statement_id,
            registration=progress.pk,
            statement_id=derived_id(change.cause, f"withdraw-{row.statement_id}"),
            by=actor(progress.enrolment),
        )
        record([void], authority=authorities.system())
