"""Looking once a day at what the rules say: new alerts open, those whose cause is gone close, nobody is told twice."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from learners.agencies.history import History
from learners.agencies.models import AgencyClosure, Scope
from learners.agencies.permissions import holders_of_scopes
from learners.campaigns.models import Campaign
from learners.notices.actions import notify
from learners.warnings.models import Alert, Answer, Kind, Rule
from learners.warnings.reading import completed_on, papers_of, standings_on, window_of
from learners.warnings.rules import Facts, Limits, Standing, find
from learners.warnings.spikes import Spike, is_absurd, same_answers, spikes
from learners.warnings.wording import NOTICE
from mooc.foundation.periods import on
from mooc.foundation.recurring import Alive


def running(day: dt.date) -> list[Campaign]:
    return list(Campaign.objects.filter(opens_on__lte=day, closes_on__gte=day, announced_at__isnull=False))


def evaluate(alive: Alive) -> int:
    """For today; how many alerts opened. Run again on the same day it changes nothing."""
    return evaluate_on(timezone.localdate(), alive)


def evaluate_on(day: dt.date, alive: Alive = lambda: None) -> int:
    rules = [rule for rule in Rule.objects.filter(enabled_at__isnull=False) if not rule.is_paused(day)]
    history = History.read()
    campaigns = running(day)
    opened: list[Alert] = []
    for campaign in campaigns:
        standings = standings_on(campaign, day, history)
        for rule in rules:
            below = history.subtree({rule.agency_id}, day)
            opened += keep(rule, campaign, day, findings(rule, campaign, day, standings, below))
            alive()
    ended = Alert.objects.filter(closed_on=None).exclude(campaign__in=campaigns)
    ended.exclude(rule__kind=Kind.SPIKE).update(closed_on=day)
    _tell(opened, day)
    return len(opened)


def findings(
    rule: Rule, campaign: Campaign, day: dt.date, standings: Mapping[UUID, Standing], below: AbstractSet[UUID]
) -> dict[UUID, Facts]:
    """By agency what ``rule`` says at the end of ``day``; a spike is looked for on the day before."""
    if rule.kind == Kind.SPIKE:
        return spike_findings(rule, campaign, {day - dt.timedelta(days=1)}, below).get(day - dt.timedelta(days=1), {})
    limits, window = Limits(rule.threshold, rule.least), window_of(campaign)
    found = {}
    for agency, now in standings.items():
        facts = find(rule.kind, now, limits, window, day) if agency in below else None
        if facts is not None:
            found[agency] = facts
    return found


def spike_findings(
    rule: Rule, campaign: Campaign, days: set[dt.date], below: AbstractSet[UUID]
) -> dict[dt.date, dict[UUID, Facts]]:
    """By day and agency: several days cost what one does, but for the papers of each rush."""
    found: dict[dt.date, dict[UUID, Facts]] = {}
    done = completed_on(campaign, days, below)
    for spike in spikes(done, more_than=rule.threshold, fast=rule.fast):
        same = same_of(spike, campaign)
        if is_absurd(spike, same):
            found.setdefault(spike.day, {})[spike.agency] = _spike_facts(spike, same)
    return found


def same_of(spike: Spike, campaign: Campaign) -> dict[UUID, int]:
    same: dict[UUID, int] = {}
    for papers in papers_of(campaign, spike.people).values():
        for person, others in same_answers([paper for _, paper in papers]).items():
            same[person] = max(same.get(person, 0), others)
    return same


def _spike_facts(spike: Spike, same: Mapping[UUID, int]) -> Facts:
    return {
        "day": spike.day.isoformat(),
        "people": len(spike.people),
        "fast": len(spike.fast),
        "same": sum(person in same for person in spike.people),
    }


@transaction.atomic
def keep(rule: Rule, campaign: Campaign, day: dt.date, found: Mapping[UUID, Facts]) -> list[Alert]:
    """Bring the standing alerts of one rule and campaign in line with what was found; those newly opened."""
    Rule.objects.select_for_update().get(pk=rule.pk)
    standing = {alert.agency_id: alert for alert in Alert.objects.filter(rule=rule, campaign=campaign, closed_on=None)}
    known = _known_spikes(rule, campaign) if rule.kind == Kind.SPIKE else set()
    made = []
    for agency, facts in found.items():
        alert = standing.get(agency)
        if alert is not None:
            alert.seen_on, alert.facts = day, facts if rule.kind != Kind.SPIKE else alert.facts
            alert.save(update_fields=["seen_on", "facts"])
        elif (agency, facts.get("day")) not in known:
            made.append(Alert(rule=rule, campaign=campaign, agency_id=agency, opened_on=day, seen_on=day, facts=facts))
    Alert.objects.bulk_create(made)
    gone = [alert.pk for agency, alert in standing.items() if agency not in found]
    # A rush that was: its cause does not go away, somebody looks at it.
    if rule.kind != Kind.SPIKE:
        Alert.objects.filter(pk__in=gone).update(closed_on=day)
    return made


def _known_spikes(rule: Rule, campaign: Campaign) -> set[tuple[UUID, Any]]:
    looked_at = Alert.objects.filter(rule=rule, campaign=campaign, answer=Answer.FINE)
    return {(alert.agency_id, alert.facts.get("day")) for alert in looked_at}


def _tell(opened: list[Alert], day: dt.date) -> None:
    """Whoever answers for the agency and stands nearest, and the owner of the rule while she answers for anybody: one
    notice each, with how many."""
    officers = officers_of_agencies({alert.agency_id for alert in opened}, day)
    owners = holders_of_scopes({alert.rule.owner_id for alert in opened if alert.rule.owner_id})
    told: Counter[UUID] = Counter()
    for alert in opened:
        owner = alert.rule.owner_id
        told.update(officers.get(alert.agency_id, set()) | ({owner} if owner and owner in owners else set()))
    for number in set(told.values()):
        accounts = [account for account, count in told.items() if count == number]
        notify(account_ids=accounts, kind=NOTICE, facts={"number": number}, url=reverse("warnings:index"))


def officers_of_agencies(agencies: set[UUID], day: dt.date) -> dict[UUID, set[UUID]]:
    """By agency the accounts that answer for it on ``day`` and stand nearest: two queries."""
    above = AgencyClosure.objects.filter(on(day), descendant__in=agencies)
    lines = list(above.values_list("descendant_id", "ancestor_id", "depth"))
    granted: dict[UUID, list[tuple[UUID, bool]]] = {}
    scopes = Scope.objects.filter(on(day), agency__in={ancestor for _, ancestor, _ in lines}, account__is_active=True)
    for agency, account, wide in scopes.values_list("agency_id", "account_id", "with_descendants"):
        granted.setdefault(agency, []).append((account, wide))
    found: dict[UUID, set[UUID]] = {}
    nearest: dict[UUID, int] = {}
    for agency, ancestor, depth in sorted(lines, key=lambda line: line[2]):
        here = {account for account, wide in granted.get(ancestor, []) if wide or not depth}
        if here and depth <= nearest.setdefault(agency, depth):
            found.setdefault(agency, set()).update(here)
    return found
