"""Tôi phụ trách: which agencies, since when, by whom; beside each how far the running campaigns are."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from learners.agencies.models import Scope
from learners.agencies.permissions import grants
from learners.agencies.queries import name_on
from learners.campaigns.models import Campaign
from learners.campaigns.permissions import campaigns_of
from learners.campaigns.running import Runner
from learners.coverage.census import take_census
from learners.coverage.corrections import decides_all
from learners.coverage.errands import Errand, errands_of
from learners.coverage.numbers import Numbers
from learners.coverage.permissions import PeopleScope
from learners.coverage.roster import Question
from learners.coverage.signing_in import refused_codes
from learners.people.models import SignInCode


@dataclass
class Charge:
    """One agency of the reader, by the name it has today, and how far each running campaign is there."""

    scope: Scope
    name: str
    answers: list[tuple[Campaign, Numbers]] = field(default_factory=list)


@dataclass
class Landing:
    today: dt.date
    charges: list[Charge]
    running: list[Campaign]
    to_come: list[Campaign]
    over: list[Campaign]
    refused: list[SignInCode]
    # What waits for her word.
    errands: list[Errand]
    may_run: bool


def landing(account: Any) -> Landing:
    """Empty for whoever answers for nobody."""
    today = timezone.localdate()
    hers = PeopleScope(account, today)
    scope = hers.agencies
    held = list(grants(account, today).select_related("granted_by__person").order_by("valid_from", "id"))
    scope.know(today, held)
    names = name_on([row.agency_id for row in held], today)
    charges = [Charge(row, str(names.get(row.agency_id) or row.agency)) for row in held]
    within = frozenset(scope.reach(today))
    found = list(campaigns_of(within)) if held else []
    running = [campaign for campaign in found if campaign.opens_on <= today <= campaign.closes_on]
    for campaign in running:
        question = Question(campaign, today, today, today, timezone.now(), within)
        census = take_census(question, scope.history, [charge.scope.agency_id for charge in charges])
        for charge in charges:
            charge.answers.append((campaign, census.total(charge.scope.agency_id)))
    return Landing(
        today=today,
        charges=charges,
        running=running,
        to_come=[campaign for campaign in found if campaign.opens_on > today],
        over=[campaign for campaign in found if campaign.closes_on < today],
        refused=list(refused_codes(hers)) if held else [],
        errands=errands_of(hers) if held or decides_all(account) else [],
        may_run=Runner(account, today, scope).may_run,
    )
