"""Reminders, each person by her own last day: a few days before it and one after, until she has finished or is exempt.

Sent by a recurring task, so that a worker that was broken off goes on where it stopped: a batch is one transaction of
its notices and of the rows that say so, and those rows are unique. What was missed is made up for on the next day, no
later: a reminder that names no number of days says nothing wrong then. E-mail goes where notices' e-mail goes.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.campaigns.models import Assignment, Campaign, Reminder
from learners.notices.actions import notify
from learners.notices.models import Notice
from learners.notices.wording import Facts
from learners.people.models import Account
from learners.people.records import of_people
from mooc.foundation.periods import on
from mooc.foundation.recurring import Alive

KIND = "campaign-reminder"
BATCH = 500
# Nobody's telephone rings at night.
FIRST_HOUR, LAST_HOUR = 7, 20
# Days a reminder may come late.
MADE_UP = 1


def send_reminders(alive: Alive) -> int:
    """Of all running campaigns; returns how many people were reminded. Nothing outside of daytime."""
    now = timezone.localtime()
    return remind(now.date(), alive) if FIRST_HOUR <= now.hour < LAST_HOUR else 0


def remind(today: dt.date, alive: Alive) -> int:
    sent = 0
    for campaign in Campaign.objects.filter(announced_at__isnull=False, opens_on__lte=today).exclude(reminders=[]):
        for offset in campaign.reminders:
            for late in range(MADE_UP + 1):
                sent += _send_wave(campaign, offset, today - dt.timedelta(days=offset + late), today, alive)
    return sent


def waiting(campaign: Campaign, offset: int, due_on: dt.date, today: dt.date) -> QuerySet[Assignment]:
    """Whose last day is ``due_on``, who has not finished, is not exempt, was asked before the wave's day, and was not
    told of it."""
    told = Reminder.objects.filter(campaign=campaign, due_on=due_on, offset=offset, person=OuterRef("person"))
    open_ones = Assignment.objects.filter(on(today), campaign=campaign, due_on=due_on, satisfied_on=None, exempt=False)
    wave = due_on + dt.timedelta(days=offset)
    found: QuerySet[Assignment] = open_ones.filter(~Exists(told), assigned_on__lte=wave)
    return found


def _send_wave(campaign: Campaign, offset: int, due_on: dt.date, today: dt.date, alive: Alive) -> int:
    sent = 0
    while batch := list(
        waiting(campaign, offset, due_on, today).order_by("pk").values_list("person", flat=True)[:BATCH]
    ):
        try:
            with transaction.atomic():
                _send(campaign, offset, due_on, batch)
        except IntegrityError:
            # Another worker was faster; whom it left out comes with the next run.
            return sent
        sent += len(batch)
        alive()
    return sent


def _send(campaign: Campaign, offset: int, due_on: dt.date, people: Sequence[UUID]) -> None:
    """Five statements whatever the number."""
    accounts = _accounts_of(people)
    rows = {
        person: Reminder(campaign=campaign, person_id=person, due_on=due_on, offset=offset, accounts=len(held))
        for person, held in accounts.items()
    }
    # First what makes it happen once.
    Reminder.objects.bulk_create(rows.values(), batch_size=BATCH)
    told = [account for held in accounts.values() for account in held]
    if not told:
        return
    facts: Facts = {"campaign": campaign.name, "day": f"{due_on:%d/%m/%Y}", "after": int(offset > 0)}
    notify(account_ids=told, kind=KIND, facts=facts, url=reverse("campaigns:mine"))
    made = Notice.objects.filter(kind=KIND, account__in=told).values_list("account").annotate(newest=Max("pk"))
    notices: dict[Any, int] = dict(made)
    for person, held in accounts.items():
        rows[person].notice_id = next((notices[account] for account in held if account in notices), None)
    Reminder.objects.bulk_update([row for row in rows.values() if row.notice_id], ["notice"], batch_size=BATCH)


def _accounts_of(people: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Of each person, by whichever of her records, those that are open."""
    found: dict[UUID, list[UUID]] = {person: [] for person in people}
    rows = Account.objects.filter(of_people(people), is_active=True).select_related("person").order_by("pk")
    for account in rows:
        if account.person and account.person.canonical_id in found:
            found[account.person.canonical_id].append(account.pk)
    return found


def wording(facts: Facts) -> str:
    """``after`` is 1 once the day has gone by."""
    if facts["after"]:
        return (
            _(
                "Đợt “%(campaign)s”: hạn của anh/chị là hết ngày %(day)s. Khóa học vẫn mở, anh/chị học tiếp được; hoàn "
                "thành bây giờ được ghi là hoàn thành muộn."
            )
            % facts
        )
    return (
        _(
            "Đợt “%(campaign)s”: anh/chị còn phần chưa học, hạn là hết ngày %(day)s. Anh/chị mở “Việc học của tôi” để "
            "học tiếp."
        )
        % facts
    )
