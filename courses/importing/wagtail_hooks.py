"""Registrations."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.catalogue.models import ModulePage
from courses.importing import views
from courses.importing.permissions import may_import


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("hoc-phan/<int:module>/", views.choose_file, name="choose"),
        path("<uuid:waiting>/", views.preview, name="preview"),
        path("<uuid:waiting>/xem/", views.shown, name="shown"),
        path("<uuid:waiting>/bo/", views.give_up, name="give_up"),
    ]
    return [path("nhap-bai/", include((pages, "importing"), namespace="importing"))]


@hooks.register("register_page_header_buttons")
def import_in_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _import_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def import_in_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from _import_button(page, user)


def _import_button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is ModulePage and may_import(user, page):
        label = _("Thêm bài từ tệp Word hoặc Markdown")
        yield Button(label, reverse("importing:choose", args=[page.pk]), icon_name="upload", priority=6)
