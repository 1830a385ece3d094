"""What comes back by itself, and when: rooms register it in their ``AppConfig.ready``.

A **recurring task** has a name, a **schedule** and something to run. Workers run it (``mooc.foundation.turns``). It
must be safe to break off and to run again. A long one calls what it is given (``alive``) between its batches, outside
of transactions: that keeps its claim, and lets a worker that was told to stop leave in between.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.utils import timezone

Alive = Callable[[], None]
# A worker not heard of for so long is taken for dead, and its task taken up.
TIMEOUT = dt.timedelta(hours=1)


class Schedule(Protocol):
    def first(self, now: dt.datetime) -> dt.datetime:
        """When a task nobody has run yet is due."""

    def after(self, now: dt.datetime) -> dt.datetime:
        """When one that ended now is due again."""


@dataclass(frozen=True)
class Every:
    minutes: int

    def first(self, now: dt.datetime) -> dt.datetime:
        return now

    def after(self, now: dt.datetime) -> dt.datetime:
        return now + dt.timedelta(minutes=self.minutes)

    def __str__(self) -> str:
        return f"every {self.minutes} min"


@dataclass(frozen=True)
class Daily:
    """At this hour of the installation's time zone; a day that no worker ran is made up for at once, one time."""

    hour: int
    minute: int = 0

    def first(self, now: dt.datetime) -> dt.datetime:
        return self.after(now)

    def after(self, now: dt.datetime) -> dt.datetime:
        local = timezone.localtime(now, timezone.get_default_timezone())
        today = local.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        return today if today > local else today + dt.timedelta(days=1)

    def __str__(self) -> str:
        return f"daily {self.hour:02}:{self.minute:02}"


@dataclass(frozen=True)
class Recurring:
    name: str
    run: Callable[[Alive], object]
    schedule: Schedule
    timeout: dt.timedelta = TIMEOUT


tasks: dict[str, Recurring] = {}


def register(task: Recurring) -> None:
    """Raises ``ValueError`` for a name that is taken: two tasks would share one row of turns."""
    if task.name in tasks:
        raise ValueError(f"{task.name} is registered already")
    tasks[task.name] = task
