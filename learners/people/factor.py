"""The second factor ("xác nhận hai bước"): what an account with rights proves beside its password.

A **code** has six digits, is made by an app on the owner's phone every 30 seconds (TOTP, RFC 6238), and is good once:
the step it belongs to is kept, so that it is refused again by every process. The clocks may differ by one step. A
**recovery code** has eight digits, is printed, and each of ten is good once; they are for the day the phone is lost.
Who has neither is helped by an administrator, who resets the factor; its owner is told.

Whoever has rights (``rights``) must have one where ``SECOND_FACTOR_REQUIRED`` is set. The rows are allauth's.
"""

from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from learners.people.factor_secrets import Unreadable
from learners.people.models import Account
from learners.people.rights import with_rights
from learners.people.signals import factor_reset
from mooc.foundation.models import audit

# Seconds; every app on a phone takes this for granted.
PERIOD = 30
TOTP, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


class WrongCode(Exception):
    """The code is none of this moment, or was used."""


class AlreadyThere(Exception):
    """The account has a second factor."""


class NoFactor(Exception):
    """The account has none."""


def factor_of(account: Account) -> Authenticator | None:
    return Authenticator.objects.filter(user=account, type=TOTP).first()


def must_have_factor(account: Account) -> bool:
    """Two queries for whoever only learns."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and bool(with_rights([account.pk]))


def new_secret() -> str:
    """In base 32, as apps take it: 32 letters and digits."""
    return str(generate_totp_secret())


def step_of(secret: str, typed: str) -> int | None:
    """Which step of 30 seconds ``typed`` is the code of, near this moment."""
    now = int(timezone.now().timestamp()) // PERIOD
    for step in (now, now - 1, now + 1):
        if compare_user_code(actual=typed, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


@transaction.atomic
def set_up(*, account: Account, secret: str, typed: str) -> list[str]:
    """Give ``account`` its factor once ``typed`` shows that the app has ``secret``; returns the recovery codes.

    They can be read this once. Raises ``WrongCode``, ``AlreadyThere``.
    """
    # Two pages open at once would give two secrets.
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if factor_of(account):
        raise AlreadyThere
    step = step_of(secret, typed)
    if step is None:
        raise WrongCode
    data = {"secret": encrypt(secret), "step": step}
    Authenticator.objects.create(user=account, type=TOTP, data=data, created_at=timezone.now())
    audit(acting_user=account, verb="set_up_factor", subject=account)
    return _fresh_codes(account)


@transaction.atomic
def check(*, account: Account, typed: str) -> Authenticator:
    """The factor of ``account``, if ``typed`` is a code of it or an unused recovery code; raises ``WrongCode``."""
    # Locked: of two requests with one code the second finds it used.
    rows = {row.type: row for row in Authenticator.objects.select_for_update().filter(user=account)}
    factor = rows.get(TOTP)
    if factor is None:
        raise WrongCode
    try:
        if not _take_step(factor, typed):
            _take_recovery_code(account, rows.get(RECOVERY), typed)
    except Unreadable:
        raise WrongCode from None
    return factor


def codes_left(account: Account) -> int:
    kept = Authenticator.objects.filter(user=account, type=RECOVERY).first()
    return len(RecoveryCodes(kept).get_unused_codes()) if kept else 0


@transaction.atomic
def renew_codes(*, account: Account) -> list[str]:
    """Ten new recovery codes; the old ones are void."""
    Authenticator.objects.filter(user=account, type=RECOVERY).delete()
    audit(acting_user=account, verb="renew_recovery_codes", subject=account)
    return _fresh_codes(account)


@transaction.atomic
def reset(*, account: Account, acting_user: Any) -> None:
    """Take the factor away, so that another can be set up; its owner is told. Raises ``NoFactor``.

    ``acting_user`` None is whoever may run commands.
    """
    deleted, _ = Authenticator.objects.filter(user=account).delete()
    if not deleted:
        raise NoFactor
    audit(acting_user=acting_user, verb="reset_factor", subject=account)
    factor_reset.send(sender=Authenticator, account=account, acting_user=acting_user)


def _take_step(factor: Authenticator, typed: str) -> bool:
    step = step_of(decrypt(factor.data["secret"]), typed)
    if step is None or step <= factor.data["step"]:
        return False
    factor.data["step"], factor.last_used_at = step, timezone.now()
    factor.save(update_fields=["data", "last_used_at"])
    return True


def _take_recovery_code(account: Account, kept: Authenticator | None, typed: str) -> None:
    if kept is None or not RecoveryCodes(kept).validate_code(typed):
        raise WrongCode
    audit(acting_user=account, verb="use_recovery_code", subject=account)


def _fresh_codes(account: Account) -> list[str]:
    """``1234 5678``: read and typed more easily in halves."""
    codes = RecoveryCodes.activate(account).generate_codes()
    return [f"{code[:4]} {code[4:]}" for code in codes]
