"""Who may say something, and who may read what was said."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from content.pages.permissions import pages_open_to
from courses.catalogue.models import CoursePage
from learners.enrolment.models import Enrolment
from learners.progress.models import Status
from learners.study.access import access_enrolment


def enrolment_to_judge(request: HttpRequest, enrolment: UUID) -> Enrolment:
    """One's own, and finished; 404 otherwise."""
    found = access_enrolment(request, enrolment)
    if found.progress.status != Status.COMPLETED:
        raise Http404
    return found


def judged_courses(user: Any) -> QuerySet[CoursePage]:
    """Courses ``user`` may edit, once whatever their translations."""
    return pages_open_to(user, CoursePage, "change").filter(alias_of=None).order_by("title")


def judged_course(user: Any, pk: int) -> CoursePage:
    return get_object_or_404(judged_courses(user), pk=pk)
