"""Signing in by user name or by phone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from learners.people.models import Account
from learners.people.phones import normalise_phone
from mooc.foundation.prepared import Prepared

# Every page of somebody signed in asks this.
_by_id = Prepared(1, lambda account: Account.objects.select_related("person").filter(pk=account))


class UsernameOrPhoneBackend(ModelBackend):
    """A phone signs in only where exactly one account holds it: a family may share one."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Account | None:
        if not username or password is None:
            return None
        account = find_account(username)
        if account is None:
            Account().set_password(password)  # as slow as a real check, so that names cannot be probed
            return None
        return account if account.check_password(password) and self.user_can_authenticate(account) else None

    def get_user(self, user_id: Any) -> Account | None:
        """With the person: her name stands on every page."""
        found = next(iter(_by_id(Account._meta.pk.to_python(user_id))), None)
        return found if found and not found.on_hold and self.user_can_authenticate(found) else None


def find_account(typed: str) -> Account | None:
    by_name = Account.objects.filter(username=typed.strip().lower()).first()
    if by_name:
        return by_name
    phone = normalise_phone(typed)
    holders = list(Account.objects.filter(phone=phone)[:2]) if phone else []
    return holders[0] if len(holders) == 1 else None


def counted_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """Under which name a failed sign-in is counted: the account's, however it was typed, or what was typed."""
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    account = find_account(typed)
    return account.username if account else typed.strip().lower()[:255]
