"""Asking for more attempts, and answering: her officer or an author of the course, whoever is first.

Granting writes an accommodation. Whatever gives her another way in answers what she asked, whichever page it was
given on. An enrolment is locked before its requests.
"""

import datetime as dt
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.editions.models import EditionUnit
from learners.attempts.accommodations import accommodate
from learners.attempts.models import Accommodation
from learners.attempts.opening import Allowance, Opening, Refusal
from learners.attempts.request_models import AttemptRequest
from learners.attempts.signals import accommodated, attempts_asked, request_answered
from learners.attempts.standing import Standing, standing
from learners.enrolment.models import Enrolment
from mooc.foundation.models import audit

# How long an assessment that has closed is open again for whom an attempt is granted.
REOPENED_DAYS = 7
# The same form within so long is the same press.
PRESSED_TWICE = dt.timedelta(minutes=1)


class AlreadyAnswered(Exception):
    """Somebody else was faster; ``asked`` says who and how."""

    def __init__(self, asked: AttemptRequest) -> None:
        self.asked = asked
        super().__init__(str(asked.pk))


class NotStuck(Exception):
    """She may open an attempt, or has passed: there is nothing to ask for."""


def is_stuck(stands: Standing) -> bool:
    """No attempt may be opened any more, and she has not passed."""
    shut = stands.opening.why in (Refusal.NONE_LEFT, Refusal.CLOSED)
    return shut and not stands.passed and stands.open is None


@transaction.atomic
def ask(*, enrolment: Enrolment, unit: EditionUnit, words: str, acting_user: Any) -> AttemptRequest:
    """The open request, if she has asked already. Raises ``NotStuck``."""
    _lock(enrolment.pk)
    waiting = AttemptRequest.objects.filter(enrolment=enrolment, unit_key=unit.unit_key, answered_at=None).first()
    if waiting:
        return waiting
    if not is_stuck(standing(enrolment, unit)):
        raise NotStuck
    made = AttemptRequest.objects.create(
        enrolment=enrolment, unit_key=unit.unit_key, words=words, asked_at=timezone.now()
    )
    new = {"enrolment": str(enrolment.pk), "unit": str(unit.unit_key)}
    audit(acting_user=acting_user, verb="ask_attempts", subject=made, new=new)
    attempts_asked.send(sender=AttemptRequest, asked=made)
    return made


@transaction.atomic
def grant(*, asked: AttemptRequest, unit: EditionUnit, attempts: int, reason: str, acting_user: Any) -> Accommodation:
    """``unit`` is that of the edition she studies. Raises ``AlreadyAnswered``, or ``NothingGranted``."""
    held = _open_one(asked)
    allowance = beyond(standing(held.enrolment, unit).opening, attempts, timezone.now())
    return _give(held.enrolment, held.unit_key, allowance, reason, acting_user)


@transaction.atomic
def decline(*, asked: AttemptRequest, reason: str, acting_user: Any) -> None:
    """Raises ``AlreadyAnswered``."""
    _answer(_open_one(asked), None, reason, acting_user)


@transaction.atomic
def grant_unasked(
    *, enrolment: Enrolment, unit: EditionUnit, reason: str, acting_user: Any, attempts: int = 1
) -> Accommodation:
    """For whoever cannot go on. Raises ``NotStuck``: pressed twice it is given once."""
    _lock(enrolment.pk)
    stands = standing(enrolment, unit)
    if not is_stuck(stands):
        raise NotStuck
    allowance = beyond(stands.opening, attempts, timezone.now())
    return _give(enrolment, unit.unit_key, allowance, reason, acting_user)


@transaction.atomic
def give(*, enrolment: Enrolment, unit_key: UUID, allowance: Allowance, reason: str, acting_user: Any) -> Accommodation:
    """An accommodation; one that lets her in again answers what she asked. Sent twice it is one. Raises
    ``NothingGranted``."""
    _lock(enrolment.pk)
    same = Accommodation.objects.filter(
        enrolment=enrolment, unit_key=unit_key, withdrawn_at=None, reason=reason, granted_by=acting_user
    )
    just_now = same.filter(granted_at__gt=timezone.now() - PRESSED_TWICE, **asdict(allowance)).first()
    return just_now or _give(enrolment, unit_key, allowance, reason, acting_user)


def beyond(opening: Opening, attempts: int, now: dt.datetime) -> Allowance:
    """What lets her open ``attempts`` more: where it has closed, until the end of the ``REOPENED_DAYS``-th day."""
    closed = opening.why == Refusal.CLOSED
    day = timezone.localdate(now) + dt.timedelta(days=REOPENED_DAYS)
    closes_at = timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59))) if closed else None
    if opening.left is None:
        return Allowance(closes_at=closes_at)
    return Allowance(extra_attempts=max(0, attempts - opening.left) if closed else attempts, closes_at=closes_at)


def _lock(enrolment: UUID) -> None:
    Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment)


def _open_one(asked: AttemptRequest) -> AttemptRequest:
    _lock(asked.enrolment_id)
    held = AttemptRequest.objects.select_related("enrolment__person", "answered_by__person").get(pk=asked.pk)
    if not held.is_open:
        raise AlreadyAnswered(held)
    return held


def _give(enrolment: Enrolment, unit_key: UUID, allowance: Allowance, reason: str, acting_user: Any) -> Accommodation:
    made = accommodate(
        enrolment=enrolment, unit_key=unit_key, allowance=allowance, reason=reason, acting_user=acting_user
    )
    waiting = AttemptRequest.objects.filter(enrolment=enrolment, unit_key=unit_key, answered_at=None)
    lets_in = allowance.extra_attempts or allowance.closes_at
    answered = list(waiting.select_related("enrolment__person")) if lets_in else []
    for held in answered:
        _answer(held, made, reason, acting_user)
    if not answered:
        accommodated.send(sender=Accommodation, made=made, acting_user=acting_user)
    return made


def _answer(held: AttemptRequest, granted: Accommodation | None, answer: str, acting_user: Any) -> None:
    held.answered_at, held.answered_by = timezone.now(), acting_user
    held.granted, held.answer = granted, answer
    held.save(update_fields=["answered_at", "answered_by", "granted", "answer"])
    new = {"granted": granted.pk if granted else None}
    audit(acting_user=acting_user, verb="answer_request", subject=held, new=new, reason=answer)
    request_answered.send(sender=AttemptRequest, asked=held, acting_user=acting_user)
