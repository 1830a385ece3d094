"""``manage.py worker [--once]``: the queue of tasks and what comes back by itself, in one process.

The queue is worked by django-tasks' own worker on the main thread, recurring tasks by a thread beside it, so that
neither waits for the other. The first SIGTERM or SIGINT lets both finish what they are at (a long recurring task leaves
between two batches); the second drops it: the transaction is rolled back, and another worker takes the task up.
"""

import logging
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from mooc.foundation.loaded import keep_loaded
from mooc.foundation.models import Outcome
from mooc.foundation.turns import run_due

logger = logging.getLogger(__name__)
# Seconds: between two looks at the queue, at the schedule, and at a database that has not answered.
QUEUE, SCHEDULE, AWAY = 1.0, 10.0, 5.0
GONE = (OperationalError, InterfaceError)


class Command(BaseCommand):
    help = "Work the queue of tasks and run what is due of the recurring ones, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due, empty the queue and end")

    def handle(self, *args: Any, **options: Any) -> None:
        keep_loaded()
        queue = make_queue(batch=options["once"])
        queue.configure_signals()
        if options["once"]:
            once(queue)
        else:
            go_on(queue)


def make_queue(*, batch: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=QUEUE,
        batch=batch,
        backend_name="default",
        startup_delay=not batch,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def once(queue: Worker) -> None:
    """Recurring ones first: they may put tasks into the queue. Raises ``CommandError`` when one of them failed."""
    ran = run_due()
    queue.run()
    failed = [name for name, outcome in ran.items() if outcome == Outcome.FAILED]
    if failed:
        raise CommandError(f"failed: {', '.join(failed)}")


def go_on(queue: Worker) -> None:
    stop = Event()
    # A second signal ends the process whatever the thread is at.
    beside = Thread(target=keep_schedule, args=[stop], name="recurring", daemon=True)
    beside.start()
    try:
        keep_queue(queue)
    finally:
        stop.set()
        beside.join()


def keep_queue(queue: Worker, wait: Callable[[float], None] = time.sleep) -> None:
    """Until a signal ends it; a database that is away is waited for."""
    while queue.running:
        try:
            queue.run()
        except GONE as error:
            _gone(error)
            wait(AWAY)


def keep_schedule(stop: Event) -> None:
    while not stop.is_set():
        pause = SCHEDULE
        try:
            close_old_connections()
            run_due(stopping=stop.is_set)
        except DatabaseError as error:
            _gone(error)
            pause = AWAY
        stop.wait(pause)
    connection.close()


def _gone(error: Exception) -> None:
    """Without its message, which may name the database's user and host."""
    logger.error("the database does not answer: %s", type(error).__name__)
    connection.close()
