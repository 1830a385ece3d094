"""What administrators decided on libraries, read from the audit: who, when, why."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from content.h5p.models import Approval, Library
from mooc.foundation.models import AuditEntry

# A library is decided on a few times in its life.
MOST = 20
# As the audit names it.
SYSTEM = "system"
AGAINST = (Approval.REFUSED, Approval.WITHDRAWN)
VERBS = {f"h5p.{approval}": approval for approval in (Approval.APPROVED, *AGAINST)}


@dataclass(frozen=True, slots=True)
class Decision:
    word: str
    who: str
    at: dt.datetime
    reason: str


def decisions_on(library: Library) -> list[Decision]:
    """Newest first; two queries."""
    entries = list(_entries([library], VERBS)[:MOST])
    actors = [UUID(entry.actor) for entry in entries if entry.actor != SYSTEM]
    accounts: Any = get_user_model()._default_manager.select_related("person").in_bulk(actors)
    named = {str(key): account.get_full_name() for key, account in accounts.items()}
    named[SYSTEM] = _("hệ thống")
    words = {verb: str(approval.label) for verb, approval in VERBS.items()}
    return [Decision(words[one.verb], named.get(one.actor, "–"), one.at, one.reason) for one in entries]


def reasons_of(libraries: Iterable[Library]) -> dict[int, str]:
    """Why each was refused or withdrawn last, by its key; one query."""
    found: dict[int, str] = {}
    for entry in _entries(libraries, [f"h5p.{approval}" for approval in AGAINST]):
        found.setdefault(int(entry.subject_id), entry.reason)
    return found


def _entries(libraries: Iterable[Library], verbs: Iterable[str]) -> Any:
    keys = [str(library.pk) for library in libraries]
    return AuditEntry.objects.filter(subject_type=Library._meta.label_lower, subject_id__in=keys, verb__in=verbs)
