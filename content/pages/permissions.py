"""Pages somebody may do something to, as Wagtail's rules say."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

AnyPage = TypeVar("AnyPage", bound=Page)


def pages_open_to(user: Any, kind: type[AnyPage], *actions: str) -> QuerySet[AnyPage]:
    """Pages of ``kind`` that ``user`` may do any of ``actions`` to ("add", "change", "publish")."""
    pages = page_permission_policy.instances_user_has_any_permission_for(user, set(actions))
    return kind._default_manager.filter(pk__in=pages.values("pk"))
