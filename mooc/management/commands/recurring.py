"""``manage.py recurring [--check]``: the recurring tasks, their last runs and when they are due."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from mooc.foundation.models import Outcome, Turn
from mooc.foundation.recurring import tasks

# So late that no worker can be running.
LATE = dt.timedelta(hours=1)


class Command(BaseCommand):
    help = "List recurring tasks: how often, the last run, how it went, when the next is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="exit 1 when one failed last, or is an hour late")

    def handle(self, *args: Any, **options: Any) -> None:
        turns = {turn.name: turn for turn in Turn.objects.filter(name__in=tasks)}
        for name, task in sorted(tasks.items()):
            self.stdout.write(f"{name:<20}  {task.schedule!s:<14}  {_told(turns.get(name))}")
        wrong = sorted(name for name, turn in turns.items() if _is_wrong(turn, timezone.now()))
        if options["check"] and (wrong or not turns):
            raise CommandError(f"failed or late: {', '.join(wrong)}" if wrong else "no worker has run yet")


def _told(turn: Turn | None) -> str:
    if turn is None:
        return "no worker has seen it yet"
    times = f"last started {_time(turn.started_at)}  ended {_time(turn.finished_at)}"
    return f"{turn.outcome:<10}  {times}  next due {_time(turn.next_due)}"


def _time(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "never"


def _is_wrong(turn: Turn, now: dt.datetime) -> bool:
    is_held = turn.claimed_until is not None and turn.claimed_until > now
    return turn.outcome == Outcome.FAILED or (turn.next_due < now - LATE and not is_held)
