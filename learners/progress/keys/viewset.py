"""The addresses of clients' keys in the admin, and their entry in its menu."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from learners.progress.keys import views
from learners.progress.keys.listing import KeyIndexView
from learners.progress.keys.permissions import SEES
from xapi.models import Credential


class KeyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Credential).user_has_any_permission(request.user, SEES))


class KeyViewSet(ViewSet):
    icon = "key"
    menu_label = _("Khóa kết nối")
    menu_order = 620
    add_to_settings_menu = True

    @cached_property
    def menu_item_class(self) -> type[Any]:
        return KeyMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(KeyIndexView), name="index"),
            path("ket-qua/", self.construct_view(KeyIndexView, results_only=True), name="index_results"),
            path("cap/", views.issue, name="add"),
            path("<int:pk>/doi-ma/", views.rotate, name="rotate"),
            path("<int:pk>/muc-goi/", views.limit, name="limit"),
            path("<int:pk>/thu-hoi/", views.revoke, name="revoke"),
        ]
