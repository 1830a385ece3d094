"""Granting an account the sight of agencies, and ending it: a dated fact, never edited to mean something else."""

import datetime as dt
from typing import Any

from django.db import transaction

from learners.agencies.models import Agency, Scope
from learners.people.models import Account
from mooc.foundation.models import audit


class AlreadyEnded(Exception):
    """The scope was closed before."""


@transaction.atomic
def grant_scope(
    *,
    account: Account,
    agency: Agency,
    with_descendants: bool,
    valid_from: dt.date,
    reason: str,
    acting_user: Any,
) -> Scope:
    """Let ``account`` see ``agency`` (and what is below it) from ``valid_from`` on."""
    scope = Scope.objects.create(
        account=account,
        agency=agency,
        with_descendants=with_descendants,
        valid_from=valid_from,
        reason=reason,
        granted_by=acting_user,
    )
    new = {"account": str(account.pk), "agency": str(agency.pk), "with_descendants": with_descendants}
    audit(acting_user=acting_user, verb="grant_scope", subject=scope, new=new, reason=reason)
    return scope


@transaction.atomic
def end_scope(*, scope: Scope, valid_to: dt.date, acting_user: Any) -> Scope:
    """Close ``scope`` before ``valid_to``; raises ``AlreadyEnded``."""
    locked = Scope.objects.select_for_update().get(pk=scope.pk)
    if locked.valid_to is not None:
        raise AlreadyEnded(str(scope.pk))
    locked.valid_to = valid_to
    locked.save(update_fields=["valid_to"])
    audit(acting_user=acting_user, verb="end_scope", subject=locked, new={"valid_to": str(valid_to)})
    return locked
