"""A gunicorn worker on the loopback, and what its answers cost: CPU from ``/proc``, rates over one connection."""

import gzip
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from django.db import connection

PORT = int(os.environ.get("BENCH_PORT", "8197"))
ROUNDS = 10
Request = tuple[str, str, bytes, dict[str, str]]
PLAIN: Request = ("GET", "/bench/plain", b"", {})


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request on average: CPU milliseconds of the worker, those of PostgreSQL's backends beside it; requests
    per second over one connection.
    """

    cpu: float
    rate: float
    database: float = 0

    def best(self, other: "Cost") -> "Cost":
        """Whatever else the machine does can only add."""
        return Cost(min(self.cpu, other.cpu), max(self.rate, other.rate), min(self.database, other.database))


@dataclass
class Server:
    worker: int
    connection: http.client.HTTPConnection = field(
        default_factory=lambda: http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    )

    def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> bytes:
        """The body of a 200; raises ``RuntimeError`` for any other answer, for a refusal is no measurement."""
        return self.receive(method, path, body, headers)[0]

    def receive(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[bytes, int]:
        """The same, and how many bytes of it came over the wire: like any browser this one takes gzip."""
        sent, encoding = self._exchange(method, path, body, headers or {})
        return gzip.decompress(sent) if encoding == "gzip" else sent, len(sent)

    def _exchange(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[bytes, str | None]:
        self.connection.request(method, path, body or None, {"Accept-Encoding": "gzip", **headers})
        answer = self.connection.getresponse()
        sent = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {sent[:300]!r}")
        return sent, answer.headers["Content-Encoding"]

    def turns(self, *makers: Callable[[], Iterable[Request]], rounds: int = ROUNDS) -> list[Cost]:
        """What each of ``makers`` asks, turn by turn: the best of the rounds."""
        return best_of(self.rounds(*makers, rounds=rounds))

    def rounds(self, *makers: Callable[[], Iterable[Request]], rounds: int = ROUNDS) -> list[tuple[Cost, ...]]:
        return [tuple(self.cost(make()) for make in makers) for _ in range(rounds)]

    def cost(self, requests: Iterable[Request]) -> Cost:
        listed = list(requests)
        backends = _backends()
        cpu, database, start = _cpu([self.worker]), _cpu(backends), time.perf_counter()
        for method, path, body, headers in listed:
            self._exchange(method, path, body, headers)
        seconds = time.perf_counter() - start
        spent = (_cpu([self.worker]) - cpu, _cpu(backends) - database)
        return Cost(1000 * spent[0] / len(listed), len(listed) / seconds, 1000 * spent[1] / len(listed))


def best_of(rounds: Iterable[tuple[Cost, ...]]) -> list[Cost]:
    """Of each maker's turns."""
    return [reduce(Cost.best, costs) for costs in zip(*rounds, strict=True)]


def _cpu(processes: Iterable[int]) -> float:
    """Seconds on a processor of all their threads, to the nanosecond (``/proc/<pid>/task/*/schedstat``)."""
    threads = (thread for pid in processes for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def _backends() -> list[int]:
    """PostgreSQL's processes that serve this database, but for our own connection's."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]


@contextmanager
def serving(workers: int = 1, threads: int = 2, log: Path | None = None) -> Iterator[Server]:
    """The CPU that is told is the first worker's. ``log`` gets the path of each request, a line each."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "mooc.wsgi",
        "--bind",
        f"127.0.0.1:{PORT}",
        "--worker-class",
        "gthread",
    ]
    command += ["--workers", str(workers), "--threads", str(threads), "--no-control-socket", "--log-level", "error"]
    command += ["--access-logfile", str(log), "--access-logformat", "%(U)s"] if log else []
    with subprocess.Popen([*command, "--keep-alive", "60"]) as master:
        try:
            yield Server(_worker_of(master.pid))
        finally:
            master.terminate()


def _worker_of(master: int) -> int:
    """The worker's process id, once it answers."""
    children = Path(f"/proc/{master}/task/{master}/children")
    for _ in range(300):
        time.sleep(0.1)
        found = children.read_text().split()
        if found and _answers():
            return int(found[0])
    raise RuntimeError("gunicorn did not start")


def _answers() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
    try:
        connection.request("GET", "/bench/plain")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
