"""Results that changed, kept and said: what a regrade and the correction of a mark do alike, under the locks of a
submit."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.utils import timezone

from learners.attempts.marking import GRADED
from learners.attempts.models import Attempt, AttemptItem
from learners.certificates.queries import valid_certificates
from learners.enrolment import authorities
from learners.regrading.again import Again
from learners.regrading.causes import Cause
from learners.regrading.models import AttemptRegraded
from learners.regrading.recorded import said_again
from xapi.recording import record


def keep_again(cause: Cause, several: Sequence[Again]) -> dict[UUID, str]:
    """By enrolment, the numbers of certificates that hold no more because of it. Those of one learner and unit follow
    each other; what is not a statement's costs the same for any number."""
    enrolments = sorted({again.attempt.enrolment_id for again in several})
    held = valid_certificates(enrolments)
    batch = said_again(cause, several)
    # Saved first, as a submit does: what reacts to the statements reads the attempts as they are now.
    _save(cause, several)
    if batch:
        record(batch, authority=authorities.server_graded())
    left = valid_certificates(enrolments)
    return {key: row.number for key, row in held.items() if left.get(key) != row}


def _save(cause: Cause, several: Sequence[Again]) -> None:
    now = timezone.now()
    _update([again.attempt for again in several])
    moved: dict[Decimal | None, list[int]] = defaultdict(list)
    for again in several:
        for item in again.moved:
            moved[item.points].append(item.pk)
    for points, items in moved.items():
        AttemptItem.objects.filter(pk__in=items).update(points=points)
    AttemptRegraded.objects.bulk_create(
        AttemptRegraded(
            regrade=cause.regrade, mark=cause.mark, attempt=again.attempt, at=now, old=again.old, new=again.new
        )
        for again in several
    )


def _update(attempts: Sequence[Attempt]) -> None:
    """In plain SQL: of many rows with many columns, putting together one statement costs more than running it."""
    columns = [one for one in Attempt._meta.concrete_fields if one.name in GRADED]
    key = Attempt._meta.pk
    rows = [
        [
            *(column.get_db_prep_save(getattr(one, column.attname), connection) for column in columns),
            key.get_db_prep_save(one.pk, connection),
        ]
        for one in attempts
    ]
    put = ", ".join(f"{column.column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE attempts_attempt SET {put} WHERE id = %s", rows)  # noqa: S608
