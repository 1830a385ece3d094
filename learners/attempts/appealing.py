"""Objecting to a question, and the author's answer. What the answer changes is mended in the bank, not here."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from learners.attempts.models import Appeal, AttemptItem, Decision
from learners.attempts.signals import appeal_answered
from learners.enrolment.models import Enrolment
from mooc.foundation.models import audit


class NotHandedIn(Exception):
    """Nobody objects to a paper she is still answering."""


class AlreadyDecided(Exception):
    """Another author was faster; ``appeal`` says who and how."""

    def __init__(self, appeal: Appeal) -> None:
        self.appeal = appeal
        super().__init__(str(appeal.pk))


@transaction.atomic
def appeal(*, item: AttemptItem, words: str, acting_user: Any) -> Appeal:
    """The open one, if she has objected already. Raises ``NotHandedIn``."""
    Enrolment.objects.select_for_update(no_key=True).get(pk=item.attempt.enrolment_id)
    if item.attempt.submitted_at is None:
        raise NotHandedIn
    waiting = Appeal.objects.filter(item=item, answered_at=None).first()
    if waiting:
        return waiting
    made = Appeal.objects.create(item=item, words=words, made_at=timezone.now())
    new = {"attempt": str(item.attempt_id), "position": item.position, "version": item.version_id}
    audit(acting_user=acting_user, verb="appeal", subject=made, new=new)
    return made


@transaction.atomic
def decide_appeal(*, appeal: Appeal, decision: Decision, answer: str, acting_user: Any) -> Appeal:
    """Raises ``AlreadyDecided``."""
    Enrolment.objects.select_for_update(no_key=True).get(attempts__items=appeal.item_id)
    rows = Appeal.objects.select_related("item__attempt__enrolment__person", "item__version", "answered_by__person")
    held = rows.get(pk=appeal.pk)
    if not held.is_open:
        raise AlreadyDecided(held)
    held.decision, held.answer = decision, answer
    held.answered_at, held.answered_by = timezone.now(), acting_user
    held.save(update_fields=["decision", "answer", "answered_at", "answered_by"])
    audit(acting_user=acting_user, verb="decide_appeal", subject=held, new={"decision": str(decision)}, reason=answer)
    appeal_answered.send(sender=Appeal, appeal=held)
    return held
