"""Learners in front of one assessment, each a thread with a connection of its own, as a browser with the script has."""

import http.client
import random
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from bench.server import PORT
from learners.attempts.queries import REVISIONS
from learners.study.assessment_views import SUBMIT
from learners.study.paper_pages import DO

QUESTIONS = 10
# What Django takes for a token of its own; a script sends it as a cookie and in the form.
TOKEN = "b" * 32
# Seconds after which a browser no longer trusts a kept connection; the server keeps it for a minute.
IDLE = 30


class Connection:
    """One kept connection; ``ask`` answers the status, the target of a redirect and the body."""

    def __init__(self, session: str = "") -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        self.used = time.monotonic()
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"} if session else {}

    def send(self, path: str, fields: dict[str, str] | None = None, accept: str = "text/html") -> None:
        if time.monotonic() - self.used > IDLE:
            # Closed, it is opened anew by the request.
            self.http.close()
        self.used = time.monotonic()
        headers = {**self.headers, "Accept": accept}
        if fields is None:
            self.http.request("GET", path, headers=headers)
            return
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.http.request("POST", path, urlencode({**fields, "csrfmiddlewaretoken": TOKEN}), headers)

    def receive(self) -> tuple[int, str, bytes]:
        answer = self.http.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read()

    def ask(self, path: str, fields: dict[str, str] | None = None, accept: str = "text/html") -> tuple[int, str, bytes]:
        self.send(path, fields, accept)
        return self.receive()


@dataclass
class Sitting:
    """One learner's: what she sent, and what came back. Moments are those of this machine's clock, as the server's."""

    start: str
    session: str
    dice: random.Random
    paper: str = ""
    # What the server last said it keeps, by the name of the field.
    kept: dict[str, str] = field(default_factory=dict)
    revisions: str = ",".join(["0"] * QUESTIONS)
    # Moments in seconds: of sending an answer that was taken, of learning that one was not.
    taken: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = Connection(self.session)

    def begin(self) -> None:
        """The button pressed twice."""
        self.paper = self._twice(self.start, {})

    def hand_in(self) -> None:
        self._twice(self.paper, {REVISIONS: self.revisions, **self.kept, DO: SUBMIT})

    def _twice(self, path: str, fields: dict[str, str]) -> str:
        both = [Connection(self.session), Connection(self.session)]
        for connection in both:
            connection.send(path, fields)
        answers = [connection.receive() for connection in both]
        self.troubles += [f"{path}: {status}" for status, _, _ in answers if status != 302]
        return answers[0][1]

    def look(self) -> None:
        status, _, _ = self.connection.ask(self.paper)
        self._expect(status, self.paper)

    def save(self, number: int) -> None:
        """The answer to the question of this number, with those before it, as the script sends the form."""
        fields = {**self.kept, f"cau-{number}": str(self.dice.randrange(4))}
        sent = time.time()
        status, _, body = self.connection.ask(
            self.paper, {REVISIONS: self.revisions, **fields}, accept="application/json"
        )
        if status == 409:
            self.refused.append(time.time())
            return
        self._expect(status, self.paper)
        if status == 200:
            self.taken.append(sent)
            self.kept, self.revisions = fields, body.decode().split('"revisions": "')[1].split('"')[0]

    def _expect(self, status: int, path: str) -> None:
        if status != 200:
            self.troubles.append(f"{path}: {status}")


def together(actions: Iterable[Callable[[], None]]) -> list[float]:
    """All at once, each in a thread; the seconds each took. Raises what any of them raised."""
    listed = list(actions)
    ready = threading.Barrier(len(listed))

    def run(action: Callable[[], None]) -> float:
        ready.wait()
        begun = time.perf_counter()
        action()
        return time.perf_counter() - begun

    with ThreadPoolExecutor(len(listed)) as threads:
        return list(threads.map(run, listed))


def paced(actions: Iterable[Iterable[Callable[[], None]]], pause: float, seed: int) -> list[float]:
    """Each one's actions one after the other, with a pause of up to twice ``pause`` seconds before each; the seconds
    every action took.
    """
    taken: list[float] = []

    def run(one: Iterable[Callable[[], None]], dice: random.Random) -> None:
        for action in one:
            time.sleep(dice.uniform(0, 2 * pause))
            begun = time.perf_counter()
            action()
            taken.append(time.perf_counter() - begun)

    together([partial(run, one, random.Random(seed + place)) for place, one in enumerate(actions)])
    return taken
