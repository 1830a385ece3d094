"""A server that is killed while batches are sent: what it acknowledged is there, once, and folds equal a rebuild."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import postgres

pytestmark = pytest.mark.full
ROOT = Path(__file__).resolve().parents[2]
KILLS = 10
# In these rounds the kill meets a batch that is on its way, and whose sender never asks again.
DESERTED = (3, 7)


class Server:
    """gunicorn on a port of its own, in a process group of its own."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = env
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "mooc.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--worker-class", "gthread", "--workers", "2", "--threads", "2", "--no-control-socket"]
        self.process = subprocess.Popen(
            [*command, "--log-level", "critical"], cwd=ROOT, env=self.env, start_new_session=True
        )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def post(self, batch: dict[str, Any], once_sent: Callable[[], None]) -> int:
        """The status; raises ``OSError`` or ``HTTPException`` when the server is gone before it answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {**batch["headers"], "Content-Type": "application/json"}
            connection.request("POST", "/xapi/statements", json.dumps(batch["statements"]), headers)
            once_sent()
            return connection.getresponse().status
        finally:
            connection.close()


class Writer(threading.Thread):
    """Sends batch after batch; one whose answer is lost is sent again, or given up and never sent again.

    One that it ``deserts`` is given up whatever the answer; ``on_its_way`` says that it was sent.
    """

    def __init__(self, server: Server, batches: list[dict[str, Any]], seed: int) -> None:
        super().__init__()
        self.server, self.batches, self.random = server, batches, random.Random(seed)
        self.acknowledged: list[list[str]] = []
        self.given_up: list[list[str]] = []
        self.refused: list[int] = []
        self.enough, self.deserts, self.on_its_way = threading.Event(), threading.Event(), threading.Event()

    def run(self) -> None:
        for batch in self.batches:
            if self.enough.is_set():
                return
            time.sleep(0.02)
            ids = [item["id"] for item in batch["statements"]]
            (self.acknowledged if self._sent(batch) else self.given_up).append(ids)

    def wait_for(self, more: int) -> None:
        """Until ``more`` batches are acknowledged; a server that does not come back within a minute fails the test."""
        wanted = len(self.acknowledged) + more
        for _ in range(1200):
            if len(self.acknowledged) >= wanted:
                return
            assert self.is_alive(), "all batches are sent: there are too few of them"
            time.sleep(0.05)
        raise AssertionError("the server did not come back within a minute")

    def desert_one(self) -> None:
        """Until a batch is on its way that will be given up."""
        self.on_its_way.clear()
        self.deserts.set()
        assert self.on_its_way.wait(60)

    def _sent(self, batch: dict[str, Any]) -> bool:
        deserts = self.deserts.is_set()
        if deserts:
            self.deserts.clear()
        while True:
            try:
                status = self.server.post(batch, self.on_its_way.set if deserts else lambda: None)
            except (OSError, http.client.HTTPException) as error:
                if not isinstance(error, ConnectionRefusedError) and (deserts or self.random.random() < 0.4):
                    return False
                time.sleep(0.02)
                continue
            if status != 200:
                self.refused.append(status)
            return status == 200 and not deserts


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Settings without any test's, on SQLite; on PostgreSQL where the suite runs on it."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "mooc.settings.demo", "MOOC_VAR": str(tmp_path)}
    env["DATABASE_URL"] = f"sqlite:///{tmp_path}/crash.sqlite3"
    cluster = os.environ.get("MOOC_TEST_CLUSTER")
    if not cluster:
        yield env
        return
    binaries = postgres.find_binaries()
    assert binaries
    own = postgres.Cluster(binaries)
    own.start()
    try:
        yield {**env, "DATABASE_URL": own.url}
    finally:
        own.stop()


def _end(env: dict[str, str], what: str, text: str = "") -> Any:
    command = [sys.executable, "-m", "tests.progress.crashing", what]
    done = subprocess.run(command, cwd=ROOT, env=env, input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_killed_server_loses_nothing_it_acknowledged(environment: dict[str, str]) -> None:
    batches = _end(environment, "prepare")["batches"]
    # In another order, so that completions come at any time.
    chance = random.Random(2026)
    chance.shuffle(batches)
    server = Server(environment)
    writer = Writer(server, batches, seed=1)
    try:
        writer.start()
        for number in range(KILLS):
            writer.wait_for(3)
            if number in DESERTED:
                writer.desert_one()
                # Within the time it takes to store it.
                time.sleep(chance.uniform(0, 0.03))
            else:
                time.sleep(chance.uniform(0, 0.4))
            server.kill()
            server.start()
        writer.wait_for(20)
        writer.enough.set()
        writer.join(60)
    finally:
        writer.enough.set()
        server.kill()
    assert not writer.refused
    assert len(writer.given_up) >= len(DESERTED)
    sent = {"acknowledged": writer.acknowledged, "given_up": writer.given_up}
    assert _end(environment, "verify", json.dumps(sent)) == []
