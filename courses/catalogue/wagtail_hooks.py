"""Registrations with Wagtail."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page

from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage, ModulePage


@hooks.register("before_serve_page")
def lead_to_the_course(
    page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any
) -> HttpResponseRedirect | None:
    """What is below a course is read by learners, at their own addresses; the public has the course's page."""
    if not isinstance(page, ModulePage | LessonPage | AssessmentPage):
        return None
    return redirect(CoursePage.objects.ancestor_of(page).get().get_url(request))
