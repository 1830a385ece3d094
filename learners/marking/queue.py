"""Who waits to be marked, the longest first, and what was marked; a few queries for any number."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Prefetch, QuerySet, Subquery

from courses.editions.models import EditionUnit
from learners.attempts.models import AttemptItem, ItemMark
from learners.marking.actions import DRAFT
from learners.marking.permissions import items_to_mark


@dataclass(frozen=True, slots=True)
class Titles:
    unit: str
    course: str


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one assessment that wait, and since when the first of them does."""

    unit_key: UUID
    titles: Titles
    count: int
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Row:
    item: AttemptItem
    titles: Titles
    # Who has begun to mark it.
    begun_by: list[str]


def waiting(user: Any) -> QuerySet[AttemptItem]:
    """What ``user`` may mark and nobody has; the longest first."""
    found = items_to_mark(user).filter(points=None, attempt__score=None)
    return found.order_by("attempt__submitted_at", "attempt", "position")


def groups(user: Any) -> list[Group]:
    found = (
        waiting(user)
        .order_by()
        .values("attempt__unit_key")
        .annotate(count=Count("pk"), since=Min("attempt__submitted_at"))
    )
    rows = sorted(found, key=lambda row: row["since"])
    titles = titles_of(row["attempt__unit_key"] for row in rows)
    return [
        Group(row["attempt__unit_key"], titles[row["attempt__unit_key"]], row["count"], row["since"]) for row in rows
    ]


def done(user: Any) -> QuerySet[AttemptItem]:
    """What ``user`` may mark and was marked, in attempts that have their result; the latest first."""
    marked_at = ItemMark.objects.filter(item=OuterRef("pk"), number__gt=DRAFT).order_by("-number").values("marked_at")
    found = items_to_mark(user).filter(attempt__score__isnull=False).annotate(marked_at=Subquery(marked_at[:1]))
    shown = found.filter(marked_at__isnull=False).select_related("version__question", "attempt__enrolment__person")
    return shown.order_by("-marked_at", "-pk")


def drafted(items: QuerySet[AttemptItem]) -> QuerySet[AttemptItem]:
    """With who has begun to mark them."""
    drafts = ItemMark.objects.filter(number=DRAFT).select_related("marked_by__person")
    found = items.select_related("version__question", "attempt__enrolment__person")
    return found.prefetch_related(Prefetch("marks", queryset=drafts, to_attr="drafts"))


def rows(items: Iterable[Any], titles: dict[UUID, Titles]) -> list[Row]:
    return [
        Row(
            item,
            titles[item.attempt.unit_key],
            [one.marked_by.get_full_name() for one in getattr(item, "drafts", []) if one.marked_by],
        )
        for item in items
    ]


def titles_of(unit_keys: Iterable[UUID]) -> dict[UUID, Titles]:
    """Of assessments, as the last edition with each has them."""
    units = EditionUnit.objects.filter(unit_key__in=list(unit_keys)).order_by("edition__number")
    found = units.values_list("unit_key", "title", "edition__title")
    return {key: Titles(unit, course) for key, unit, course in found}
