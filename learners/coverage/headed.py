"""Cơ quan tôi: the numbers of the agency somebody heads, with what is below it. No names, so no scope and no factor."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from learners.agencies.heading import headed_agencies
from learners.agencies.history import History
from learners.agencies.permissions import with_ended
from learners.agencies.queries import name_on
from learners.campaigns.models import Campaign
from learners.campaigns.permissions import campaigns_of
from learners.coverage.group_text import group_text
from learners.coverage.reporting import report
from learners.coverage.rows import Report

# A campaign that closed longer ago is for the officer's report.
PAST = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Headed:
    agency: UUID
    name: str
    # Each running or lately closed campaign with its report, and a reminder for the chat group.
    answers: list[tuple[Campaign, Report, str]]


def headed(account: Any, today: dt.date, site: str) -> list[Headed]:
    """404 for whoever heads nothing today."""
    agencies = headed_agencies(account)
    if not agencies:
        raise Http404
    history = History.read()
    names = name_on(agencies, today)
    return [_headed(agency, str(names.get(agency, agency)), history, today, site) for agency in agencies]


def _headed(agency: UUID, name: str, history: History, today: dt.date, site: str) -> Headed:
    within = with_ended({agency} | history.subtree([agency], today), today, history)
    answers = []
    for campaign in campaigns_of({agency}).filter(opens_on__lte=today, closes_on__gte=today - PAST):
        day = min(today, campaign.closes_on)
        found = report(
            campaign=campaign, root=agency, structure=day, membership=day, completion=day, within=within,
            history=history,
        )  # fmt: skip
        text = group_text(name=name, campaign=campaign, numbers=found.total.numbers, site=site)
        answers.append((campaign, found, text))
    return Headed(agency, name, answers)
