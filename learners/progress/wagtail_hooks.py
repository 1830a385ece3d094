"""Registrations."""

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from learners.progress import admin_views
from learners.progress.keys.permissions import CODENAMES
from learners.progress.keys.viewset import KeyViewSet
from learners.progress.permissions import may_browse


class StatementsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_browse(request.user)


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [KeyViewSet("client_keys", url_prefix="khoa-ket-noi")]


@hooks.register("register_admin_menu_item")
def statements_in_menu() -> MenuItem:
    label = _("Nhật ký học tập")
    return StatementsMenuItem(
        label, reverse("statements:index"), name="statements", icon_name=admin_views.ICON, order=650
    )


@hooks.register("register_admin_urls")
def statement_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("", admin_views.list_statements, name="index"),
        path("<uuid:statement>/", admin_views.show_statement, name="show"),
        path("<uuid:statement>/huy/", admin_views.void, name="void"),
    ]
    return [path("nhat-ky/", include((pages, "statements"), namespace="statements"))]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Groups may be given the rights over clients' keys, to read the log, and to void in it."""
    of_keys = Q(content_type__app_label="xapi", codename__in=CODENAMES)
    of_log = Q(content_type__app_label="progress", codename__in=["browse_statements", "void_statements"])
    return Permission.objects.filter(of_keys | of_log)
