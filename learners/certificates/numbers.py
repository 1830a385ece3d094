"""Gapless numbers: the counter of an issuer and year moves in the transaction that issues, or not at all."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from learners.certificates.models import Certificate

# One statement takes the number, locks the counter until the transaction ends, and makes its row in a new year. It
# takes nothing while the enrolment has a valid certificate, so that no number is lost on a second one. The names frozen
# with the number come back in the same round trip.
TAKE = """
    INSERT INTO certificates_issueryear (issuer_id, year, last_number)
    SELECT id, %s, 1 FROM certificates_issuer WHERE is_default AND NOT EXISTS (
        SELECT 1 FROM certificates_certificate
        WHERE enrolment_id = %s AND revoked_at IS NULL AND replaced_by_id IS NULL
    )
    ON CONFLICT (issuer_id, year) DO UPDATE SET last_number = certificates_issueryear.last_number + 1
    RETURNING last_number, issuer_id,
        (SELECT code FROM certificates_issuer WHERE id = issuer_id),
        (SELECT name FROM certificates_issuer WHERE id = issuer_id),
        (SELECT COALESCE(kept.full_name, own.full_name) FROM people_person AS own
         LEFT JOIN people_person AS kept ON kept.id = own.merged_into_id WHERE own.id = %s)
"""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number taken, as printed, with the issuer it belongs to and the present name of who receives it."""

    number: str
    issuer_id: int
    issuer_name: str
    full_name: str


def take_number(*, enrolment_id: UUID, person_id: UUID, year: int) -> Numbered | None:
    """The default issuer's next number in ``year``; None without an issuer, or with a valid certificate already.

    Of a merged record the name is that of the one that was kept.
    """
    keys = [Certificate._meta.pk.get_db_prep_value(key, connection) for key in (enrolment_id, person_id)]
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [year, *keys])
        row = cursor.fetchone()
    if row is None:
        return None
    last, issuer_id, code, issuer_name, full_name = row
    return Numbered(f"{last:04d}/{year}/GCN-{code}", issuer_id, issuer_name, full_name)
