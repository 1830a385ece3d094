"""Who may read the log of statements, and who may void in it: personal data, so a right of its own each.

Superusers have both; an administrator may give them to a group. Outside of them there is nothing to see.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from xapi.models import Statement

BROWSE = "progress.browse_statements"
VOID = "progress.void_statements"


def may_browse(user: Any) -> bool:
    return bool(user.has_perm(BROWSE))


def may_void(user: Any) -> bool:
    return may_browse(user) and bool(user.has_perm(VOID))


def readable_statements(user: Any) -> QuerySet[Statement]:
    rows = Statement.objects.select_related("authority")
    return rows if may_browse(user) else rows.none()


def require_browsing(user: Any) -> None:
    if not may_browse(user):
        raise Http404


def statement_to_read(user: Any, statement: UUID) -> Statement:
    return get_object_or_404(readable_statements(user), statement_id=statement)


def statement_to_void(user: Any, statement: UUID) -> Statement:
    if not may_void(user):
        raise Http404
    return statement_to_read(user, statement)
