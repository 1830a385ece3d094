"""Running what is due, once however many workers there are.

A worker **claims** a task by one UPDATE that only a task due and unclaimed (or claimed by a worker not heard of since)
answers to. Finishing, it writes how it went and when the task is due again, if the claim is still its own.
"""

import datetime as dt
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from mooc.foundation.models import Outcome, Turn
from mooc.foundation.recurring import Recurring, tasks

logger = logging.getLogger(__name__)
Clock = Callable[[], dt.datetime]


class BrokenOff(BaseException):
    """Its worker was told to stop, or has lost the claim. No task may take it for a failure of its own."""


@dataclass(frozen=True)
class Claim:
    """``alive`` is what the task is given."""

    task: Recurring
    key: UUID
    stopping: Callable[[], bool]
    clock: Clock

    def alive(self) -> None:
        """Keep the claim; raises ``BrokenOff`` for a task that is to end here."""
        if self.stopping() or not self._rows().update(claimed_until=self.clock() + self.task.timeout):
            raise BrokenOff

    def finish(self, outcome: Outcome) -> None:
        now = self.clock()
        due = F("next_due") if outcome == Outcome.BROKEN_OFF else self.task.schedule.after(now)
        self._rows().update(claim=None, claimed_until=None, finished_at=now, outcome=outcome, next_due=due)

    def _rows(self) -> QuerySet[Turn]:
        return Turn.objects.filter(name=self.task.name, claim=self.key)


def run_due(*, stopping: Callable[[], bool] = lambda: False, clock: Clock = timezone.now) -> dict[str, Outcome]:
    """Run every task that is due and nobody else's, one after the other; how each went, by name.

    Raises ``DatabaseError`` when the database does not answer; a task's own failure is logged and keeps nobody back.
    """
    ran = {}
    for name in _due(clock()):
        if stopping():
            break
        claim = claim_turn(tasks[name], stopping=stopping, clock=clock)
        if claim:
            ran[name] = _run(claim)
    return ran


def _due(now: dt.datetime) -> list[str]:
    """Names of those that may be claimed, after making the rows of those that have none."""
    turns = {turn.name: turn for turn in Turn.objects.filter(name__in=tasks)}
    missing = [Turn(name=name, next_due=task.schedule.first(now)) for name, task in tasks.items() if name not in turns]
    # Another worker may be making the same ones.
    Turn.objects.bulk_create(missing, ignore_conflicts=True)
    turns |= {turn.name: turn for turn in missing}
    return sorted(name for name, turn in turns.items() if turn.next_due <= now)


def claim_turn(
    task: Recurring, *, stopping: Callable[[], bool] = lambda: False, clock: Clock = timezone.now
) -> Claim | None:
    """None when the task is not due, or another worker has it."""
    now, key = clock(), uuid4()
    free = Q(claim=None) | Q(claimed_until__lte=now)
    claimed = Turn.objects.filter(free, name=task.name, next_due__lte=now).update(
        claim=key, claimed_until=now + task.timeout, started_at=now, outcome=Outcome.RUNNING
    )
    return Claim(task, key, stopping, clock) if claimed else None


def _run(claim: Claim) -> Outcome:
    outcome = Outcome.BROKEN_OFF
    try:
        claim.task.run(claim.alive)
        outcome = Outcome.DONE
    except BrokenOff:
        logger.warning("recurring task %s was broken off", claim.task.name)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other tasks go on
        outcome = Outcome.FAILED
        logger.error("recurring task %s failed: %s", claim.task.name, _without_data(error))
    finally:
        claim.finish(outcome)
    return outcome


def _without_data(error: Exception) -> str:
    """Type and place: messages of exceptions quote rows."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}, {last.filename}:{last.lineno}"
