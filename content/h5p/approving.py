"""Which code may run in learners' browsers: an administrator's word on a library, by the hash of its files."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from content.h5p.models import Approval, Library
from content.h5p.pinning import pin_waiting, waiting_for
from content.h5p.signals import awaited_libraries_decided
from mooc.foundation.models import audit_each


def approve(*, libraries: Sequence[Library], acting_user: Any) -> int:
    """Those not approved yet; contents that waited for them can then be played. Says how many were approved."""
    return _decide(libraries, Approval.APPROVED, acting_user)


def refuse(*, libraries: Sequence[Library], acting_user: Any, reason: str) -> int:
    """Those that wait; what was brought with one goes on waiting, and its author reads why."""
    return _decide(libraries, Approval.REFUSED, acting_user, reason)


def withdraw(*, libraries: Sequence[Library], acting_user: Any, reason: str = "") -> int:
    """Contents that run on one are played no longer, and say so, until it is approved again or they are replaced."""
    return _decide(libraries, Approval.WITHDRAWN, acting_user, reason)


@transaction.atomic
def _decide(libraries: Sequence[Library], approval: Approval, acting_user: Any, reason: str = "") -> int:
    wanted = Library.objects.filter(pk__in=[one.pk for one in libraries]).exclude(approval=approval)
    if approval == Approval.REFUSED:
        wanted = wanted.filter(approval=Approval.PENDING)
    held = list(wanted.select_for_update().order_by("pk"))
    rows = [(f"h5p.{approval}", one, {"approval": one.approval}, {"approval": approval}) for one in held]
    Library.objects.filter(pk__in=[one.pk for one in held]).update(
        approval=approval, decided_by=acting_user, decided_at=timezone.now()
    )
    audit_each(acting_user=acting_user, rows=rows, reason=reason)
    if held and approval != Approval.WITHDRAWN:
        _tell(held, approval, acting_user)
    return len(held)


def _tell(libraries: Sequence[Library], approval: Approval, acting_user: Any) -> None:
    if approval == Approval.APPROVED:
        found = pin_waiting()
        told = {"ready": found.ready, "broken": found.broken, "refused": set()}
    else:
        told = {"ready": set(), "broken": set(), "refused": waiting_for(libraries)}
    if any(told.values()):
        awaited_libraries_decided.send(Library, acting_user=acting_user, **told)
