"""Where the pages of a course stand in moderation: what waits for whom since when, what was sent back and why."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import COMMENTS_RELATION_NAME, Page, TaskState, WorkflowState


@dataclass(frozen=True, slots=True)
class Review:
    """``is_waiting`` for approval, or sent back with ``comment``; ``may_decide`` is told for one reader."""

    is_waiting: bool
    task: str
    asked_by: str
    asked_at: dt.datetime
    answered_by: str
    answered_at: dt.datetime | None
    comment: str
    may_decide: bool


def reviews_of(pages: Iterable[Page], user: Any) -> dict[int, Review]:
    """By page, of those in a workflow; a fixed number of queries."""
    states = list(active_states(page.pk for page in pages))
    mine = reviewable(user) if states else set()
    return {int(state.object_id): _review(state, mine) for state in states if state.current_task_state}


def active_states(pages: Iterable[int]) -> QuerySet[WorkflowState]:
    """Workflows of ``pages`` that are neither approved nor cancelled: at most one a page."""
    states = WorkflowState.objects.active().filter(base_content_type__app_label="wagtailcore")
    people = ("requested_by__person", "current_task_state__task", "current_task_state__finished_by__person")
    found: QuerySet[WorkflowState] = states.filter(
        base_content_type__model="page", object_id__in=[str(pk) for pk in pages]
    ).select_related(*people)
    return found


def reviewable(user: Any) -> set[int]:
    """Ids of the task states ``user`` may answer."""
    return set(TaskState.objects.reviewable_by(user).values_list("pk", flat=True))


def open_comments(pages: Iterable[Page]) -> Counter[int]:
    """How many comments on each page nobody has resolved; one query."""
    comments = Page._meta.get_field(COMMENTS_RELATION_NAME).related_model.objects
    found = comments.filter(page__in=[page.pk for page in pages], resolved_at=None).values_list("page_id", flat=True)
    return Counter(found)


def name_of(user: Any) -> str:
    return str(user.get_full_name() or user) if user else ""


def _review(state: WorkflowState, mine: set[int]) -> Review:
    task = state.current_task_state
    return Review(
        is_waiting=state.status == WorkflowState.STATUS_IN_PROGRESS,
        task=task.task.name,
        asked_by=name_of(state.requested_by),
        asked_at=task.started_at,
        answered_by=name_of(task.finished_by),
        answered_at=task.finished_at,
        comment=task.comment,
        may_decide=task.pk in mine,
    )
