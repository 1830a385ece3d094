"""Tôi phụ trách: which agencies, since when, by whom; beside each how far the running campaigns are."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Value
from django.utils import timezone

from learners.agencies.models import Scope
from learners.agencies.permissions import grants
from learners.agencies.queries import name_on
from learners.campaigns.models import Campaign
from learners.campaigns.permissions import campaigns_of
from learners.campaigns.running import Runner
from learners.coverage.census import take_census
from learners.coverage.claims import open_claims_of
from learners.coverage.corrections import decides_all, open_corrections_of
from learners.coverage.duplicates import pairs_of
from learners.coverage.numbers import Numbers
from learners.coverage.permissions import PeopleScope
from learners.coverage.requests import open_requests_of
from learners.coverage.roster import Question
from learners.coverage.signing_in import refused_codes
from learners.coverage.waivers import open_waivers_of
from learners.people.models import SignInCode

CORRECTIONS, REQUESTS, WAIVERS, CLAIMS, PAIRS = "corrections", "requests", "waivers", "claims", "pairs"


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
    others: list[Campaign]
    refused: list[SignInCode]
    # Names waiting for her word.
    corrections: int
    # People who ask for more attempts.
    requests: int
    # People who ask to be exempted, or for a later last day.
    waivers: int
    may_run: bool
    # What is said about where somebody belongs.
    claims: int
    # Records that may be one human being.
    pairs: int


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
    others = [campaign for campaign in found if campaign not in running]
    refused = list(refused_codes(hers)) if held else []
    waiting = _waiting(hers) if held or decides_all(account) else Counter()
    return Landing(
        today=today,
        charges=charges,
        running=running,
        others=others,
        refused=refused,
        corrections=waiting[CORRECTIONS],
        requests=waiting[REQUESTS],
        waivers=waiting[WAIVERS],
        claims=waiting[CLAIMS],
        pairs=waiting[PAIRS],
        may_run=Runner(account, today).may_run,
    )


def _waiting(hers: PeopleScope) -> Counter[str]:
    """How many of each, in one query."""
    corrections = open_corrections_of(hers).order_by().values_list(Value(CORRECTIONS))
    requests = open_requests_of(hers).order_by().values_list(Value(REQUESTS))
    waivers = open_waivers_of(hers).order_by().values_list(Value(WAIVERS))
    claims = open_claims_of(hers).order_by().values_list(Value(CLAIMS))
    pairs = pairs_of(hers).order_by().values_list(Value(PAIRS))
    return Counter(kind for (kind,) in corrections.union(requests, waivers, claims, pairs, all=True))
