"""How far a campaign's reminders are: for each wave how many were reminded, how, and how many wait."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.campaigns.models import Assignment, Campaign, Digest, Reminder
from mooc.foundation.periods import on

# An e-mail not sent within so long failed.
GIVEN_UP = dt.timedelta(hours=24)
COUNTS = ("reminded", "without_account", "emailed", "email_waits", "email_failed")


@dataclass(frozen=True, slots=True)
class Wave:
    """``to_come``: who stands to be reminded, as things are today; ``day`` of the campaign's own last day."""

    offset: int
    day: dt.date
    reminded: int
    without_account: int
    emailed: int
    email_waits: int
    email_failed: int
    to_come: int

    @property
    def name(self) -> str:
        days = abs(self.offset)
        if self.offset < 0:
            return ngettext("%(days)d ngày trước hạn", "%(days)d ngày trước hạn", days) % {"days": days}
        return ngettext("%(days)d ngày sau hạn", "%(days)d ngày sau hạn", days) % {"days": days}

    @property
    def noticed(self) -> int:
        return self.reminded - self.without_account


def waves(campaign: Campaign, today: dt.date) -> list[Wave]:
    """Two queries."""
    reachable = Q(notice__account__allows_email=True, notice__account__is_active=True) & ~Q(notice__account__email="")
    unsent = reachable & Q(notice__emailed_at=None)
    old = Q(sent_at__lt=timezone.now() - GIVEN_UP)
    rows: Any = Reminder.objects.filter(campaign=campaign).order_by().values("offset").annotate(
        reminded=Count("pk"),
        without_account=Count("pk", filter=Q(accounts=0)),
        emailed=Count("pk", filter=Q(notice__emailed_at__isnull=False)),
        email_waits=Count("pk", filter=unsent & ~old),
        email_failed=Count("pk", filter=unsent & old),
    )  # fmt: skip
    sent: dict[int, Any] = {row["offset"]: {name: row[name] for name in COUNTS} for row in rows}
    coming = _to_come(campaign, today)
    nothing = dict.fromkeys(COUNTS, 0)
    return [
        Wave(
            offset=offset,
            day=campaign.closes_on + dt.timedelta(days=offset),
            to_come=coming.get(offset, 0),
            **sent.get(offset, nothing),
        )
        for offset in sorted({*campaign.reminders, *sent})
    ]


def _to_come(campaign: Campaign, today: dt.date) -> dict[int, int]:
    """People who have not finished and whose own day of the wave has not gone by."""
    if campaign.announced_at is None:
        return {}
    open_ones = Assignment.objects.filter(on(today), campaign=campaign, satisfied_on=None, exempt=False)
    counts = {
        f"wave_{place}": Count("pk", filter=Q(due_on__gt=today - dt.timedelta(days=offset)))
        for place, offset in enumerate(campaign.reminders)
    }
    told = open_ones.aggregate(**counts) if counts else {}
    return {offset: told[f"wave_{place}"] for place, offset in enumerate(campaign.reminders)}


def digests(campaign: Campaign) -> list[tuple[dt.date, int]]:
    """How many accounts were told each week, the newest first."""
    rows = Digest.objects.filter(campaign=campaign).order_by("-week").values_list("week").annotate(n=Count("pk"))
    return list(rows[:12])


def channel_words(mail: bool) -> str:
    if mail:
        return _("Lời nhắc gửi bằng thông báo, và bằng thư điện tử cho ai đã đồng ý.")
    return _("Lời nhắc gửi bằng thông báo. Hệ thống chưa nối máy chủ thư nên không gửi thư điện tử.")
