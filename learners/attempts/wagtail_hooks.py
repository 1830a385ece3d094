"""Registrations."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from learners.attempts import admin_views, appeal_views, grant_views, request_views
from learners.attempts.permissions import may_answer, may_read


class ReceiptsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


@hooks.register("register_admin_menu_item")
def receipts_in_menu() -> MenuItem:
    label = _("Biên nhận bài làm")
    return ReceiptsMenuItem(label, reverse("attempts:receipts"), name="receipts", icon_name=admin_views.ICON, order=655)


class AuthorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_answer(request.user)


@hooks.register("register_admin_menu_item")
def requests_in_menu() -> MenuItem:
    label, address = _("Xin thêm lượt làm bài"), reverse("attempts:requests")
    return AuthorsMenuItem(label, address, name="attempt-requests", icon_name=request_views.ICON, order=652)


@hooks.register("register_admin_menu_item")
def appeals_in_menu() -> MenuItem:
    label, address = _("Ý kiến về câu hỏi"), reverse("attempts:appeals")
    return AuthorsMenuItem(label, address, name="appeals", icon_name=appeal_views.ICON, order=653)


@hooks.register("register_admin_urls")
def attempt_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("", admin_views.receipts, name="receipts"),
        path("xin-them/", request_views.requests, name="requests"),
        path("xin-them/<int:asked>/", request_views.answer, name="request"),
        path("y-kien/", appeal_views.appeals, name="appeals"),
        path("y-kien/<int:appeal>/", appeal_views.answer, name="appeal"),
        path("<uuid:attempt>/", admin_views.log, name="log"),
        path("<uuid:attempt>/them/", grant_views.grant, name="grant"),
    ]
    return [path("luot-lam-bai/", include((pages, "attempts"), namespace="attempts"))]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Groups may be given the right to read what happened in attempts."""
    return Permission.objects.filter(content_type__app_label="attempts", codename="read_log")
