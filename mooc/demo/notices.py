"""The demonstration's notices, told at the day of what they tell of; who has had a fortnight has read them."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from learners.certificates.models import Certificate
from learners.certificates.telling import KIND, tell_owners
from learners.notices.models import Notice

UNREAD, AGO = dt.timedelta(days=14), dt.timedelta(hours=3)


def date_notices(now: dt.datetime) -> None:
    """``now`` is the beginning of the day; what was decided for the demonstration was told the evening before."""
    Notice.objects.exclude(kind=KIND).filter(created_at__gt=now).update(created_at=now - AGO)
    tell_owners(lambda: None)
    held = Certificate.objects.values_list("pk", "completed_on")
    days = {reverse("certificates:show", args=[certificate]): day for certificate, day in held}
    told = list(Notice.objects.filter(kind=KIND))
    for notice in told:
        evening = dt.datetime.combine(days[notice.url], dt.time(20, 15), timezone.get_current_timezone())
        notice.created_at = min(evening, now)
        if now - notice.created_at > UNREAD:
            notice.read_at = min(notice.created_at + dt.timedelta(days=1), now)
    Notice.objects.bulk_update(told, ["created_at", "read_at"], batch_size=300)
