"""Registrations with Wagtail."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page

from courses.catalogue.models import CoursePage
from courses.editions.queries import latest


@hooks.register("before_serve_page")
def hide_what_is_not_released(page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any) -> None:
    """A published course is the public's once it has an edition; until then editors see it in the preview."""
    if isinstance(page, CoursePage) and latest(page.translation_key) is None:
        raise Http404
