"""What enrolment does when a course is released."""

from typing import Any
from uuid import UUID

from courses.editions.models import Edition, LearnerPolicy
from learners.enrolment.actions import move_learners
from learners.enrolment.models import Enrolment


def count_learners(course_key: UUID) -> int:
    return Enrolment.objects.filter(course_key=course_key, left_at=None).count()


def follow_release(edition: Edition, **kwargs: Any) -> None:
    """The release says whether learners in progress stay or move."""
    if edition.policy == LearnerPolicy.MOVE:
        move_learners(edition=edition, acting_user=edition.released_by)
