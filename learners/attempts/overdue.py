"""Ending the attempts whose time is over and whose learners do not come back."""

import logging

from django.utils import timezone

from learners.attempts.actions import end_if_overdue
from learners.attempts.deadlines import ON_THE_WAY
from learners.attempts.models import Attempt
from mooc.foundation.recurring import Alive

logger = logging.getLogger(__name__)


class SomeLeft(Exception):
    """Not every attempt could be ended."""


def end_overdue(alive: Alive) -> int:
    """End them as their rules say, each in a transaction of its own; how many were.

    One that cannot be ended keeps nobody else's back: ``SomeLeft`` is raised when the others are done.
    """
    waiting = Attempt.objects.filter(ending="", late_until__lt=timezone.now() - ON_THE_WAY).order_by("late_until")
    done, left = 0, []
    for attempt in list(waiting):
        try:
            end_if_overdue(attempt=attempt)
            done += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are due too
            logger.error("attempt %s was not ended: %s", attempt.pk, type(error).__name__)
            left.append(attempt.pk)
        alive()
    if left:
        raise SomeLeft(f"{len(left)} of {len(left) + done}")
    return done
