"""Registering oneself: without an agency, so outside every denominator.

Only the year of birth is asked. Whoever may still be below ``GUARDIAN_AGE`` waits until a parent or guardian agreed;
the agreement is a dated row with the guardian's name and the version of the words agreed to.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from learners.people.models import Account, GuardianConsent, Person
from learners.people.usernames import free_usernames
from mooc.foundation.models import audit

# Of the words in people/guardian.html: change both together.
TEXT_VERSION = "2026-11"
TRIES = 5


def needs_guardian(birth_year: int) -> bool:
    """Whether somebody born in that year may not have had the birthday of ``GUARDIAN_AGE`` yet."""
    return timezone.localdate().year - birth_year <= settings.GUARDIAN_AGE


def register_account(*, full_name: str, birth_year: int, phone: str, password: str) -> Account:
    """A person and her account, with a user name made from her name; ``phone`` is normalised or ""."""
    hashed = make_password(password)
    for _ in range(TRIES):
        try:
            return _write(full_name, birth_year, phone, hashed)
        except IntegrityError:
            # Somebody of that name registered in the same moment.
            continue
    return _write(full_name, birth_year, phone, hashed)


@transaction.atomic
def _write(full_name: str, birth_year: int, phone: str, hashed: str) -> Account:
    person = Person.objects.create(full_name=full_name, birth_year=birth_year, phone=phone)
    [username] = free_usernames([full_name])
    account = Account.objects.create(person=person, username=username, phone=phone, password=hashed)
    if needs_guardian(birth_year):
        GuardianConsent.objects.create(account=account)
    audit(acting_user=account, verb="register", subject=account, new={"person": str(person.pk)})
    return account


def waits_for_guardian(account: Any) -> bool:
    return GuardianConsent.objects.filter(account=account, given_at=None).exists()


@transaction.atomic
def give_consent(*, account: Account, guardian_name: str) -> None:
    """Once; a second time changes nothing."""
    waiting = GuardianConsent.objects.filter(account=account, given_at=None)
    if waiting.update(guardian_name=guardian_name, text_version=TEXT_VERSION, given_at=timezone.now()):
        new = {"guardian": guardian_name, "text": TEXT_VERSION}
        audit(acting_user=account, verb="guardian_consent", subject=account, new=new)
