"""What certificates do when a course is completed, or a completion loses its ground."""

from typing import Any
from uuid import UUID

from learners.certificates.actions import make, revoke_row, revoke_unfounded
from learners.certificates.models import Certificate
from learners.certificates.statements import certificate_id, certified, certified_id, uncertified_id
from learners.enrolment.models import Enrolment
from learners.progress.folding import Pinned
from learners.progress.models import Completion
from xapi.models import Statement
from xapi.rows import Json

# A record, like the certificate itself: in Vietnamese whoever is looking.
NO_GROUND = "Kết quả học tập làm căn cứ không còn giá trị."
NO_LONGER_CERTIFIED = "Phát biểu cấp giấy chứng nhận đã bị hủy."


def certify(enrolment: Enrolment, completion_id: UUID, **kwargs: Any) -> Json:
    """``certified`` is recorded together with ``completed``."""
    return certified(enrolment, certificate_id(completion_id))


def issue_once(completion: Completion, pinned: Pinned, **kwargs: Any) -> None:
    """A course completed elsewhere is certified there."""
    if not completion.external:
        make(completion, pinned, certificate_id(completion.pk))


def revoke_withdrawn(completion: Completion, **kwargs: Any) -> None:
    held = Certificate.objects.filter(statement_id=completion.pk, revoked_at=None, replaced_by=None)
    for certificate in held.select_related("enrolment"):
        revoke_unfounded(certificate=certificate, reason=NO_GROUND)


def revoke_voided(registration: UUID, **kwargs: Any) -> None:
    """Somebody outside voided ``certified`` itself: the paper must not say what the log takes back.

    Our own void of it comes with an action that says what becomes of the certificate.
    """
    held = Certificate.objects.filter(enrolment=registration, revoked_at=None, replaced_by=None).first()
    if held is None:
        return
    voids = Statement.objects.filter(statement_id=certified_id(held.pk), voided_at__isnull=False)
    if voids.exists() and not Statement.objects.filter(statement_id=uncertified_id(held.pk)).exists():
        revoke_row(certificate=held, acting_user=None, reason=NO_LONGER_CERTIFIED)
