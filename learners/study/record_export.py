"""The record as JSON, for its owner to take elsewhere: documented in docs/integrators.md."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from learners.certificates.models import Certificate
from learners.certificates.printing import verification_address
from learners.certificates.statements import certified_id
from learners.progress.evidence import evidence_of, facts_of
from learners.progress.explaining import verdict
from learners.progress.models import Progress
from learners.study.record import Finished, Record

VERSION = 1


def as_json(record: Record) -> dict[str, Any]:
    """As large as what she has finished: a few kilobytes a course; four queries more than the page."""
    proofs = _proofs([one.completion.enrolment_id for one in record.finished])
    return {
        "version": VERSION,
        "actor_home_page": settings.XAPI_HOME_PAGE,
        "drawn_up_on": record.drawn_up_on,
        "name": record.full_name,
        "agency": record.agency or None,
        "hours": float(record.hours),
        "completed": [_completed(one, proofs[one.completion.enrolment_id]) for one in record.finished],
        "in_progress": [_in_progress(progress) for progress in record.under_way],
    }


def _proofs(registrations: list[UUID]) -> dict[UUID, list[UUID]]:
    """By registration, the statements that the fold counts as proof, oldest first."""
    facts, evidence = facts_of(registrations), evidence_of(registrations)
    return {
        key: [
            piece.statement_id
            for piece in sorted(evidence.get(key, []), key=lambda piece: (piece.timestamp, piece.stored))
            if verdict(piece, facts[key]) == "proves"
        ]
        for key in registrations
    }


def _completed(one: Finished, proofs: list[UUID]) -> dict[str, Any]:
    return {
        "course": one.completion.course_key,
        "registration": one.completion.enrolment_id,
        "title": one.title,
        "completed_on": timezone.localdate(one.completion.effective_at),
        "recorded_at": one.completion.recorded_at,
        "elsewhere": one.completion.external,
        "source": one.source or None,
        "hours": float(one.hours),
        "score": None if one.score is None else round(float(one.score), 4),
        "certificate": _certificate(one.certificate) if one.certificate else None,
        "statements": proofs,
    }


def _certificate(certificate: Certificate) -> dict[str, Any]:
    return {
        "number": certificate.number,
        "issuer": certificate.issuer_name,
        "name": certificate.full_name,
        "issued_on": certificate.issued_on,
        "verification": verification_address(certificate.code),
        "statement": certified_id(certificate.pk),
    }


def _in_progress(progress: Progress) -> dict[str, Any]:
    return {
        "course": progress.course_key,
        "registration": progress.enrolment_id,
        "title": progress.edition.title,
        "status": progress.status,
        "units_done": progress.units_done,
        "units_required": progress.units_required,
        "last_at": progress.last_at,
    }
