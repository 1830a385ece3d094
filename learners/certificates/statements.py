"""``certified``: each certificate has one, voided when the certificate is replaced or revoked.

It is about the course and carries no timestamp of its own: the moment of issue is the store's. The ids are derived
from the certificate, and the certificate's from the completion, so that neither can come about twice.
"""

from uuid import UUID

from learners.certificates.models import Certificate
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, derived_id, statement, voiding
from xapi.rows import Json
from xapi.vocabulary import Verb


def certificate_id(completion_id: UUID) -> UUID:
    """The id of the certificate that the completion itself brings about."""
    return derived_id(completion_id, "certificate")


def certified_id(certificate: UUID) -> UUID:
    return derived_id(certificate, "certified")


def uncertified_id(certificate: UUID) -> UUID:
    """The id of our own void of ``certified``."""
    return derived_id(certificate, "no-longer-certified")


def certified(enrolment: Enrolment, certificate: UUID) -> Json:
    return statement(enrolment, verb=Verb.CERTIFIED, statement_id=certified_id(certificate))


def no_longer_certified(certificate: Certificate) -> Json:
    return voiding(
        certified_id(certificate.pk),
        registration=certificate.enrolment_id,
        statement_id=uncertified_id(certificate.pk),
        by=actor(certificate.enrolment),
    )
