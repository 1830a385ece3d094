"""The worker's process: the queue and the recurring tasks, a database that goes away, and its end."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from content.pages.models import StandardPage
from mooc.foundation.models import Outcome, Turn
from mooc.foundation.recurring import tasks
from mooc.management.commands import worker
from tests.xapi.client import authority, statement
from xapi.models import Statement
from xapi.recording import record
from xapi.vocabulary import Verb

ROOT = Path(__file__).resolve().parents[2]
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LONG_AGO = dt.timedelta(days=1000)


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """Settings without any test's, on this test's database."""
    name = str(configured.DATABASES["default"]["NAME"])
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = os.environ["MOOC_TEST_CLUSTER"].rpartition("/")[0] + f"/{name}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mooc.settings.demo",
        "MOOC_VAR": str(tmp_path),
        "DATABASE_URL": url,
    }


@pytest.fixture
def started(environment: dict[str, str]) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    processes = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "worker"]
        processes.append(subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()


def wait_until(right: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if right():
            return
        assert process.poll() is None, "the worker has ended"
        time.sleep(0.1)
    raise AssertionError("nothing happened within a minute")


def old_statement() -> None:
    sent = statement(verb={"id": Verb.EXPERIENCED})
    record([sent], authority=authority("khach"))
    Statement.objects.update(stored=timezone.now() - LONG_AGO)
    assert Statement.objects.get().kind == "telemetry"


def due_now(*names: str) -> None:
    for name in tasks:
        moment = timezone.now() + LONG_AGO * (-1 if name in names else 1)
        Turn.objects.update_or_create(name=name, defaults={"next_due": moment})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_works_both_until_it_is_told_to_stop(
    started: Callable[[], subprocess.Popen[bytes]], settings: Any, number: signal.Signals
) -> None:
    settings.TASKS = QUEUE
    old_statement()
    due_now("expire_statements")
    Page.objects.get(depth=1).add_child(instance=StandardPage(title="Hỏi đáp", slug="hoi-dap"))
    assert DBTaskResult.objects.ready().exists()
    process = started()
    wait_until(lambda: not DBTaskResult.objects.ready().exists(), process)
    wait_until(lambda: Turn.objects.filter(name="expire_statements", outcome=Outcome.DONE).exists(), process)
    assert not Statement.objects.exists()
    assert not Turn.objects.exclude(name="expire_statements").exclude(outcome=Outcome.NEVER).exists()
    process.send_signal(number)
    assert process.wait(timeout=90) == 0
    assert not DBTaskResult.objects.running().exists()


def once(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "worker", "--once"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_once_runs_all_that_is_due_and_ends(environment: dict[str, str]) -> None:
    session = Client().session
    session["x"] = 1
    session.set_expiry(timezone.now() - LONG_AGO)
    session.save()
    hidden = Page.objects.get(depth=1).add_child(instance=StandardPage(title="Hẹn giờ", slug="hen-gio", live=False))
    hidden.save_revision(approved_go_live_at=timezone.now() - LONG_AGO)
    old_statement()
    due_now(*tasks)
    done = once(environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(Turn.objects.values_list("outcome", flat=True)) == {Outcome.DONE}
    assert not Statement.objects.exists()
    assert not Session.objects.exists()
    hidden.refresh_from_db()
    assert hidden.live


def test_once_says_what_failed(environment: dict[str, str]) -> None:
    due_now("publish_scheduled", "clear_sessions")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_session RENAME TO django_session_away")
    done = once(environment)
    assert done.returncode == 1
    assert "failed: clear_sessions" in done.stderr
    assert Turn.objects.get(name="publish_scheduled").outcome == Outcome.DONE


class Away:
    """A queue whose database is away twice; then it is told to stop."""

    running, tries = True, 0

    def run(self) -> None:
        self.tries += 1
        if self.tries < 3:
            raise OperationalError("password authentication failed for user mooc")
        self.running = False


def test_a_database_that_is_away_is_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    waited: list[float] = []
    queue = Away()
    worker.keep_queue(queue, waited.append)
    assert (queue.tries, waited) == (3, [worker.AWAY, worker.AWAY])
    assert "the database does not answer: OperationalError" in caplog.text
    assert "mooc" not in caplog.messages[0]


def test_the_schedule_goes_on_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, asked = Event(), []

    def run_due(stopping: Any) -> None:
        asked.append(len(asked))
        if len(asked) == 2:
            stop.set()
        raise OperationalError

    monkeypatch.setattr(worker, "run_due", run_due)
    monkeypatch.setattr(worker, "AWAY", 0)
    worker.keep_schedule(stop)
    assert asked == [0, 1]
