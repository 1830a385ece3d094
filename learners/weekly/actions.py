"""Writing a status, asking back, answering."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from learners.agencies.models import Agency
from learners.weekly.figures import figures_of
from learners.weekly.models import Remark, Status, week_of
from mooc.foundation.models import audit


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
    return made
