"""Issuing, replacing and revoking certificates, and naming who issues.

What the reaction issues leaves its trace in the statement log; what a person does has an audit row as well. Statements
are recorded first: that locks the registration, as a completion does, before any certificate is touched.
"""

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from learners.certificates.codes import new_code
from learners.certificates.models import Certificate, Issuer, State
from learners.certificates.numbers import Numbered, take_number
from learners.certificates.statements import certified, no_longer_certified
from learners.enrolment import authorities
from learners.enrolment.queries import edition_at
from learners.progress.folding import Pinned
from learners.progress.models import Completion
from mooc.foundation.models import audit
from xapi.recording import record


class CannotIssue(Exception):
    """The completion does not hold or was achieved elsewhere, it has a valid certificate, or nobody issues."""


class NotValid(Exception):
    """The certificate has been replaced or revoked already."""


class ReasonMissing(Exception):
    """Taking a certificate back or replacing it needs a reason."""


@transaction.atomic
def issue(*, completion: Completion, acting_user: Any) -> Certificate:
    """Issue a certificate by hand for a completion that has none that is valid; raises ``CannotIssue``."""
    if completion.external or completion.withdrawn_at:
        raise CannotIssue(str(completion.pk))
    made_id = uuid.uuid4()
    record([certified(completion.enrolment, made_id)], authority=authorities.system())
    edition = edition_at(completion.enrolment, completion.recorded_at)
    certificate = make(completion, Pinned(edition.number, edition.title, edition.hours), made_id)
    if certificate is None:
        raise CannotIssue(str(completion.pk))
    audit(acting_user=acting_user, verb="issue", subject=certificate, new={"number": certificate.number})
    return certificate


def make(completion: Completion, pinned: Pinned, certificate: UUID) -> Certificate | None:
    """The row of a certificate already ``certified``; None where ``take_number`` gives none.

    It bears the day of issue beside that of completion, and they may lie far apart: an issuer's numbers follow each
    other from day to day within their year, so what history brings in late is issued on the day it came.
    """
    today = timezone.localdate()
    numbered = take_number(enrolment_id=completion.enrolment_id, person_id=completion.person_id, year=today.year)
    if numbered is None:
        return None
    return _insert(
        numbered,
        today,
        pk=certificate,
        person_id=completion.person_id,
        enrolment_id=completion.enrolment_id,
        statement_id=completion.pk,
        course_title=pinned.title,
        course_hours=pinned.hours,
        completed_on=timezone.localdate(completion.effective_at),
    )


def _insert(numbered: Numbered, today: dt.date, **frozen: Any) -> Certificate:
    return Certificate.objects.create(
        code=new_code(),
        number=numbered.number,
        issuer_id=numbered.issuer_id,
        issuer_name=numbered.issuer_name,
        full_name=numbered.full_name,
        issued_on=today,
        **frozen,
    )


@transaction.atomic
def revoke(*, certificate: Certificate, acting_user: Any, reason: str) -> Certificate:
    """Take ``certificate`` back, for ``reason``; the completion it rests on stays."""
    _require(reason)
    record([no_longer_certified(certificate)], authority=authorities.system())
    return revoke_row(certificate=certificate, acting_user=acting_user, reason=reason)


@transaction.atomic
def revoke_unfounded(*, certificate: Certificate, reason: str) -> Certificate:
    """Take back a certificate whose completion was withdrawn; the caller holds the registration's lock.

    The row goes first: recording lets the course complete anew where its units still stand, and that takes no number
    while this certificate is valid.
    """
    held = revoke_row(certificate=certificate, acting_user=None, reason=reason)
    record([no_longer_certified(certificate)], authority=authorities.system())
    return held


@transaction.atomic
def revoke_row(*, certificate: Certificate, acting_user: Any, reason: str) -> Certificate:
    """The record of it alone, where the log has been told or is told next, by whom holds the registration's lock."""
    held = _lock_valid(certificate)
    held.revoked_at, held.revoked_reason = timezone.now(), reason.strip()
    held.save(update_fields=["revoked_at", "revoked_reason"])
    audit(acting_user=acting_user, verb="revoke", subject=held, old={"state": State.VALID}, reason=held.revoked_reason)
    return held


@transaction.atomic
def replace(*, certificate: Certificate, acting_user: Any, reason: str) -> Certificate:
    """A new certificate with the person's present name, a new number and code; the old one answers "replaced"."""
    _require(reason)
    new_id = uuid.uuid4()
    record([no_longer_certified(certificate), certified(certificate.enrolment, new_id)], authority=authorities.system())
    held = _lock_valid(certificate)
    Certificate.objects.filter(pk=held.pk).update(replaced_by=new_id)
    today = timezone.localdate()
    numbered = take_number(enrolment_id=held.enrolment_id, person_id=held.person_id, year=today.year)
    if numbered is None:
        raise CannotIssue(str(held.pk))
    made = _insert(
        numbered,
        today,
        pk=new_id,
        person_id=held.person_id,
        enrolment_id=held.enrolment_id,
        statement_id=held.statement_id,
        course_title=held.course_title,
        course_hours=held.course_hours,
        completed_on=held.completed_on,
    )
    audit(
        acting_user=acting_user,
        verb="replace",
        subject=held,
        old={"number": held.number, "full_name": held.full_name},
        new={"number": made.number, "full_name": made.full_name},
        reason=reason.strip(),
    )
    return made


def _require(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _lock_valid(certificate: Certificate) -> Certificate:
    held = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if held.state != State.VALID:
        raise NotValid(held.number)
    return held


@transaction.atomic
def choose_issuer(*, code: str, name: str, acting_user: Any) -> Issuer:
    """Let the issuer with ``code`` issue from now on, under ``name``; what is issued keeps the name it has."""
    before = Issuer.objects.select_for_update().filter(is_default=True).first()
    Issuer.objects.filter(is_default=True).update(is_default=False)
    issuer, _ = Issuer.objects.update_or_create(code=code, defaults={"name": name, "is_default": True})
    old = {"code": before.code, "name": before.name} if before else None
    audit(acting_user=acting_user, verb="choose_issuer", subject=issuer, old=old, new={"code": code, "name": name})
    return issuer
