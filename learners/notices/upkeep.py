"""Read notices are forgotten after a year; unread ones wait for their owner."""

import datetime as dt

from django.utils import timezone

from learners.notices.models import Notice
from mooc.foundation.recurring import Alive

KEPT = dt.timedelta(days=365)
BATCH = 500


def forget_read(alive: Alive) -> int:
    """Delete those read longer ago than ``KEPT``, batch by batch; returns how many."""
    old = Notice.objects.filter(read_at__lt=timezone.now() - KEPT).order_by("pk").values_list("pk", flat=True)
    gone = 0
    while batch := list(old[:BATCH]):
        gone += Notice.objects.filter(pk__in=batch).delete()[0]
        alive()
    return gone
