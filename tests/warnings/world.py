"""Assignments of a small province, as a running campaign has them."""

import datetime as dt
from typing import Any

from learners.agencies.models import Agency
from learners.campaigns.models import Assignment, Campaign
from learners.people.models import Person
from learners.warnings.models import Kind, Rule
from tests.coverage import world

NOW = dt.datetime(2026, 11, 20, 5, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


def campaign(province: world.Province) -> Campaign:
    """From 1 October to 1 December, asking everybody of the province; nobody yet, until ``assign``."""
    made = world.campaign(province.root)
    Assignment.objects.all().delete()
    made.announced_at = NOW - dt.timedelta(days=60)
    made.save()
    return made


def assign(to: Campaign, agency: Agency, number: int = 1, **milestones: Any) -> list[Person]:
    """``number`` people of ``agency``, each with these days."""
    people = [world.member(f"Người {agency} {place}", agency) for place in range(number)]
    milestones.setdefault("due_on", to.closes_on)
    # What was derived for them as they came.
    Assignment.objects.filter(person__in=people).delete()
    for person in people:
        Assignment.objects.create(
            campaign=to,
            person=person,
            agency=agency,
            category="cong_chuc",
            valid_from=to.opens_on,
            assigned_on=to.opens_on,
            **milestones,
        )
    return people


def rule(agency: Agency, kind: str = Kind.START, threshold: int = 30, **extra: Any) -> Rule:
    extra.setdefault("enabled_at", NOW)
    extra.setdefault("least", 1)
    return Rule.objects.create(kind=kind, threshold=threshold, agency=agency, made_at=NOW, **extra)
