"""Registrations."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from content.pages import buttons
from courses.catalogue.models import CoursePage
from courses.outline import views
from courses.outline.home import EditorsPanel
from courses.outline.permissions import may_see


@hooks.register("register_admin_urls")
def outline_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("<int:course>/", views.show, name="show"),
        path("bai/<int:lesson>/soat/", views.proof, name="proof"),
        path("<int:course>/duyet/", views.review, name="review"),
        path("<int:course>/sap-xep/", views.arrange, name="arrange"),
    ]
    return [path("so-do/", include((pages, "outline"), namespace="outline"))]


@buttons.register
def board_button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is CoursePage and may_see(user, page):
        yield Button(_("Sơ đồ khóa học"), reverse("outline:show", args=[page.pk]), icon_name="list-ul", priority=4)


@hooks.register("construct_help_menu")
def help_of_ours(request: HttpRequest, items: list[MenuItem]) -> None:
    """Without what speaks of the software to those who maintain it, in English and on another site."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]


@hooks.register("construct_reports_menu")
def reports_for_editors(request: HttpRequest, items: list[MenuItem]) -> None:
    """How many pages there are of each type in the database is for administrators."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "page-types-usage"]


@hooks.register("insert_global_admin_css")
def authoring_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/authoring.css"))


@hooks.register("insert_editor_js")
def proof_js() -> str:
    return format_html('<script type="module" src="{}"></script>', static("js/proof.js"))


@hooks.register("construct_homepage_panels")
def editors_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(EditorsPanel(request))
