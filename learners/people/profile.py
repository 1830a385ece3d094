"""What somebody changes about her own account: how she is reached, what her pages look like, her password."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from learners.people.models import Account
from mooc.foundation.models import audit

REACHED = ("phone", "email")


@transaction.atomic
def change_profile(*, account: Account, acting_user: Account, **wanted: Any) -> None:
    """``wanted`` has values of ``REACHED``, which are audited, and of what pages look like, which are not."""
    held = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    changed = {name: value for name, value in wanted.items() if getattr(held, name) != value}
    if not changed:
        return
    old = {name: getattr(held, name) for name in REACHED if name in changed}
    Account.objects.filter(pk=held.pk).update(**changed)
    for name, value in changed.items():
        setattr(account, name, value)
    if old:
        new = {name: changed[name] for name in old}
        audit(acting_user=acting_user, verb="change_contact", subject=account, old=old, new=new)


def change_password(*, account: Account, acting_user: Account, password: str) -> None:
    """Every session ends with the old password; the caller keeps the one it was changed in."""
    # Slow on purpose, so before the transaction.
    hashed = make_password(password)
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(password=hashed)
        audit(acting_user=acting_user, verb="change_password", subject=account)
    account.password = hashed
