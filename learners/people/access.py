"""From a request to whose account it is."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from learners.people.models import Account


def own_account(request: HttpRequest) -> Account:
    """The account behind a page that asks for one."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user
