"""A roster of 20,000 lines: read and judged, taken over, undone; beside opening the same file with openpyxl.

Memory is what the process that works on it grows to at most, and what the reader of the workbook takes in a process of
its own. The longest transaction is how long everybody else who writes waits on SQLite; in processor time as well, which
other programs on the machine hardly change. What the worker derives afterwards, campaign by campaign, is not counted.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import connection, transaction

from bench.figures import Figure
from learners.campaigns import pending
from learners.people.models import Account
from learners.rosters import actions, tasks
from learners.rosters.models import RosterImport, State
from learners.rosters.parsing import Mapping
from mooc.foundation.loaded import keep_loaded
from mooc.foundation.spreadsheets import apart
from tests.coverage import world
from tests.rosters.conftest import DAY

LINES = 20_000
UNITS = ["Văn phòng", "Phòng Tổ chức", "Phòng Nghiệp vụ", "Sở Y tế"]


class Queue:
    """Where an import's steps wait in the tasks' place: the worker begins none within the transaction that asks."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Any, ...]] = []

    def enqueue(self, *args: Any) -> None:
        self.waiting.append(args)

    def work_off(self) -> None:
        while self.waiting:
            tasks.work.call(*self.waiting.pop(0))


@contextmanager
def worked_off() -> Iterator[None]:
    """What is asked for here is done when the asking is over."""
    queue = Queue()
    with mock.patch.object(actions, "work", queue):
        yield
    queue.work_off()


class World:
    """Sở Y tế with three units, and its officer."""

    def __init__(self) -> None:
        province = world.province()
        self.health = province.health
        for name in UNITS[:-1]:
            world.agency(name, self.health, kind="phong")
        self.minh = Account.objects.create_user("minh")
        world.grant(self.minh, self.health)

    def preview(self, content: bytes) -> RosterImport:
        with worked_off():
            roster = actions.bring(
                agency=self.health, as_of=DAY, is_whole=True, name="a.xlsx", content=content, acting_user=self.minh
            )
        roster.refresh_from_db()
        if roster.state == State.MAPPING:
            columns = Mapping.from_json({**roster.mapping, "order": "dmy", "category": "cong_chuc"})
            sheet = roster.reading["sheet"]
            with worked_off():
                actions.set_columns(roster=roster, columns=columns, sheet=sheet, acting_user=self.minh)
            roster.refresh_from_db()
        return roster

    def apply(self, roster: RosterImport) -> None:
        with worked_off():
            actions.start_apply(roster=roster, without_faults=True, acting_user=self.minh)
        roster.refresh_from_db()

    def undo(self, roster: RosterImport) -> None:
        with worked_off():
            actions.start_undo(roster=roster, reason="Đo", acting_user=self.minh)
        roster.refresh_from_db()


def figures(database: str) -> Iterator[Figure]:
    keep_loaded()
    made = World()
    content = _file()
    bare = _openpyxl(content)
    rosters: list[RosterImport] = []
    seconds, queries = _told(lambda: rosters.append(made.preview(content)))
    roster = rosters[0]
    if roster.state != State.PREVIEW:
        raise RuntimeError(f"no preview: {roster.state} {roster.problem}")
    yield Figure("roster: preview of 20,000 lines", seconds, "s", bare, 30)
    yield Figure("roster: queries until the preview", queries, "queries", None, LINES / 100)
    seconds, more, longest = _timed(lambda: made.apply(roster))
    if roster.state != State.APPLIED:
        raise RuntimeError(f"not applied: {roster.problem}")
    yield Figure("roster: taking it over", seconds, "s", bare)
    yield from longest("taking it over", bare)
    yield Figure("roster: queries in all", queries + more, "queries", None, LINES / 100)
    again, _more = _told(lambda: rosters.append(made.preview(content)))
    yield Figure("roster: the same file again", again, "s", bare, 30)
    yield Figure("roster: lines that then change anything", _changing(rosters[1]), "lines", None, 0)
    seconds, more, longest = _timed(lambda: made.undo(roster))
    if roster.state != State.UNDONE:
        raise RuntimeError(f"not undone: {roster.problem}")
    yield Figure("roster: undoing it", seconds, "s", bare)
    yield from longest("undoing it", bare)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield Figure("roster: memory of the worker", own / 1024, "MB", None, 300)
    yield Figure("roster: memory of the workbook's reader", _reader(content), "MB", None, 300)


def _file() -> bytes:
    """Made in a process of its own, so that its memory is not ours."""
    script = "import sys; from tests.foundation.spreadsheets import files; from tests.rosters import many; "
    script += f"sys.stdout.buffer.write(files.xlsx(many.rows({LINES}, {UNITS!r})))"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env={**os.environ}).stdout


def _changing(roster: RosterImport) -> int:
    held: dict[str, int] = roster.counts["verdicts"]
    return sum(number for verdict, number in held.items() if verdict not in ("same", "leaver"))


def _told(action: Callable[[], Any]) -> tuple[float, int]:
    """Counted without being kept: the text of every statement would be most of the memory measured."""
    asked = 0

    def count(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*args)

    begun = time.perf_counter()
    with connection.execute_wrapper(count):
        action()
    return time.perf_counter() - begun, asked


def _timed(action: Callable[[], Any]) -> tuple[float, int, Callable[[str, float], Iterator[Figure]]]:
    """Seconds, queries, and what tells of the longest transaction."""
    begun: list[tuple[float, float]] = []
    longest = [0.0, 0.0]
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def entered(self: transaction.Atomic) -> None:
        enter(self)
        begun.append((time.perf_counter(), time.process_time()))

    def left(self: transaction.Atomic, *error: Any) -> None:
        leave(self, *error)
        wall, processor = begun.pop()
        if not begun:
            longest[0] = max(longest[0], time.perf_counter() - wall)
            longest[1] = max(longest[1], time.process_time() - processor)

    with mock.patch.multiple(transaction.Atomic, __enter__=entered, __exit__=left), mock.patch.object(pending, "wake"):
        seconds, queries = _told(action)

    def told(of: str, control: float) -> Iterator[Figure]:
        yield Figure(f"roster: longest transaction of {of}", longest[0], "s", control)
        yield Figure("roster:   processor time of it", longest[1], "s", control)

    return seconds, queries, told


def _reader(content: bytes) -> float:
    """Megabytes; a process between tells, for one that is forked inherits the peak of the one it came from."""
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.DEVNULL)"
    )
    script += "; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    command = [sys.executable, "-I", "-S", "-c", script, *apart.command(), str(apart.MEMORY_MB), "40"]
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        told = subprocess.run(command, stdin=file, capture_output=True, check=True)
    return int(told.stdout) / 1024


def _openpyxl(content: bytes) -> float:
    """Seconds that reading its cells alone takes, in a process of its own so that its memory is not ours."""
    script = (
        "import io, sys, openpyxl; book = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()), read_only=True)"
    )
    script += "; [row for row in book.worksheets[0].iter_rows(values_only=True)]"
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], input=content, check=True, env={**os.environ})
    return time.perf_counter() - begun
