"""Reading certificates."""

from uuid import UUID

from django.db.models import QuerySet

from learners.certificates.codes import ALPHABET, LENGTH
from learners.certificates.models import Certificate, NameCorrection
from learners.people.models import Person
from learners.people.records import of_person


def valid_certificate(enrolment_id: UUID) -> Certificate | None:
    return Certificate.objects.filter(enrolment=enrolment_id, revoked_at=None, replaced_by=None).first()


def valid_certificates(enrolment_ids: list[UUID]) -> dict[UUID, Certificate]:
    """By enrolment, where there is one: one query."""
    held = Certificate.objects.filter(enrolment__in=enrolment_ids, revoked_at=None, replaced_by=None)
    return {certificate.enrolment_id: certificate for certificate in held}


def find_by_code(code: str) -> Certificate | None:
    """The certificate with the normalised ``code``, with what replaced it; what cannot be a code is not looked up."""
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        return None
    return Certificate.objects.select_related("replaced_by").filter(code=code).first()


def open_corrections() -> QuerySet[NameCorrection]:
    """What waits for HR, the oldest first, with the person; whose it may decide, the caller filters by ``person``."""
    return NameCorrection.objects.filter(decided_at=None).select_related("person").order_by("asked_at", "pk")


def certificates_to_correct(person: Person, full_name: str) -> QuerySet[Certificate]:
    """Her valid certificates that say another name, by enrolment: in the order in which registrations are locked."""
    valid = Certificate.objects.filter(of_person(person), revoked_at=None, replaced_by=None)
    return valid.exclude(full_name=full_name).select_related("enrolment").order_by("enrolment_id")
