"""Using a printed code: found, confirmed or refused by its owner, and once used for ever void.

Wrong tries are counted per account, not per address: fifty people sit behind one. After ``MOST_TRIES`` the account's
code entry rests for ``REST``; the answer is the same sentence as for a user name that does not exist, so nobody learns
which accounts there are, and nobody can void another's code by trying.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from learners.people.backends import find_account
from learners.people.codes import digest
from learners.people.models import Account, Outcome, Purpose, SignInCode
from learners.people.rights import with_rights
from learners.people.signals import code_refused
from mooc.foundation.models import audit

MOST_TRIES = 10
REST = dt.timedelta(minutes=15)
# Looked at where there is no account, so that both take as long.
NOBODY = UUID(int=0)


class CodeOver(Exception):
    """The code was used, replaced, refused or ran out between two pages."""


def usable() -> QuerySet[SignInCode]:
    """Open codes whose days are not over, of accounts that are switched on."""
    found = SignInCode.objects.filter(ended_at=None, expires_at__gt=timezone.now(), account__is_active=True)
    return found.select_related("account__person")


@transaction.atomic
def find_code(*, typed_name: str, typed_code: str) -> SignInCode | None:
    """The code of this account, if it is this one; a wrong one is counted.

    An account that was given rights after its code was printed is not opened by it.
    """
    account = find_account(typed_name)
    owner = account.pk if account else NOBODY
    code = usable().filter(account=owner).select_for_update(of=("self",)).first()
    matches = constant_time_compare(digest(owner, typed_code), code.digest if code else digest(NOBODY, ""))
    if code is None or _rests(code) or with_rights([owner]):
        return None
    if not matches:
        _count(code)
        return None
    return code


def refuse_code(*, code_id: int) -> None:
    """ "Không phải tôi": void it, and tell whoever issued it. Raises ``CodeOver``."""
    with transaction.atomic():
        code = _lock(code_id)
        _end(code, Outcome.REFUSED)
        audit(acting_user=None, verb="refuse_code", subject=code.account, new={"purpose": code.purpose})
        code_refused.send(sender=SignInCode, code=code)


def use_code(*, code_id: int, password: str) -> Account:
    """Set the password its owner chose. The old password's sessions end with it. Raises ``CodeOver``."""
    # Slow on purpose, so before the lock.
    hashed = make_password(password)
    with transaction.atomic():
        code = _lock(code_id)
        _end(code, Outcome.USED)
        Account.objects.filter(pk=code.account_id).update(password=hashed)
        audit(acting_user=code.account, verb="use_code", subject=code.account, new={"purpose": code.purpose})
    code.account.password = hashed
    return code.account


def untold_resets(account: Account) -> list[SignInCode]:
    """Resets their owner was not told of yet; hereby she is."""
    resets = SignInCode.objects.filter(account=account, outcome=Outcome.USED, purpose=Purpose.RESET, told_at=None)
    found = list(resets.select_related("issued_by__person").order_by("ended_at"))
    if found:
        SignInCode.objects.filter(pk__in=[code.pk for code in found]).update(told_at=timezone.now())
    return found


def _rests(code: SignInCode) -> bool:
    return code.locked_until is not None and code.locked_until > timezone.now()


def _count(code: SignInCode) -> None:
    changes: dict[str, Any] = {"wrong_tries": F("wrong_tries") + 1}
    if code.wrong_tries + 1 >= MOST_TRIES:
        until = timezone.now() + REST
        changes = {"wrong_tries": 0, "locked_until": until}
        audit(acting_user=None, verb="lock_code", subject=code.account, new={"until": until.isoformat()})
    SignInCode.objects.filter(pk=code.pk).update(**changes)


def _lock(code_id: int) -> SignInCode:
    code = usable().select_for_update(of=("self",)).filter(pk=code_id).first()
    if code is None or with_rights([code.account_id]):
        raise CodeOver
    return code


def _end(code: SignInCode, outcome: Outcome) -> None:
    code.ended_at, code.outcome = timezone.now(), outcome
    code.save(update_fields=["ended_at", "outcome"])
