"""Registrations."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from content.pages import buttons
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


@buttons.register
def import_button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is ModulePage and may_import(user, page):
        label = _("Thêm bài từ tệp Word hoặc Markdown")
        yield Button(label, reverse("importing:choose", args=[page.pk]), icon_name="upload", priority=6)
