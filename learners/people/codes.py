"""Printed sign-in codes: issuing them, for many people at once.

A code is eight letters and digits that are not mistaken for one another, ``K7QF-2M9X``: one of 31^8, about 40 bits. It
can be read once, when it is issued; what is kept is its HMAC-SHA256 under the installation's secret key. A slow hash,
as for passwords, is not needed: it protects what people choose, which can be guessed. A code is drawn evenly, opens one
account for 14 days at most, can be tried ten times in fifteen minutes, and whoever has a copy of the database without
the secret key cannot try even one. So three hundred cost as many microseconds-long hashes, not minutes.

Issuing gives an account without a usable password to whoever has none, and makes an older open code void. An account
with rights (``rights``) gets none.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import is_password_usable, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from learners.people.models import Account, Outcome, Person, Purpose, SignInCode
from learners.people.phones import normalise_phone
from learners.people.records import of_people
from learners.people.rights import with_rights
from learners.people.signals import accounts_made
from learners.people.usernames import free_usernames
from mooc.foundation.models import audit_many

# Without 0 and O, 1, I and L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


class NotAllowed(Exception):
    """``person``'s account has rights, or is switched off: no code is issued for it, nor for the others asked for."""

    def __init__(self, person: Person) -> None:
        self.person = person
        super().__init__(
            _("Không cấp được mã cho %(name)s: tài khoản có quyền quản lý hoặc đang bị khóa. Hãy báo quản trị viên.")
            % {"name": person.full_name}
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """``code`` is not kept anywhere: print it now."""

    person: Person
    username: str
    code: str
    expires_at: dt.datetime


@transaction.atomic
def issue(*, people: Sequence[Person], acting_user: Any, purpose: str = "first") -> list[Issued]:
    """A new code for each of ``people``, in their order; ``purpose`` is "first" or "reset".

    For an account that has a password a code is a reset, whatever it was asked as. Raises ``NotAllowed``.
    """
    wanted = {person.canonical_id: person for person in people}
    # One issue at a time for a person: two would give her two accounts, or two open codes.
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))
    accounts = _accounts(wanted)
    _refuse_mighty(wanted, accounts)
    accounts |= _make_accounts({key: person for key, person in wanted.items() if key not in accounts}, acting_user)
    return _write(wanted, accounts, acting_user, Purpose(purpose))


def make_code() -> str:
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def digest(account_id: UUID, typed: str) -> str:
    """Of a code however it was typed: small letters, with or without dash and spaces."""
    plain = "".join(char for char in typed.upper() if char.isalnum())
    return salted_hmac("learners.people.codes", f"{account_id}:{plain}", algorithm="sha256").hexdigest()


def _accounts(wanted: dict[UUID, Person]) -> dict[UUID, Account]:
    """By the record that counts; after a merge the login may still be with the absorbed one."""
    rows = Account.objects.filter(of_people(wanted)).select_related("person")
    own_last = sorted(rows, key=lambda account: account.person_id in wanted)
    return {account.person.canonical_id: account for account in own_last if account.person}


def _refuse_mighty(wanted: dict[UUID, Person], accounts: dict[UUID, Account]) -> None:
    mighty = with_rights([account.pk for account in accounts.values()])
    for key, account in accounts.items():
        if account.pk in mighty or not account.is_active:
            raise NotAllowed(wanted[key])


def _make_accounts(people: dict[UUID, Person], acting_user: Any) -> dict[UUID, Account]:
    made: dict[UUID, Account] = {}
    while missing := {key: person for key, person in people.items() if key not in made}:
        names = free_usernames([person.full_name for person in missing.values()])
        rows = [
            Account(person_id=key, username=name, phone=normalise_phone(person.phone), password=make_password(None))
            for (key, person), name in zip(missing.items(), names, strict=True)
        ]
        # In one order everywhere, so that two issues never wait for each other; a name taken meanwhile is left out.
        rows.sort(key=lambda account: account.username)
        Account.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        found = Account.objects.filter(pk__in=[account.pk for account in rows])
        made |= {account.person_id: account for account in found if account.person_id}
    if made:
        accounts_made.send(sender=Account, person_ids=set(made))
    audit_many(
        acting_user=acting_user,
        verb="make_account",
        changes=[(account, {"username": account.username, "person": str(key)}) for key, account in made.items()],
    )
    return made


def _write(
    wanted: dict[UUID, Person], accounts: dict[UUID, Account], acting_user: Any, purpose: Purpose
) -> list[Issued]:
    now = timezone.now()
    expires_at = now + dt.timedelta(days=settings.SIGN_IN_CODE_DAYS)
    ids = [account.pk for account in accounts.values()]
    SignInCode.objects.filter(account__in=ids, ended_at=None).update(ended_at=now, outcome=Outcome.REPLACED)
    rows, issued = [], []
    for key, person in wanted.items():
        account, code = accounts[key], make_code()
        issued.append(Issued(person, account.username, code, expires_at))
        rows.append(
            SignInCode(
                account=account,
                purpose=Purpose.RESET if is_password_usable(account.password) else purpose,
                digest=digest(account.pk, code),
                issued_by=acting_user,
                issued_at=now,
                expires_at=expires_at,
            )
        )
    SignInCode.objects.bulk_create(rows, batch_size=500)
    changes = [(row.account, {"purpose": str(row.purpose), "expires_at": expires_at.isoformat()}) for row in rows]
    audit_many(acting_user=acting_user, verb="issue_code", changes=changes)
    return issued
