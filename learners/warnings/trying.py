"""What a rule would have said on days gone by, before it is switched on."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from learners.agencies.history import History
from learners.agencies.queries import name_on
from learners.campaigns.models import Campaign
from learners.warnings.evaluating import findings, spike_findings
from learners.warnings.models import Kind, Rule
from learners.warnings.reading import standings_on
from learners.warnings.rules import Facts
from learners.warnings.wording import facts_words

# Days of a campaign that are looked at: each costs a query.
MOST_DAYS = 30


@dataclass
class Tried:
    """An agency and on which of the days it would have been warned of; ``words`` are those of the last."""

    agency: UUID
    name: str
    days: list[dt.date] = field(default_factory=list)
    words: str = ""


def sampled(first: dt.date, last: dt.date) -> list[dt.date]:
    """At most ``MOST_DAYS`` of them, evenly, the last among them."""
    whole = max((last - first).days + 1, 0)
    step = max(1, -(-whole // MOST_DAYS))
    return [last - dt.timedelta(days=back) for back in range(0, whole, step)][::-1]


def try_out(rule: Rule, campaign: Campaign, within: set[UUID], history: History) -> tuple[list[dt.date], list[Tried]]:
    """The days looked at, and the agencies of ``within`` that would have been warned of."""
    last = min(timezone.localdate(), campaign.closes_on)
    days = sampled(campaign.opens_on, last) if campaign.opens_on <= last else []
    found: dict[dt.date, dict[UUID, Facts]] = {}
    if rule.kind == Kind.SPIKE and days:
        every = {campaign.opens_on + dt.timedelta(days=n) for n in range((last - campaign.opens_on).days + 1)}
        found = spike_findings(rule, campaign, every, history.subtree({rule.agency_id}, last))
        days = sorted(every)
    else:
        for day in days:
            below = history.subtree({rule.agency_id}, day)
            found[day] = findings(rule, campaign, day, standings_on(campaign, day, history), below)
    names = name_on({agency for one in found.values() for agency in one}, last)
    tried: dict[UUID, Tried] = {}
    for day in sorted(found):
        for agency, facts in found[day].items():
            if agency in within:
                line = tried.setdefault(agency, Tried(agency, str(names.get(agency) or agency)))
                line.days.append(day)
                line.words = facts_words(rule.kind, facts)
    return days, sorted(tried.values(), key=lambda line: (-len(line.days), line.name))
