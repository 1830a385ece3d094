"""What an editor finds when she comes in: what waits for her, her drafts, releases to come, where learners stopped.

Reads a fixed number of times, whatever the number of courses.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage, ModulePage
from courses.editions.models import EditionUnit, Outcome, PlannedRelease
from courses.editions.registry import Stopped, learners_stopped
from courses.outline.permissions import boards
from courses.outline.registry import Errand, errands_of
from courses.outline.reviews import reviewable

# Rows of each list; the rest is where the list leads.
MOST = 8
# Units of one course where learners stopped.
MOST_UNITS = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    course: CoursePage
    pages: int


@dataclass(frozen=True, slots=True)
class StoppedIn:
    """A course where ``learners`` stopped, and the ``units`` where most of them did: (title, how many)."""

    course: CoursePage
    learners: int
    units: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Dashboard:
    waiting: list[Waiting]
    drafts: list[tuple[Page, CoursePage]]
    plans: list[PlannedRelease]
    stopped: list[StoppedIn]
    days: int
    # What waits for her in rooms above.
    errands: list[Errand]


def dashboard_of(user: Any) -> Dashboard | None:
    """None for whoever writes in no course."""
    courses = list(boards(user).order_by("title", "pk"))
    if not courses:
        return None
    by_path = {course.path: course for course in courses}
    return Dashboard(
        waiting=_waiting(user, by_path),
        drafts=_drafts(user, by_path),
        plans=_plans(courses),
        stopped=_stopped(courses),
        days=settings.STOPPED_DAYS,
        errands=errands_of(user),
    )


def _waiting(user: Any, by_path: dict[str, CoursePage]) -> list[Waiting]:
    """Courses with pages she may answer, those with most first."""
    states = WorkflowState.objects.filter(current_task_state__in=reviewable(user), base_content_type__model="page")
    pages = Page.objects.filter(pk__in=[int(pk) for pk in states.values_list("object_id", flat=True)])
    found = Counter(course.pk for path in pages.values_list("path", flat=True) if (course := _above(path, by_path)))
    courses = {course.pk: course for course in by_path.values()}
    return [Waiting(courses[pk], count) for pk, count in found.most_common(MOST)]


def _drafts(user: Any, by_path: dict[str, CoursePage]) -> list[tuple[Page, CoursePage]]:
    """What she wrote last, or was hers from the beginning, and is not published; the newest first."""
    mine = Q(latest_revision__user=user) | Q(owner=user, latest_revision__user=None)
    kinds = Page.objects.type(CoursePage, ModulePage, LessonPage, AssessmentPage)
    unpublished = kinds.filter(mine, Q(has_unpublished_changes=True) | Q(live=False)).filter(alias_of=None)
    newest = unpublished.order_by("-latest_revision_created_at", "-pk")[: 4 * MOST]
    found = [(page, course) for page in newest if (course := _above(page.path, by_path))]
    return found[:MOST]


def _plans(courses: list[CoursePage]) -> list[PlannedRelease]:
    plans = PlannedRelease.objects.filter(course__in=courses, outcome=Outcome.WAITING)
    return list(plans.select_related("course", "planned_by__person").order_by("at")[:MOST])


def _stopped(courses: list[CoursePage]) -> list[StoppedIn]:
    """By course, where most have stopped first; within one its units likewise."""
    since = timezone.now() - dt.timedelta(days=settings.STOPPED_DAYS)
    by_key = {course.translation_key: course for course in courses}
    within: dict[UUID, list[Stopped]] = {}
    for one in learners_stopped(by_key.keys(), since):
        within.setdefault(one.course_key, []).append(one)
    sums = {key: sum(one.learners for one in several) for key, several in within.items()}
    most = sorted(within, key=lambda key: (-sums[key], by_key[key].title, key))[:MOST]
    titles = _titles([one.unit_key for key in most for one in within[key][:MOST_UNITS]])
    return [
        StoppedIn(
            by_key[key],
            sums[key],
            [(titles.get(one.unit_key, ""), one.learners) for one in within[key][:MOST_UNITS]],
        )
        for key in most
    ]


def _titles(units: list[UUID]) -> dict[UUID, str]:
    """As the newest edition calls them."""
    rows = EditionUnit.objects.filter(unit_key__in=units).order_by("edition__number")
    return dict(rows.values_list("unit_key", "title"))


def _above(path: str, by_path: dict[str, CoursePage]) -> CoursePage | None:
    depths = range(len(path), 0, -Page.steplen)
    return next((by_path[path[:depth]] for depth in depths if path[:depth] in by_path), None)
