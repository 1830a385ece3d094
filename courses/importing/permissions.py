"""Who may add pages to a module may bring a lesson into it; a waiting file is its owner's alone."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from wagtail.models import Collection
from wagtail.permissions import page_permission_policy, policy_registry

from content.media.models import CourseImage
from content.pages.permissions import pages_open_to
from courses.catalogue.models import ModulePage
from courses.importing.models import WaitingFile


def open_modules(user: Any) -> QuerySet[ModulePage]:
    return pages_open_to(user, ModulePage, "add")


def may_import(user: Any, module: ModulePage) -> bool:
    return page_permission_policy.user_has_permission_for_instance(user, "add", module)


def module_to_fill(user: Any, pk: int) -> ModulePage:
    return get_object_or_404(open_modules(user), pk=pk)


def waiting_file(user: Any, pk: UUID) -> WaitingFile:
    files = WaitingFile.objects.select_related("module").filter(owner=user, module__in=open_modules(user))
    return get_object_or_404(files, pk=pk)


def collection_for_pictures(user: Any) -> Collection | None:
    """The first collection ``user`` may add pictures to, or None."""
    policy = policy_registry.get_by_type(CourseImage)
    return policy.collections_user_has_permission_for(user, "add").order_by("path").first()
