"""What enrolment does when a course is released."""

from typing import Any
from uuid import UUID

from django.apps.registry import Apps

from courses.editions.models import Edition, LearnerPolicy
from learners.enrolment.actions import move_learners
from learners.enrolment.models import Enrolment


def count_learners(course_key: UUID) -> int:
    return Enrolment.objects.filter(course_key=course_key, left_at=None).count()


def make_namespace(apps: Apps, **kwargs: Any) -> None:
    """A database has its secret namespace before anything else: after ``migrate``, and again after ``flush``."""
    try:
        model = apps.get_model("enrolment", "DerivedNamespace")
    except LookupError:
        return  # migrated back to before there was one
    model.objects.get_or_create(pk=1)


def follow_release(edition: Edition, **kwargs: Any) -> None:
    """The release says whether learners in progress stay or move."""
    if edition.policy == LearnerPolicy.MOVE:
        move_learners(edition=edition, acting_user=edition.released_by)
