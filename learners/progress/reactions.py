"""What follows from progress, live only: a course completes, a completion loses its ground.

Ids are derived from the cause, so that neither can happen twice. A completion is judged by the edition pinned at
that moment and stays: no later edition un-completes anyone. It falls only with its own evidence.
"""

from collections.abc import Sequence

from learners.enrolment import authorities
from learners.enrolment.queries import current_edition, edition_at
from learners.enrolment.statements import actor, derived_id, statement, voiding
from learners.progress.live import Change
from learners.progress.models import Completion
from learners.progress.signals import course_completed, course_completion_withdrawn
from learners.progress.storing import state_of
from xapi.recording import record
from xapi.vocabulary import Verb


def react(changes: Sequence[Change]) -> None:
    for change in changes:
        for row in change.withdrawn:
            course_completion_withdrawn.send(sender=Completion, completion=row, reason="voided")
        for row in change.completed:
            course_completed.send(sender=Completion, completion=row)
        if change.lost_evidence:
            _withdraw_unsupported(change)
        _complete(change)


def _complete(change: Change) -> None:
    progress, required = change.progress, change.facts.required
    if progress.completed_at or not required or progress.units_done < len(required):
        return
    done = [unit.done for key, unit in state_of(progress).units.items() if key in required and unit.done]
    completed = statement(
        progress.enrolment,
        verb=Verb.COMPLETED,
        at=max(done),
        result={"completion": True},
        statement_id=derived_id(change.cause, "course-completed"),
        revision=str(current_edition(progress.enrolment).number),
    )
    record([completed], authority=authorities.system())


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
