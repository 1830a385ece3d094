"""Registrations."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from content.pages import buttons
from courses.beginning import views
from courses.beginning.permissions import may_begin, open_catalogues
from courses.catalogue.models import CatalogIndexPage, CoursePage
from courses.outline.permissions import may_see


@hooks.register("register_admin_urls")
def beginning_urls() -> list[URLPattern | URLResolver]:
    pages = [path("", views.start, name="start")]
    return [path("khoa-hoc-moi/", include((pages, "beginning"), namespace="beginning"))]


@buttons.register
def begin_button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is CatalogIndexPage and may_begin(user, page):
        yield Button(_("Khóa học mới"), reverse("beginning:start"), icon_name="plus", priority=4)


@buttons.register
def copy_button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is CoursePage and may_see(user, page) and open_catalogues(user).exists():
        address = f"{reverse('beginning:start')}?tu={page.pk}"
        yield Button(_("Sao chép thành khóa học mới"), address, icon_name="copy", priority=7)
