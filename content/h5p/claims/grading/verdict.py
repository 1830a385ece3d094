"""What comes of grading a claim once more."""

import math
from dataclasses import dataclass
from enum import StrEnum

from content.h5p.claims.grading.grade import Grade, Reason
from content.h5p.claims.reading import Claim


class Outcome(StrEnum):
    AGREED = "agreed"
    DISAGREED = "disagreed"
    CANNOT_KNOW = "cannot-know"


@dataclass(frozen=True)
class Verdict:
    """``raw``, ``max`` and ``success`` are the server's own; None where it has none. ``reason`` says why."""

    outcome: Outcome
    reason: Reason
    raw: float | None = None
    max: float | None = None
    success: bool | None = None

    @property
    def is_verified(self) -> bool:
        return self.outcome is Outcome.AGREED


def compare(claim: Claim, grade: Grade) -> Verdict:
    """What the claim leaves out is not held against it; one that says nothing cannot be agreed with."""
    known = grade.tidy()
    reason = _reason(claim, known)
    outcome = {Reason.SAME: Outcome.AGREED, Reason.NO_CLAIM: Outcome.CANNOT_KNOW}.get(reason, Outcome.DISAGREED)
    return Verdict(outcome, reason, known.raw, known.max, known.success)


def _reason(claim: Claim, grade: Grade) -> Reason:
    if claim.raw is not None and not _same(claim.raw, grade.raw):
        return Reason.SCORE
    if claim.max is not None and not _same(claim.max, grade.max):
        return Reason.MAX
    if None not in (claim.success, grade.success) and claim.success != grade.success:
        return Reason.SUCCESS
    says_nothing = claim.raw is None and (claim.success is None or grade.success is None)
    return Reason.NO_CLAIM if says_nothing else Reason.SAME


def _same(left: float, right: float) -> bool:
    return math.isclose(left, right, abs_tol=1e-6)
