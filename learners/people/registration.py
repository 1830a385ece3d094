"""Registering oneself: without an agency, so outside every denominator.

Only the year of birth is asked. Whoever may still be below ``GUARDIAN_AGE`` waits until a parent or guardian agreed,
also whom a roster knows and who comes with a printed code. The agreement is a ``Consent`` with the guardian's name.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from learners.people.consents import give, text_in_force
from learners.people.models import Account, Channel, Consent, DataPurpose, Person
from learners.people.usernames import free_usernames
from mooc.foundation.models import audit

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
    audit(acting_user=account, verb="register", subject=account, new={"person": str(person.pk)})
    return account


def waits_for_guardian(account: Any) -> bool:
    """No query for a grown-up."""
    person = account.person
    if person is None or person.birth_year is None or not needs_guardian(person.birth_year):
        return False
    given = Consent.objects.filter(account=account, text__purpose=DataPurpose.GUARDIAN, withdrawn_at=None)
    return not given.exists()


def give_consent(*, account: Account, guardian_name: str, acting_user: Any = None, channel: str = Channel.WEB) -> None:
    """A guardian's, on this page or on paper that ``acting_user`` holds; a second time changes nothing."""
    give(
        account=account,
        text=text_in_force(DataPurpose.GUARDIAN),
        acting_user=acting_user or account,
        channel=channel,
        given_by=guardian_name,
    )
