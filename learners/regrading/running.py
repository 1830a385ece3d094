"""The worker's part of a regrade: a recurring task that goes on where the last turn ended, whoever ended it."""

import logging
from collections.abc import Sequence
from itertools import islice

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from learners.regrading.actions import Stopped, grade_places_again, pass_over
from learners.regrading.models import Regrade, State
from learners.regrading.reading import Place, stale
from mooc.foundation.recurring import Alive

logger = logging.getLogger(__name__)
# Learners and units in one turn: the other recurring tasks wait no longer than it takes.
TURN = 1000
# In one transaction, and between two signs of life: on SQLite nobody else writes meanwhile.
BATCH = 10


def run(alive: Alive) -> int:
    """Go on with what is running, the oldest first; how many learners and units were gone through."""
    gone = 0
    for regrade in Regrade.objects.filter(state=State.RUNNING).order_by("started_at"):
        gone += _work(regrade, TURN - gone, alive)
        if gone >= TURN:
            break
    return gone


def _work(regrade: Regrade, most: int, alive: Alive) -> int:
    cursor = None
    if regrade.last_enrolment and regrade.last_unit:
        cursor = (regrade.last_enrolment, regrade.last_unit)
    places = list(islice(stale(regrade.question, cursor), most))
    for begin in range(0, len(places), BATCH):
        try:
            _grade(regrade, places[begin : begin + BATCH])
        except Stopped:
            return begin + 1
        alive()
    if len(places) < most:
        Regrade.objects.filter(pk=regrade.pk, state=State.RUNNING).update(state=State.DONE, finished_at=timezone.now())
    return len(places)


def _grade(regrade: Regrade, places: Sequence[Place]) -> None:
    """Together; each alone where that cannot be."""
    before = regrade.last_enrolment, regrade.last_unit
    try:
        grade_places_again(regrade=regrade, places=places)
    except (Stopped, OperationalError, InterfaceError):
        # The next turn begins here again.
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the others are to be graded too
        regrade.last_enrolment, regrade.last_unit = before
        if len(places) > 1:
            for place in places:
                _grade(regrade, [place])
        else:
            logger.error("enrolment %s was not graded again: %s", places[0][0], type(error).__name__)
            pass_over(regrade=regrade, place=places[0])
