"""What a report is asked, and the rosters and completions behind it as they were written down.

The **counting membership** of a human being is the primary one on the membership date. Where records were merged,
the kept record's own membership goes first, then the oldest: nobody counts twice. A completion counts when it was
achieved by the end of the completion day, known by ``known_at`` and not withdrawn by then.

Numbers of people who are asked come from their assignments (``census``). What is read here is what those are derived
from: for the whole roster, for community teams, who are asked nothing, and for the inputs of a frozen report.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from learners.agencies.models import Membership
from learners.campaigns.expected import NO_COURSE, counts_among, meeting
from learners.campaigns.models import Campaign, Exemption
from learners.campaigns.rules import asks_something
from learners.people.models import Account
from learners.people.records import CANONICAL
from learners.progress.models import Completion, Progress
from mooc.foundation.periods import on


@dataclass(frozen=True)
class Question:
    """A campaign, the days it is asked about, and whose rosters may be read.

    ``within``: the agencies the reader may see; nobody else's people are in any number or list. None is everybody.
    ``then``: numbers as they were known at ``known_at``, which is now otherwise.
    """

    campaign: Campaign
    structure: dt.date
    membership: dt.date
    completion: dt.date
    known_at: dt.datetime
    within: frozenset[UUID] | None = None
    then: bool = False

    @property
    def cutoff(self) -> dt.datetime:
        """The first instant after the completion day, local time."""
        return timezone.make_aware(dt.datetime.combine(self.completion + dt.timedelta(days=1), dt.time()))

    @cached_property
    def courses(self) -> tuple[list[UUID], list[UUID]]:
        found = list(self.campaign.courses.values_list("course_key", "mandatory"))
        return [key for key, must in found if must], [key for key, must in found if not must]

    @property
    def course_keys(self) -> list[UUID]:
        """All the campaign's courses; never empty, so that it may stand in a list."""
        return [key for part in self.courses for key in part] or [NO_COURSE]


def counted_completions(question: Question) -> QuerySet[Any]:
    return (
        Completion.objects.filter(
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=question.known_at),
            course_key__in=question.course_keys,
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
    return meeting(counted_completions(question), mandatory, electives, needed)


def _started(question: Question) -> QuerySet[Any]:
    # Progress knows when study began, not when we learned of it: ``known_at`` does not narrow it.
    started = Progress.objects.filter(course_key__in=question.course_keys, started_at__lt=question.cutoff)
    return started.annotate(canonical=CANONICAL).values("canonical")


def roster(question: Question) -> QuerySet[Any]:
    """Memberships on the day: the counting one of everybody, and the secondary ones, which only "concurrent" shows."""
    everywhere = Membership.objects.filter(on(question.membership))
    primary = everywhere.filter(is_primary=True)
    held = everywhere if question.within is None else everywhere.filter(agency__among=question.within)
    return held.filter(Q(is_primary=False) | counts_among(primary)).annotate(canonical=CANONICAL)


def facts(question: Question) -> dict[str, Q]:
    """What is known of the human being an outer query calls ``canonical``; each condition reads its set once."""
    exempt = Exemption.objects.filter(on(question.membership), campaign=question.campaign)
    owners = Account.objects.filter(person__isnull=False)
    started = Q(canonical__in=_started(question)) | Q(canonical__in=counted_completions(question))
    return {
        "exempted": Q(canonical__in=exempt.annotate(canonical=CANONICAL).values("canonical")),
        "registered": Q(canonical__in=owners.annotate(canonical=CANONICAL).values("canonical")),
        "completed": Q(canonical__in=_satisfied(question)),
        "started": started,
    }
