"""Who counts in a campaign, and what each of them has done: one annotated queryset behind every number.

The **counting membership** of a human being is the primary one on the membership date. Where records were merged,
the kept record's own membership goes first, then the oldest: nobody counts twice. A completion counts when it was
achieved by the end of the completion day, known by ``known_at`` and not withdrawn by then.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from learners.agencies.models import Membership
from learners.campaigns.models import Campaign, Exemption
from learners.campaigns.rules import asks_something
from learners.people.models import Account
from learners.progress.models import Completion, Progress
from mooc.foundation.periods import on

# Stands in lists that are empty, for no course has it.
NO_COURSE = UUID(int=0)
CANONICAL = Coalesce("person__merged_into_id", "person_id")


@dataclass(frozen=True)
class Question:
    """A campaign and the days it is asked about."""

    campaign: Campaign
    structure: dt.date
    membership: dt.date
    completion: dt.date
    known_at: dt.datetime

    @property
    def cutoff(self) -> dt.datetime:
        """The first instant after the completion day, local time."""
        return timezone.make_aware(dt.datetime.combine(self.completion + dt.timedelta(days=1), dt.time()))

    @cached_property
    def courses(self) -> tuple[list[UUID], list[UUID]]:
        found = list(self.campaign.courses.values_list("course_key", "mandatory"))
        return [key for key, must in found if must], [key for key, must in found if not must]


def counted_completions(question: Question) -> QuerySet[Any]:
    mandatory, electives = question.courses
    return (
        Completion.objects.filter(
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=question.known_at),
            course_key__in=[*mandatory, *electives] or [NO_COURSE],
            effective_at__lt=question.cutoff,
            recorded_at__lte=question.known_at,
        )
        .annotate(canonical=CANONICAL)
        .values("canonical")
    )


def _satisfied(question: Question) -> QuerySet[Any]:
    """The canonical ids for whom ``campaigns.rules.satisfies`` holds, in SQL."""
    mandatory, electives = question.courses
    needed = question.campaign.electives_needed
    if not asks_something(mandatory, needed):
        return counted_completions(question).filter(course_key=NO_COURSE)
    return (
        counted_completions(question)
        .alias(
            must=Count("course_key", distinct=True, filter=Q(course_key__in=mandatory or [NO_COURSE])),
            may=Count("course_key", distinct=True, filter=Q(course_key__in=electives or [NO_COURSE])),
        )
        .filter(must__gte=len(mandatory), may__gte=needed)
        .values("canonical")
    )


def _started(question: Question) -> QuerySet[Any]:
    # Progress knows when study began, not when we learned of it: ``known_at`` does not narrow it.
    mandatory, electives = question.courses
    keys = [*mandatory, *electives] or [NO_COURSE]
    started = Progress.objects.filter(course_key__in=keys, started_at__lt=question.cutoff)
    return started.annotate(canonical=CANONICAL).values("canonical")


def _counting_memberships(day: dt.date) -> QuerySet[Membership]:
    primary = Membership.objects.filter(on(day), is_primary=True)
    kept = primary.filter(person_id=OuterRef("person__merged_into_id"))
    older = primary.filter(person__merged_into_id=OuterRef("person__merged_into_id"), id__lt=OuterRef("id"))
    own = Q(person__merged_into__isnull=True)
    return primary.filter(own | (~Exists(kept) & ~Exists(older))).annotate(canonical=CANONICAL)


def roster(question: Question) -> QuerySet[Any]:
    """Counting memberships of the campaign's categories with what report and lists count by.

    ``exempted``, ``completed``, ``started``, ``has_account`` are conditions to filter by, see ``STATES``.
    """
    rows = _counting_memberships(question.membership)
    if question.campaign.categories:
        rows = rows.filter(category__in=question.campaign.categories)
    return rows


def conditions(question: Question) -> dict[str, Q]:
    """The named states as conditions over ``roster``; each but "exempted" is within the denominator."""
    exempt = Exemption.objects.filter(on(question.membership), campaign=question.campaign)
    exempted = Q(canonical__in=exempt.annotate(canonical=CANONICAL).values("canonical"))
    accounts = Account.objects.filter(person__isnull=False)
    owners = accounts.annotate(canonical=CANONICAL).values("canonical")
    has_account = Q(canonical__in=owners)
    completed = Q(canonical__in=_satisfied(question))
    started = Q(canonical__in=_started(question)) | Q(canonical__in=counted_completions(question))
    required = ~exempted
    return {
        "all": required,
        "registered": required & has_account,
        "in_progress": required & ~completed & started,
        "completed": required & completed,
        "unfinished": required & ~completed,
        "no_account": required & ~completed & ~has_account,
        "heads": required & Q(is_head=True),
        "heads_completed": required & Q(is_head=True) & completed,
        "exempted": exempted,
    }


def grouped(question: Question) -> list[dict[str, Any]]:
    """Numbers per membership agency: one statement."""
    flags = conditions(question)
    counts = {f"n_{name}": Count("id", filter=flag) for name, flag in flags.items()}
    return list(roster(question).values("agency_id").annotate(**counts).order_by(F("agency_id")))
