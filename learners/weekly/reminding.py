"""On Friday whoever has not written yet is reminded, once a week."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.queries import name_on
from learners.notices.actions import notify
from learners.notices.wording import Facts
from learners.warnings.evaluating import officers_of_agencies
from learners.weekly.models import Reminder, Status, week_of
from learners.weekly.permissions import heads_of, reporting
from mooc.foundation.recurring import Alive

KIND = "weekly"
FRIDAY = 4


def remind(alive: Alive) -> int:
    """How many agencies were reminded; nothing on other days."""
    today = timezone.localdate()
    if today.weekday() != FRIDAY:
        return 0
    week = week_of(today)
    done = set(Status.objects.filter(week=week).values_list("agency_id", flat=True))
    done |= set(Reminder.objects.filter(week=week).values_list("agency_id", flat=True))
    missing = reporting(today) - done
    names = name_on(missing, today)
    officers, heads = officers_of_agencies(missing, today), heads_of(missing, today)
    for agency in sorted(missing):
        _remind(agency, str(names.get(agency) or ""), officers.get(agency, set()), heads.get(agency, set()))
        alive()
    return len(missing)


@transaction.atomic
def _remind(agency: UUID, name: str, officers: set[UUID], heads: set[UUID]) -> None:
    _made, new = Reminder.objects.get_or_create(agency_id=agency, week=week_of(timezone.localdate()))
    if not new:
        return
    facts: Facts = {"agency": name}
    notify(account_ids=officers, kind=KIND, facts=facts, url=reverse("weekly:agency", args=[agency]))
    notify(account_ids=heads - officers, kind=KIND, facts=facts, url=reverse("weekly:own", args=[agency]))


def wording(facts: Facts) -> str:
    return _("Chưa có tình hình tuần này của %(agency)s. Anh/chị viết được đến hết thứ Hai.") % facts
