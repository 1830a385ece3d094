"""Why a registration stands where it stands: its records, oldest first, each with the fold's verdict."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courses.editions.models import UnitKind
from learners.enrolment.models import Enrolment
from learners.progress.evidence import evidence_of, facts_of
from learners.progress.folding import Evidence, Facts
from learners.progress.proof import Subject, proves, shows_activity


@dataclass(frozen=True, slots=True)
class Line:
    statement_id: UUID
    timestamp: dt.datetime
    stored: dt.datetime
    verb: str
    unit_key: UUID | None
    verdict: str


def explain(enrolment: Enrolment) -> list[Line]:
    facts = facts_of([enrolment.pk])[enrolment.pk]
    pieces = sorted(evidence_of([enrolment.pk])[enrolment.pk], key=lambda piece: (piece.timestamp, piece.stored))
    return [
        Line(piece.statement_id, piece.timestamp, piece.stored, piece.verb, piece.unit_key, verdict(piece, facts))
        for piece in pieces
    ]


def verdict(piece: Evidence, facts: Facts) -> str:
    """One of voided, unknown unit, proves, shows, ignored; of an interactive part also proves part (verified)."""
    if piece.voided_at is not None:
        return "voided"
    kind = Subject.COURSE if piece.unit_key is None else facts.kinds.get(piece.unit_key)
    if kind is None:
        return "unknown unit"
    if piece.part is not None:
        return _of_part(piece, kind)
    if proves(piece.trust, piece.verb, kind):
        return "proves"
    return "shows" if shows_activity(piece.trust, piece.verb, kind) else "ignored"


def _of_part(piece: Evidence, kind: str) -> str:
    if kind != UnitKind.LESSON or not proves(piece.trust, piece.verb, Subject.PART):
        return "ignored"
    return "proves part verified" if piece.agreed else "proves part"
