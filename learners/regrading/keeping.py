"""Results that changed, kept and said: what a regrade and the correction of a mark do alike, under the locks of a
submit."""

from collections.abc import Sequence

from django.utils import timezone

from learners.attempts.marking import GRADED
from learners.attempts.models import Attempt, AttemptItem
from learners.certificates.queries import valid_certificate
from learners.enrolment import authorities
from learners.regrading.again import Again
from learners.regrading.causes import Cause
from learners.regrading.models import AttemptRegraded
from learners.regrading.recorded import said_again
from xapi.recording import record


def keep_again(cause: Cause, several: Sequence[Again]) -> str:
    """The number of the certificate that holds no more because of it, or ""; ``several`` are not none."""
    enrolment = several[0].attempt.enrolment_id
    held = valid_certificate(enrolment)
    batch = said_again(cause, several)
    # Saved first, as a submit does: what reacts to the statements reads the attempts as they are now.
    _save(cause, several)
    if batch:
        record(batch, authority=authorities.server_graded())
    left = valid_certificate(enrolment)
    return held.number if held and left != held else ""


def _save(cause: Cause, several: Sequence[Again]) -> None:
    now = timezone.now()
    Attempt.objects.bulk_update([again.attempt for again in several], GRADED)
    AttemptItem.objects.bulk_update([item for again in several for item in again.moved], ["points"])
    AttemptRegraded.objects.bulk_create(
        AttemptRegraded(
            regrade=cause.regrade, mark=cause.mark, attempt=again.attempt, at=now, old=again.old, new=again.new
        )
        for again in several
    )
