"""Who may see a certificate inside the site: the person it was issued to, under whichever of her merged records.

Anybody may verify one by its code; that is another page and says less.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from learners.certificates.models import Certificate
from learners.people.models import Account, Person
from learners.people.records import of_person


def own_certificates(account: Account) -> QuerySet[Certificate]:
    if account.person is None:
        return Certificate.objects.none()
    canonical = account.person.canonical_id
    return Certificate.objects.filter(of_person(canonical))


def access_own_person(account: Any) -> Person:
    """The record that counts for who is signed in, or 404 for an account that is nobody's."""
    person = account.person if isinstance(account, Account) else None
    if person is None:
        raise Http404
    return person.merged_into or person


def access_own_certificate(account: Any, certificate: UUID) -> Certificate:
    """The certificate, or 404: outside one's own there is nothing to see."""
    found = own_certificates(account).select_related("replaced_by").filter(pk=certificate).first()
    if found is None:
        raise Http404
    return found
