"""Which accounts may do more than learn: no printed code ever opens them.

Editors, administrators and whoever may enter the admin are known here. Rooms above name theirs: ``register`` takes a
function that, given account ids, returns those of them with rights (agencies: whoever holds a scope);
``register_permission`` a permission that opens pages outside the admin (marking), which costs no query of its own.
"""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db.models import Q

from learners.people.models import Account

Check = Callable[[Collection[UUID]], set[UUID]]
_checks: list[Check] = []
_permissions = {"wagtailadmin.access_admin"}


def register(check: Check) -> None:
    if check not in _checks:
        _checks.append(check)


def register_permission(name: str) -> None:
    """``name`` as Django writes it: application, dot, codename."""
    _permissions.add(name)


def with_rights(account_ids: Collection[UUID]) -> set[UUID]:
    """Those of ``account_ids`` that have any right beyond learning; one query here and one for each room above."""
    if not account_ids:
        return set()
    named = [name.split(".") for name in sorted(_permissions)]
    some = reduce(or_, (Q(content_type__app_label=label, codename=codename) for label, codename in named))
    given = Permission.objects.filter(some)
    mighty = Q(is_staff=True) | Q(is_superuser=True) | Q(user_permissions__in=given) | Q(groups__permissions__in=given)
    found = set(Account.objects.filter(mighty, pk__in=account_ids).values_list("pk", flat=True))
    return found.union(*(check(account_ids) for check in _checks))
