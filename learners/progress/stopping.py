"""Where learners have stopped, for the authors of their courses: numbers, no names."""

import datetime as dt
from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Count

from courses.editions.registry import Stopped
from learners.progress.models import Progress, Status


def stopped(course_keys: Collection[UUID], since: dt.datetime) -> Iterator[Stopped]:
    """By course and unit, who is in the midst of it and was last seen before ``since``; one query."""
    idle = Progress.objects.filter(
        course_key__in=course_keys,
        status=Status.IN_PROGRESS,
        last_at__lt=since,
        last_unit__isnull=False,
        enrolment__left_at=None,
    )
    counted = idle.values_list("course_key", "last_unit").annotate(Count("pk")).order_by("course_key", "last_unit")
    for course, unit, learners in counted:
        yield Stopped(course, unit, learners)
