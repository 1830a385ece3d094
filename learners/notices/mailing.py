"""E-mail as the second channel: only where mail is configured, and only to who has an address and allowed it."""

from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.db import transaction

from learners.notices.models import Notice
from learners.notices.tasks import email_notices

# Messages in one task: a task that was broken off begins with those not sent yet.
PER_TASK = 100


def is_configured() -> bool:
    return bool(settings.EMAIL_HOST)


def email_later(notice_ids: Sequence[int]) -> None:
    """Queue the messages of these notices when the transaction commits; one query, none without mail."""
    if not notice_ids or not is_configured():
        return
    reachable = Notice.objects.filter(pk__in=notice_ids, account__is_active=True, account__allows_email=True)
    reachable = reachable.exclude(account__email="")
    waiting = list(reachable.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(waiting), PER_TASK):
        transaction.on_commit(partial(email_notices.enqueue, waiting[start : start + PER_TASK]))
