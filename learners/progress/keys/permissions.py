"""Who may manage clients' keys: the rights of Django over ``xapi.Credential``, which a group may be given.

Adding is issuing, changing is rotating, limiting and revoking. A key is never deleted: its last use is part of the
record.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from xapi.models import Credential

ISSUE, CHANGE, VIEW = "xapi.add_credential", "xapi.change_credential", "xapi.view_credential"
SEES = ["add", "change", "view"]
CODENAMES = [name.removeprefix("xapi.") for name in (ISSUE, CHANGE, VIEW)]


def check_may_issue(user: Any) -> None:
    if not user.has_perm(ISSUE):
        raise PermissionDenied


def key_in_force(user: Any, pk: int) -> Credential:
    """The key to rotate, to limit or to revoke; 404 once it is revoked."""
    if not user.has_perm(CHANGE):
        raise PermissionDenied
    return get_object_or_404(Credential.objects.select_related("authority"), pk=pk, revoked_at=None)
