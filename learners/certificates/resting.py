"""Certificates as the statement browser names them."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from learners.certificates.models import Certificate, State
from learners.progress.resting import Resting


def certificates_of(registration: UUID) -> list[Resting]:
    held = Certificate.objects.filter(enrolment=registration).order_by("number")
    return [_resting(certificate) for certificate in held]


def _resting(certificate: Certificate) -> Resting:
    return Resting(
        key=certificate.pk,
        completion=certificate.statement_id,
        name=_("Giấy chứng nhận số %s") % certificate.number,
        state=str(certificate.state.label),
        url=reverse("certificates:verified", args=[certificate.code]),
        holds=certificate.state == State.VALID,
    )
