"""Writing a status, asking back, answering; whoever has had a word in it is told of what is said next."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.models import Agency
from learners.agencies.queries import name_on
from learners.notices.actions import notify
from learners.notices.wording import Facts
from learners.weekly.figures import figures_of
from learners.weekly.models import Remark, Status, week_of
from learners.weekly.permissions import heads_of
from mooc.foundation.models import audit

REMARKED = "weekly-remark"


@transaction.atomic
def write(*, agency: Agency, week: dt.date, light: str, difficulties: str, acting_user: Any) -> Status:
    """What stands now; while its week is being written the last revision is changed, afterwards another is made."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    today = timezone.localdate()
    last = Status.objects.filter(agency=agency, week=week).order_by("-revision").first()
    said = {"light": light, "difficulties": difficulties}
    old = {"light": last.light, "difficulties": last.difficulties} if last else None
    if last is not None and week_of(today) != week and old == said:
        return last
    if last is None or week_of(today) != week:
        held = Status(agency=agency, week=week, revision=last.revision + 1 if last else 1)
    else:
        held = last
    held.light, held.difficulties = light, difficulties
    held.figures = figures_of(agency.pk, week, today)
    held.written_by, held.written_at = acting_user, timezone.now()
    held.save()
    audit(
        acting_user=acting_user,
        verb="weekly.write",
        subject=held,
        old=old,
        new={**said, "week": week.isoformat(), "revision": held.revision},
    )
    return held


@transaction.atomic
def remark(*, agency: Agency, week: dt.date, text: str, acting_user: Any) -> Remark:
    """Pressed twice it is said once."""
    last = Remark.objects.filter(agency=agency, week=week).last()
    if last is not None and (last.text, last.by) == (text, acting_user):
        return last
    made = Remark.objects.create(agency=agency, week=week, text=text, by=acting_user, at=timezone.now())
    audit(acting_user=acting_user, verb="weekly.remark", subject=made, new={"week": week.isoformat()})
    _tell(agency, week, acting_user)
    return made


def _tell(agency: Agency, week: dt.date, acting_user: Any) -> None:
    """A head has a page of her own; whoever else wrote here answers for the agency."""
    wrote = Status.objects.filter(agency=agency, week=week).values_list("written_by", flat=True)
    said = Remark.objects.filter(agency=agency, week=week).values_list("by", flat=True)
    told: set[UUID] = {account for account in (*wrote, *said) if account} - {acting_user.pk}
    if not told:
        return
    today = timezone.localdate()
    heads = heads_of({agency.pk}, today).get(agency.pk, set()) & told
    facts: Facts = {"agency": str(name_on([agency.pk], today).get(agency.pk) or "")}
    for accounts, place in ((told - heads, "weekly:agency"), (heads, "weekly:own")):
        url = f"{reverse(place, args=[agency.pk])}?tuan={week}"
        notify(account_ids=accounts, kind=REMARKED, facts=facts, url=url, acting_user=acting_user)


def remarked_words(facts: Facts) -> str:
    return _("Có câu hỏi hoặc trả lời mới về tình hình tuần của %(agency)s.") % facts
