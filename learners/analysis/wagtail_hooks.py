"""Registrations."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from content.pages import buttons
from courses.catalogue.models import AssessmentPage
from learners.analysis import views


@hooks.register("register_admin_urls")
def analysis_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("<int:page>/", views.assessment, name="assessment"),
        path("<int:page>/cau/<int:version>/", views.question, name="question"),
    ]
    return [path("phan-tich/", include((pages, "analysis"), namespace="analysis"))]


@buttons.register
def analysis_button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is AssessmentPage:
        yield Button(
            _("Phân tích câu hỏi"), reverse("analysis:assessment", args=[page.pk]), icon_name=views.ICON, priority=35
        )
