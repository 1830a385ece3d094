"""The figures of a week, from the report that is signed: of every running campaign that asks the agency."""

import datetime as dt
from typing import Any
from uuid import UUID

from learners.agencies.history import History
from learners.campaigns.models import Campaign
from learners.campaigns.permissions import campaigns_of
from learners.coverage.numbers import Numbers
from learners.coverage.reporting import report

WEEK = dt.timedelta(days=7)


def last_day(week: dt.date, today: dt.date) -> dt.date:
    """Its Sunday, or today while it goes on."""
    return min(week + dt.timedelta(days=6), today)


def figures_of(agency: UUID, week: dt.date, today: dt.date, history: History | None = None) -> list[dict[str, Any]]:
    """As ``Status.figures`` keeps them: a few queries a campaign."""
    day = last_day(week, today)
    tree = history or History.read()
    asking = campaigns_of(tree.subtree({agency}, day)).filter(
        opens_on__lte=day, closes_on__gte=week, announced_at__isnull=False
    )
    found = []
    for campaign in asking:
        now, before = _total(campaign, agency, day, tree), _total(campaign, agency, week - dt.timedelta(days=1), tree)
        if now.required:
            found.append(
                {
                    "campaign": campaign.name,
                    "slug": campaign.slug,
                    "required": now.required,
                    "started": now.in_progress + now.completed,
                    "completed": now.completed,
                    "rate": str(now.rate),
                    "more": now.completed - before.completed,
                    "day": day.isoformat(),
                }
            )
    return found


def _total(campaign: Campaign, agency: UUID, day: dt.date, history: History) -> Numbers:
    asked = report(campaign=campaign, root=agency, structure=day, membership=day, completion=day, history=history)
    return asked.total.numbers
