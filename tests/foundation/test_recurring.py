"""What comes back by itself: when it is due, who runs it, and what a failure or a dead worker leaves behind."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from mooc.foundation import recurring, turns
from mooc.foundation.models import Outcome, Turn
from mooc.foundation.recurring import Alive, Daily, Every, Recurring, register
from mooc.foundation.turns import BrokenOff, claim_turn, run_due
from tests.xapi.parallel import in_parallel

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)  # 10:00 in Vietnam
MINUTE = dt.timedelta(minutes=1)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _own_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those of the test."""
    known: dict[str, Recurring] = {}
    monkeypatch.setattr(recurring, "tasks", known)
    monkeypatch.setattr(turns, "tasks", known)
    monkeypatch.setattr("mooc.management.commands.recurring.tasks", known)


def made(name: str, run: Callable[[Alive], Any], **options: Any) -> Recurring:
    task = Recurring(name, run, options.pop("schedule", Every(minutes=5)), **options)
    register(task)
    return task


def turn(name: str) -> Turn:
    return Turn.objects.get(name=name)


def fail(alive: Alive) -> None:
    raise ValueError("Nguyễn Thị Lan, 0912345678")


def test_it_runs_when_due_and_not_before(clock: Clock) -> None:
    runs = []
    made("a", lambda alive: runs.append(clock.now))
    assert run_due(clock=clock) == {"a": Outcome.DONE}
    clock.now += 4 * MINUTE
    assert run_due(clock=clock) == {}
    clock.now += MINUTE
    assert run_due(clock=clock) == {"a": Outcome.DONE}
    assert runs == [NOW, NOW + 5 * MINUTE]
    row = turn("a")
    assert (row.started_at, row.finished_at, row.outcome, row.claim) == (clock.now, clock.now, Outcome.DONE, None)
    assert row.next_due == clock.now + 5 * MINUTE


@pytest.mark.parametrize(
    ("hour", "local"),
    [(2, dt.datetime(2026, 3, 3, 2)), (10, dt.datetime(2026, 3, 3, 10)), (11, dt.datetime(2026, 3, 2, 11))],
)
def test_a_day_is_one_of_the_installation(hour: int, local: dt.datetime) -> None:
    expected = local.replace(tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert Daily(hour=hour).after(NOW) == Daily(hour=hour).first(NOW) == expected


def test_days_nobody_ran_are_made_up_for_once(clock: Clock) -> None:
    runs = []
    made("a", lambda alive: runs.append(clock.now), schedule=Daily(hour=2))
    assert run_due(clock=clock) == {}
    clock.now += dt.timedelta(days=4)
    run_due(clock=clock)
    run_due(clock=clock)
    assert runs == [clock.now]


def test_looking_costs_one_query(clock: Clock, django_assert_num_queries: Any) -> None:
    for name in ("a", "b", "c"):
        made(name, lambda alive: None)
    run_due(clock=clock)
    with django_assert_num_queries(1):
        run_due(clock=clock)


def test_a_failure_keeps_nobody_back_says_nothing_of_anybody_and_is_tried_again(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    made("a", fail)
    made("b", lambda alive: None)
    assert run_due(clock=clock) == {"a": Outcome.FAILED, "b": Outcome.DONE}
    assert turn("a").outcome == Outcome.FAILED
    assert "recurring task a failed: ValueError in fail, " in caplog.text
    assert "Lan" not in caplog.text
    assert "0912345678" not in caplog.text
    clock.now += 5 * MINUTE
    assert run_due(clock=clock)["a"] == Outcome.FAILED


def test_two_workers_run_it_once(transactional_db: None, clock: Clock) -> None:
    """Made, claimed and run by whichever comes first; on PostgreSQL both may ask at the same moment."""
    runs: list[str] = []
    for name in ("a", "b", "c"):
        made(name, lambda alive, name=name: runs.append(name))
    assert in_parallel([lambda: run_due(clock=clock)] * 4) == []
    assert sorted(runs) == ["a", "b", "c"]


def test_what_another_worker_holds_is_not_claimed(clock: Clock) -> None:
    task = made("a", lambda alive: None)
    run_due(clock=clock)
    clock.now += 5 * MINUTE
    assert claim_turn(task, clock=clock)
    assert claim_turn(task, clock=clock) is None
    assert run_due(clock=clock) == {}


def test_a_dead_worker_s_task_is_taken_up_and_what_it_says_later_is_nothing(clock: Clock) -> None:
    task = made("a", lambda alive: None, timeout=10 * MINUTE)
    run_due(clock=clock)
    clock.now += 5 * MINUTE
    dead = claim_turn(task, clock=clock)
    assert dead
    clock.now += 9 * MINUTE
    assert run_due(clock=clock) == {}
    clock.now += MINUTE
    assert run_due(clock=clock) == {"a": Outcome.DONE}
    with pytest.raises(BrokenOff):
        dead.alive()
    dead.finish(Outcome.FAILED)
    assert turn("a").outcome == Outcome.DONE


def test_one_that_says_it_is_alive_keeps_its_claim(clock: Clock) -> None:
    task = made("a", lambda alive: None, timeout=10 * MINUTE)
    run_due(clock=clock)
    clock.now += 5 * MINUTE
    claim = claim_turn(task, clock=clock)
    assert claim
    for _ in range(3):
        clock.now += 9 * MINUTE
        claim.alive()
    assert run_due(clock=clock) == {}


def test_told_to_stop_it_leaves_between_two_batches_and_is_due_still(clock: Clock) -> None:
    batches: list[int] = []

    def long(alive: Alive) -> None:
        for number in range(100):
            batches.append(number)
            alive()

    made("a", long)
    made("b", lambda alive: None)
    ran = run_due(clock=clock, stopping=lambda: len(batches) == 3)
    assert ran == {"a": Outcome.BROKEN_OFF}
    row = turn("a")
    assert (row.outcome, row.claim, row.next_due) == (Outcome.BROKEN_OFF, None, NOW)
    batches.clear()
    assert run_due(clock=clock) == {"a": Outcome.DONE, "b": Outcome.DONE}


def test_two_tasks_of_one_name_are_refused() -> None:
    made("a", lambda alive: None)
    with pytest.raises(ValueError, match="a is registered already"):
        made("a", lambda alive: None)


def test_a_task_that_is_no_more_is_left_alone(clock: Clock) -> None:
    Turn.objects.create(name="gone", next_due=NOW - MINUTE)
    assert run_due(clock=clock) == {}


def test_a_database_that_is_away_is_the_caller_s_to_wait_for(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **options: Any) -> None:
        raise DatabaseError("host db.dai-hoc-so.invalid")

    monkeypatch.setattr(Turn.objects, "filter", away)
    with pytest.raises(DatabaseError):
        run_due(clock=clock)


def listed(*words: str) -> str:
    out = io.StringIO()
    call_command("recurring", *words, stdout=out)
    return out.getvalue()


def test_operators_see_the_last_runs_and_are_told_what_is_wrong(clock: Clock) -> None:
    made("a", fail, schedule=Daily(hour=10))
    made("b", lambda alive: None)
    assert "no worker has seen it yet" in listed()
    with pytest.raises(CommandError, match="no worker has run yet"):
        listed("--check")
    run_due(clock=clock)
    clock.now += dt.timedelta(days=1)
    run_due(clock=clock)
    first, second = listed().splitlines()
    assert first.split()[:4] == ["a", "daily", "10:00", "failed"]
    assert "last started 2026-03-03 10:00  ended 2026-03-03 10:00  next due 2026-03-04 10:00" in first
    assert second.split()[:5] == ["b", "every", "5", "min", "done"]
    # By the real clock both are long overdue.
    with pytest.raises(CommandError, match="failed or late: a, b"):
        listed("--check")


def test_what_went_well_and_is_not_due_is_right() -> None:
    made("a", lambda alive: None)
    run_due()
    assert "a " in listed("--check")
