"""From assignments, completions and papers to the plain data of the rules: set-wise, a few statements a campaign."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Least
from django.utils import timezone

from courses.editions.models import EditionUnit
from learners.agencies.history import History
from learners.attempts.models import Attempt, AttemptItem
from learners.campaigns.models import Assignment, Campaign
from learners.coverage.tree import Tree
from learners.progress.models import Completion
from learners.warnings.rules import Standing, Window
from learners.warnings.spikes import Done, Paper
from mooc.foundation.periods import on

# The numbers of a standing, as the statement names them.
COLUMNS = [field.name for field in fields(Standing)]


def window_of(campaign: Campaign) -> Window:
    return Window(campaign.opens_on, campaign.closes_on)


def rosters_on(campaign: Campaign, day: dt.date) -> dict[UUID, Standing]:
    """By agency its own people whom the campaign asks, at the end of ``day``: one query."""
    in_time = Q(satisfied_on__lte=Least(F("due_on"), day))
    rows = Assignment.objects.filter(on(day), campaign=campaign, exempt=False, assigned_on__lte=day)
    counted: Any = (
        rows.order_by()
        .values("agency_id")
        .annotate(
            required=Count("pk"),
            started=Count("pk", filter=Q(started_on__lte=day) | Q(satisfied_on__lte=day)),
            completed=Count("pk", filter=in_time),
            heads=Count("pk", filter=Q(is_head=True)),
            heads_completed=Count("pk", filter=in_time & Q(is_head=True)),
            last=Max("satisfied_on", filter=Q(satisfied_on__lte=day)),
        )
    )
    return {row["agency_id"]: Standing(**{name: row[name] for name in COLUMNS}) for row in counted}


def standings_on(campaign: Campaign, day: dt.date, history: History) -> dict[UUID, Standing]:
    """By agency its people and those of what is below it on ``day``."""
    rosters = rosters_on(campaign, day)
    tree = Tree(history, day, day, rosters)
    found: dict[UUID, Standing] = defaultdict(Standing)
    for agency, numbers in rosters.items():
        for step in tree.line(agency):
            if tree.exists(step):
                found[step].add(numbers)
    return dict(found)


def completed_on(campaign: Campaign, days: Collection[dt.date], agencies: Collection[UUID]) -> list[Done]:
    """Who completed a course of the campaign here on one of ``days``, with the time it took: three queries."""
    first, last = min(days), max(days)
    courses = list(campaign.courses.values_list("course_key", flat=True))
    rows = Completion.objects.filter(
        course_key__in=courses,
        external=False,
        withdrawn_at=None,
        effective_at__gte=_midnight(first),
        effective_at__lt=_midnight(last + dt.timedelta(days=1)),
    )
    done = list(
        rows.values_list(
            "person_id", "effective_at", "enrolment__progress__started_at", "enrolment__progress__edition_id"
        )
    )
    where = _agencies_of(campaign, {person for person, *_ in done}, set(agencies))
    minutes = _minutes({edition for *_, edition in done})
    return [
        Done(person, where[person], day, (at - began).total_seconds() / 60, minutes.get(edition, 0))
        for person, at, began, edition in done
        if person in where and began and (day := timezone.localdate(at)) in days
    ]


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _agencies_of(campaign: Campaign, people: Collection[UUID], agencies: set[UUID]) -> dict[UUID, UUID]:
    found: dict[UUID, UUID] = {}
    ordered = sorted(people)
    for begin in range(0, len(ordered), 500):
        rows = Assignment.objects.filter(campaign=campaign, person__in=ordered[begin : begin + 500], valid_to=None)
        found.update(rows.values_list("person_id", "agency_id"))
    return {person: agency for person, agency in found.items() if agency in agencies}


def _minutes(editions: Collection[int]) -> dict[int, int]:
    """What the required units of each edition take."""
    units = EditionUnit.objects.filter(edition__in=editions, required=True)
    return dict(units.order_by().values_list("edition_id").annotate(minutes_sum=Sum("minutes")))


def papers_of(campaign: Campaign, people: Collection[UUID]) -> dict[UUID, list[tuple[Attempt, Paper]]]:
    """The papers these people handed in in the campaign's courses, by unit: two queries for a few hundred people."""
    courses = list(campaign.courses.values_list("course_key", flat=True))
    attempts = Attempt.objects.filter(
        enrolment__progress__person__in=sorted(people), enrolment__course_key__in=courses, submitted_at__isnull=False
    ).select_related("enrolment__progress__person")
    held = {attempt.pk: attempt for attempt in attempts.order_by("submitted_at")}
    items: dict[UUID, list[AttemptItem]] = defaultdict(list)
    for item in AttemptItem.objects.filter(attempt__in=list(held), response__isnull=False):
        items[item.attempt_id].append(item)
    found: dict[UUID, list[tuple[Attempt, Paper]]] = defaultdict(list)
    for key, attempt in held.items():
        found[attempt.unit_key].append((attempt, _paper(attempt, items[key])))
    return found


def _paper(attempt: Attempt, items: Sequence[AttemptItem]) -> Paper:
    answers = frozenset((item.version_id, json.dumps(item.response, sort_keys=True)) for item in items)
    wrong = sum(item.points is not None and item.points < item.worth for item in items)
    return Paper(attempt.enrolment.progress.person_id, answers, wrong)
