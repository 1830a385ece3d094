"""A gunicorn worker on the loopback, and what its answers cost: CPU from ``/proc``, rates over one connection."""

import gzip
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PORT = int(os.environ.get("BENCH_PORT", "8197"))
Request = tuple[str, str, bytes, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request on average: CPU milliseconds of the worker; requests per second over one connection."""

    cpu: float
    rate: float


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
        self.connection.request(method, path, body or None, {"Accept-Encoding": "gzip", **(headers or {})})
        answer = self.connection.getresponse()
        sent = answer.read()
        content = gzip.decompress(sent) if answer.headers["Content-Encoding"] == "gzip" else sent
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content, len(sent)

    def cost(self, requests: Iterable[Request]) -> Cost:
        listed = list(requests)
        cpu, start = self._cpu(), time.perf_counter()
        for method, path, body, headers in listed:
            self.ask(method, path, body, headers)
        seconds = time.perf_counter() - start
        return Cost(1000 * (self._cpu() - cpu) / len(listed), len(listed) / seconds)

    def _cpu(self) -> float:
        """Seconds on a processor of all its threads, to the nanosecond (``/proc/<pid>/task/*/schedstat``)."""
        threads = Path(f"/proc/{self.worker}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


@contextmanager
def serving() -> Iterator[Server]:
    command = [sys.executable, "-m", "gunicorn", "mooc.wsgi", "--bind", f"127.0.0.1:{PORT}", "--worker-class"]
    command += ["gthread", "--workers", "1", "--threads", "2", "--no-control-socket", "--log-level", "error"]
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
