"""Who may add a page to the catalogue may begin a course there, also from any course she may write in."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.pages.permissions import pages_open_to
from courses.catalogue.models import CatalogIndexPage, CoursePage
from courses.outline.permissions import boards


def may_begin(user: Any, catalogue: Page) -> bool:
    return page_permission_policy.user_has_permission_for_instance(user, "add", catalogue)


def open_catalogues(user: Any) -> QuerySet[CatalogIndexPage]:
    return pages_open_to(user, CatalogIndexPage, "add").filter(alias_of=None).order_by("path")


def catalogues_to_fill(user: Any) -> QuerySet[CatalogIndexPage]:
    """404 for who may add a course nowhere."""
    found = open_catalogues(user)
    if not found.exists():
        raise Http404
    return found


def courses_to_copy(user: Any) -> QuerySet[CoursePage]:
    return boards(user).filter(alias_of=None).order_by("title", "pk")
