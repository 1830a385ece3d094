"""Who may see the tree in the admin and change it: administrators, and whoever was given the right of its own."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from learners.agencies.models import Agency, Reorganisation, ReorganisationStatus
from learners.agencies.structure.correcting import TABLES

REORGANISE = "agencies.reorganise"


def may_reorganise(user: Any) -> bool:
    return bool(user.has_perm(REORGANISE))


def require_reorganising(user: Any) -> None:
    if not may_reorganise(user):
        raise Http404


def agency_to_see(user: Any, agency: UUID) -> Agency:
    require_reorganising(user)
    return get_object_or_404(Agency, pk=agency)


def event_to_see(user: Any, event: int) -> Reorganisation:
    require_reorganising(user)
    return get_object_or_404(Reorganisation, pk=event)


def draft_to_change(user: Any, event: int) -> Reorganisation:
    require_reorganising(user)
    return get_object_or_404(Reorganisation, pk=event, status=ReorganisationStatus.DRAFT)


def fact_to_correct(user: Any, table: str, row: int) -> Any:
    require_reorganising(user)
    if table not in TABLES:
        raise Http404
    return get_object_or_404(TABLES[table].objects.select_related("agency"), pk=row)
