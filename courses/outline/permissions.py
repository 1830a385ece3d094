"""Whoever may write in a course sees its board; who may publish it, and so release it, sets the order."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.pages.permissions import pages_open_to
from courses.catalogue.models import CatalogIndexPage, CoursePage, LessonPage
from courses.editions.drafts import own_language
from courses.editions.permissions import releasable_courses

WRITING = {"add", "change", "publish"}


def boards(user: Any) -> QuerySet[CoursePage]:
    return pages_open_to(user, CoursePage, *WRITING).select_related("locale")


def may_see(user: Any, course: Page) -> bool:
    return page_permission_policy.user_has_any_permission_for_instance(user, WRITING, course)


def may_copy(user: Any, course: Page) -> bool:
    """A copy stands beside its original."""
    return page_permission_policy.user_has_permission_for_instance(user, "add", course.get_parent())


def may_begin_somewhere(user: Any) -> bool:
    return pages_open_to(user, CatalogIndexPage, "add").exists()


def course_to_see(user: Any, pk: int) -> CoursePage:
    return get_object_or_404(boards(user), pk=pk)


def course_to_walk(user: Any, course_key: UUID) -> CoursePage:
    """The course in its own language; 404 for whoever may not write in it."""
    course = get_object_or_404(CoursePage.objects.filter(translation_key=course_key).order_by("pk")[:1])
    return course_to_see(user, own_language(course).pk)


def course_to_arrange(user: Any, pk: int) -> CoursePage:
    return get_object_or_404(releasable_courses(user), pk=pk)


def lesson_to_write(user: Any, pk: int) -> LessonPage:
    return get_object_or_404(pages_open_to(user, LessonPage, *WRITING), pk=pk)
