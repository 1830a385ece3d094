"""Who may publish a course may release it: to release is to publish for those who are enrolled."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from wagtail.permissions import page_permission_policy

from content.pages.permissions import pages_open_to
from courses.catalogue.models import CoursePage
from courses.editions.drafts import own_language


def releasable_courses(user: Any) -> QuerySet[CoursePage]:
    return pages_open_to(user, CoursePage, "publish")


def may_release(user: Any, course: CoursePage) -> bool:
    return page_permission_policy.user_has_permission_for_instance(user, "publish", course)


def course_to_release(user: Any, pk: int) -> CoursePage:
    """The course in its own language, whichever translation ``pk`` is; 404 outside what ``user`` may publish."""
    course = get_object_or_404(releasable_courses(user), pk=pk)
    return get_object_or_404(releasable_courses(user), pk=own_language(course).pk)
