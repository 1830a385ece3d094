"""Who may read what happened in anybody's attempt: personal data, so a right of its own.

Superusers have it; an administrator may give it to a group. Outside of it there is nothing to see.
"""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from learners.attempts.models import Attempt

READ = "attempts.read_log"


def may_read(user: Any) -> bool:
    return bool(user.has_perm(READ))


def require_reading(user: Any) -> None:
    if not may_read(user):
        raise Http404


def attempt_to_read(user: Any, attempt: UUID) -> Attempt:
    require_reading(user)
    return get_object_or_404(Attempt.objects.select_related("enrolment__person"), pk=attempt)
