"""Who may read what happened in anybody's attempt: personal data, so a right of its own.

Superusers have it; an administrator may give it to a group. Outside of it there is nothing to see. What a learner asks
the authors of her course, whoever may change or publish that course may read and answer.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.permissions import page_permission_policy

from content.pages.permissions import pages_open_to
from courses.catalogue.models import CoursePage
from learners.attempts.models import Attempt, AttemptRequest
from learners.attempts.requests import requests
from learners.people.models import Account
from learners.people.records import of_person

READ = "attempts.read_log"
# Given to groups; what it lets them mark is said in ``learners.marking.permissions``.
MARK = "attempts.mark_answers"
AUTHORING = ("change", "publish")


def may_read(user: Any) -> bool:
    return bool(user.has_perm(READ))


def require_reading(user: Any) -> None:
    if not may_read(user):
        raise Http404


def attempt_to_read(user: Any, attempt: UUID) -> Attempt:
    require_reading(user)
    return get_object_or_404(Attempt.objects.select_related("enrolment__person"), pk=attempt)


def attempt_to_grant(user: Any, attempt: UUID) -> Attempt:
    """Of a course ``user`` is an author of, that its learner still studies; nobody grants herself anything."""
    require_authorship(user)
    return get_object_or_404(attempts_to_grant(user).select_related("enrolment__person__merged_into"), pk=attempt)


def attempts_to_grant(user: Any) -> QuerySet[Attempt]:
    courses = courses_of(user).values("translation_key")
    found = Attempt.objects.filter(enrolment__course_key__in=courses, enrolment__left_at=None)
    return found.exclude(of_person(user.person.canonical_id, "enrolment__person")) if user.person else found


def courses_of(user: Any) -> QuerySet[CoursePage]:
    """Those ``user`` is an author of."""
    return pages_open_to(user, CoursePage, *AUTHORING)


def is_author(user: Any, course: CoursePage) -> bool:
    return page_permission_policy.user_has_any_permission_for_instance(user, set(AUTHORING), course)


def may_answer(user: Any) -> bool:
    """Whether there is any course whose learners could ask ``user``."""
    return page_permission_policy.user_has_any_permission(user, set(AUTHORING))


def requests_to(user: Any) -> QuerySet[AttemptRequest]:
    """What learners of her courses asked; the oldest first."""
    found = requests().filter(enrolment__course_key__in=courses_of(user).values("translation_key"))
    # Nobody decides about herself.
    return found.exclude(of_person(user.person.canonical_id, "enrolment__person")) if user.person else found


def request_to(user: Any, asked: int) -> AttemptRequest:
    return get_object_or_404(requests_to(user), pk=asked)


def require_authorship(user: Any) -> None:
    if not may_answer(user):
        raise Http404


def marking_given(user: Account) -> QuerySet[Permission]:
    """The right to mark, if it was given to ``user`` or one of her groups: for a page that asks for nothing else."""
    right = Permission.objects.filter(content_type__app_label="attempts", codename="mark_answers")
    return right.filter(Q(user=user) | Q(group__user=user))
