"""The weekly digest: how far an agency is in each running campaign, to its heads and to whoever answers for it.

Numbers alone. Everybody is counted once per campaign; from then on only agencies and accounts are handled. A batch is
one transaction of its notices and of the rows that say so: whoever was told this week is not told again, and a worker
that was broken off goes on where it stopped.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.history import History
from learners.agencies.models import Membership, Scope
from learners.agencies.queries import name_on
from learners.campaigns.models import Campaign, Digest
from learners.coverage.census import Census, take_census
from learners.coverage.numbers import Numbers
from learners.coverage.roster import Question
from learners.notices.actions import notify
from learners.notices.wording import Facts
from learners.people.models import Account
from learners.people.records import of_people
from mooc.foundation.periods import on
from mooc.foundation.recurring import Alive

KIND = "campaign-digest"
# Agencies and accounts in one transaction.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Reader:
    """``below``: with the agencies below; ``is_officer``: the named list opens to her, to a head only the numbers."""

    account: UUID
    agency: UUID
    below: bool
    is_officer: bool


def send_digests(alive: Alive) -> int:
    return digest(timezone.localdate(), alive)


def digest(today: dt.date, alive: Alive) -> int:
    """This week's that were not sent yet; returns how many. Nothing of a campaign that opened since Monday."""
    week = today - dt.timedelta(days=today.weekday())
    running = Campaign.objects.filter(announced_at__isnull=False, opens_on__lte=week, closes_on__gte=today)
    found = readers(today) if running else []
    return sum(_send_of(campaign, found, week, today, alive) for campaign in running)


def readers(today: dt.date) -> list[Reader]:
    """Once for each account and agency; an officer who heads it reads as an officer."""
    found: dict[tuple[UUID, UUID], Reader] = {}
    heads = Membership.objects.filter(on(today), is_head=True).values_list("person__merged_into", "person", "agency")
    agencies: dict[UUID, list[UUID]] = {}
    for kept, person, agency in heads:
        agencies.setdefault(kept or person, []).append(agency)
    known = list(agencies)
    for start in range(0, len(known), 500):
        mine = Account.objects.filter(of_people(known[start : start + 500]), is_active=True).select_related("person")
        for account in mine:
            for agency in agencies.get(account.person.canonical_id, []) if account.person else []:
                found[account.pk, agency] = Reader(account.pk, agency, True, False)
    granted = Scope.objects.filter(on(today), account__is_active=True)
    for account_id, agency, below in granted.values_list("account", "agency", "with_descendants"):
        found[account_id, agency] = Reader(account_id, agency, below, True)
    return sorted(found.values(), key=lambda one: (str(one.agency), str(one.account)))


def _send_of(campaign: Campaign, everybody: Sequence[Reader], week: dt.date, today: dt.date, alive: Alive) -> int:
    told = set(Digest.objects.filter(campaign=campaign, week=week).values_list("account", "agency"))
    waiting = [one for one in everybody if (one.account, one.agency) not in told]
    if not waiting:
        return 0
    yesterday = today - dt.timedelta(days=1)
    question = Question(campaign, today, today, yesterday, timezone.now())
    census = take_census(question, History.read())
    below = _below(census, {one.agency for one in waiting})
    unfinished = [(one, numbers) for one in waiting if (numbers := _numbers(one, census, below)).unfinished]
    sent = 0
    for start in range(0, len(unfinished), BATCH):
        batch = unfinished[start : start + BATCH]
        try:
            with transaction.atomic():
                _send(campaign, batch, week, yesterday)
        except IntegrityError:
            # Another worker was faster.
            return sent
        sent += len(batch)
        alive()
    return sent


def _below(census: Census, roots: set[UUID]) -> dict[UUID, list[UUID]]:
    """Of each of ``roots`` the agencies asked below it, each walked once."""
    found: dict[UUID, list[UUID]] = {}
    for agency in census.asked:
        for step in roots.intersection(census.tree.line(agency)):
            found.setdefault(step, []).append(agency)
    return found


def _numbers(reader: Reader, census: Census, below: dict[UUID, list[UUID]]) -> Numbers:
    own = [reader.agency] if reader.agency in census.asked else []
    return census.numbers(below.get(reader.agency, []) if reader.below else own)


def _send(campaign: Campaign, batch: Sequence[tuple[Reader, Numbers]], week: dt.date, day: dt.date) -> None:
    Digest.objects.bulk_create(
        Digest(campaign=campaign, account_id=one.account, agency_id=one.agency, week=week) for one, _ in batch
    )
    names = name_on({one.agency for one, _ in batch}, day)
    together: dict[tuple[UUID, bool, bool], list[UUID]] = {}
    numbers: dict[tuple[UUID, bool, bool], Numbers] = {}
    for one, counted in batch:
        key = (one.agency, one.below, one.is_officer)
        together.setdefault(key, []).append(one.account)
        numbers[key] = counted
    for (agency, below, is_officer), accounts in together.items():
        counted = numbers[agency, below, is_officer]
        facts: dict[str, Any] = {
            "campaign": campaign.name, "agency": str(names.get(agency, "")), "day": f"{day:%d/%m/%Y}",
            "closes": f"{campaign.closes_on:%d/%m/%Y}", "done": counted.completed, "all": counted.required,
            "rate": counted.rate_text,
        }  # fmt: skip
        url = reverse("coverage:agency", args=[campaign.slug, agency]) if is_officer else reverse("coverage:my_agency")
        notify(account_ids=accounts, kind=KIND, facts=facts, url=url)


def wording(facts: Facts) -> str:
    return (
        _(
            "%(agency)s, đợt “%(campaign)s”: %(done)s trên %(all)s người đã hoàn thành (%(rate)s%%) tính đến hết ngày "
            "%(day)s. Đợt kéo dài đến hết ngày %(closes)s."
        )
        % facts
    )
