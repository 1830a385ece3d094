"""What progress does when the dated facts change."""

from collections.abc import Iterable, Sequence
from typing import Any

from learners.enrolment.models import Enrolment
from learners.progress.actions import fold_enrolments
from learners.progress.evidence import facts_of
from learners.progress.models import Progress
from mooc.foundation.models import AuditEntry

NOBODY_NAMED = "Chạy trên máy chủ, không nêu người thực hiện."


def make_rows(enrolments: Iterable[Enrolment], **kwargs: Any) -> None:
    """The state row, and lock, of every new registration."""
    enrolments = list(enrolments)
    facts = facts_of([enrolment.pk for enrolment in enrolments]) if enrolments else {}
    Progress.objects.bulk_create(
        Progress(
            enrolment=enrolment,
            person_id=enrolment.person.canonical_id,
            course_key=enrolment.course_key,
            edition_id=facts[enrolment.pk].edition_id,
            units_required=len(facts[enrolment.pk].required),
        )
        for enrolment in enrolments
    )


def fold_moved(enrolments: Sequence[Enrolment], **kwargs: Any) -> None:
    fold_enrolments(enrolment_ids=[enrolment.pk for enrolment in enrolments])


def fold_merged(person_ids: Sequence[Any], **kwargs: Any) -> None:
    """Two persons became one, or one two again: whom their progress counts for changes, the log does not."""
    ids = Enrolment.objects.filter(person__in=person_ids).values_list("pk", flat=True)
    fold_enrolments(enrolment_ids=list(ids))


def audit_redaction(what: str, count: int, by: str) -> None:
    """That something was taken out of the log, how many of what, by whom; not whose: that would undo it."""
    AuditEntry.objects.create(
        actor=by or "system",
        verb="redact",
        subject_type="xapi.log",
        subject_id=what,
        new={"count": count},
        reason="" if by else NOBODY_NAMED,
    )
