"""Authors bring content; which code may run is an administrator's decision (two rights, as h5p.org's own plugins)."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from content.h5p.models import Content, Library, Revision, Upload
from content.h5p.moving import can_move

BRING, DECIDE = ("h5p.add_content", "h5p.change_content"), "h5p.change_library"


def may_bring(user: Any) -> bool:
    return bool(user.has_perms(BRING))


def may_decide(user: Any) -> bool:
    return bool(user.has_perm(DECIDE))


def require_bring(user: Any) -> None:
    if not may_bring(user):
        raise PermissionDenied


def require_decide(user: Any) -> None:
    if not may_decide(user):
        raise PermissionDenied


def content_to_see(user: Any, pk: int) -> Content:
    require_bring(user)
    heavy = [f"current__{name}" for name in Revision.HEAVY]
    return get_object_or_404(Content.objects.select_related("current").defer(*heavy), pk=pk)


def revision_to_see(user: Any, pk: UUID) -> Revision:
    require_bring(user)
    return get_object_or_404(Revision.objects.select_related("content"), pk=pk)


def upload_to_see(user: Any, pk: UUID) -> Upload:
    """Its owner's alone, for as long as she has the right she brought it by."""
    found = get_object_or_404(Upload.objects.select_related("content"), pk=pk, owner=user)
    if found.libraries_only:
        require_decide(user)
    else:
        require_bring(user)
    return found


def library_to_decide(user: Any, pk: int) -> Library:
    require_decide(user)
    return get_object_or_404(Library.objects.select_related("brought_by__person"), pk=pk)


def libraries_to_move_between(user: Any, source: int, target: int) -> tuple[Library, Library]:
    """404 unless contents of the one may run on the other."""
    require_decide(user)
    found = Library.objects.in_bulk([source, target])
    if len(found) < 2 or not can_move(found[source], found[target]):
        raise Http404
    return found[source], found[target]
