"""What certificates do when a course is completed, or a completion loses its ground."""

from typing import Any
from uuid import UUID

from learners.certificates.actions import make, revoke
from learners.certificates.models import Certificate
from learners.certificates.statements import certificate_id, certified
from learners.enrolment.models import Enrolment
from learners.progress.folding import Pinned
from learners.progress.models import Completion
from xapi.rows import Json

# A record, like the certificate itself: in Vietnamese whoever is looking.
NO_GROUND = "Kết quả học tập làm căn cứ không còn giá trị."


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
        revoke(certificate=certificate, acting_user=None, reason=NO_GROUND)
