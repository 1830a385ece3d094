"""A campaign that asks, on the small province of ``tests.coverage.world``: a draft, or running with its assignments."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from learners.agencies.models import Agency
from learners.campaigns.actions import announce, create_campaign
from learners.campaigns.definition import Definition
from learners.campaigns.models import Assignment, Campaign
from learners.people.models import Account, Person
from tests.coverage import world

# Noon of world.DAY, which lies within the window.
NOW = world.NOON
OPENS, CLOSES = dt.date(2026, 10, 1), dt.date(2026, 11, 30)


def definition(agency: Agency, **changes: Any) -> Definition:
    plain = Definition(
        name="Chuyển đổi số 2026",
        opens_on=OPENS,
        closes_on=CLOSES,
        agencies=frozenset({agency.pk}),
        mandatory=frozenset({world.COURSE}),
    )
    return replace(plain, **changes)


def draft(agency: Agency, by: Account | None = None, **changes: Any) -> Campaign:
    return create_campaign(definition=definition(agency, **changes), acting_user=by)


def running(agency: Agency, by: Account | None = None, **changes: Any) -> Campaign:
    return announce(campaign=draft(agency, by, **changes), acting_user=by)


def assign(campaign: Campaign, person: Person, agency: Agency, **columns: Any) -> Assignment:
    """One row of hers from the first day on, whatever was derived before."""
    Assignment.objects.filter(campaign=campaign, person=person).delete()
    values: dict[str, Any] = {
        "agency": agency, "category": "cong_chuc", "assigned_on": campaign.opens_on, "due_on": campaign.closes_on,
        "valid_from": campaign.opens_on,
    } | columns  # fmt: skip
    return Assignment.objects.create(campaign=campaign, person=person, **values)


def key(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)
