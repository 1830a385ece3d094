"""What stays the same however much is stored: the same requests at ten thousand statements and at a million.

Each is measured turn by turn with its control and with a plain view. Growth is that of the cost over the plain view's
in the same round, so that a machine that is slower for a while does not look like a store that is. Writing is told
beside raw inserts of the same rows.
"""

import json
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

from django.db import connection

from bench import filling
from bench.figures import Figure
from bench.server import PLAIN, Cost, Request, Server, best_of
from tests.progress.lrs import Lrs
from xapi.models import Statement
from xapi.rows import Json

SMALL, LARGE = 10_000, int(os.environ.get("BENCH_STORED", "1000000"))
# Of one round: batches enough that SQLite folds its log back in it.
SINGLES, BATCHES, PAGES = 60, 12, 40
GROWTH = 1.3


class Measured(NamedTuple):
    """The best of the rounds; ``relative`` and ``relative_whole`` are the median of each round's CPU over that of the
    plain view in the same round, without and with the database's own.
    """

    asked: Cost
    control: Cost
    relative: float
    relative_whole: float


@dataclass(frozen=True)
class Kind:
    """``make`` gives a round's requests to a client, each of ``statements``; ``budget`` is of CPU, by database; a page
    has to hold ``found`` statements. ``control`` makes what it is told beside; without it, that is the plain view.
    """

    make: Callable[[Lrs], list[Request]]
    budget: dict[str, float]
    statements: int = 1
    found: int | None = None
    control: Callable[[Lrs], list[Request]] | None = None


def _writing(statements: int, requests: int, budget: dict[str, float]) -> Kind:
    def make(url: str) -> Callable[[Lrs], list[Request]]:
        return lambda lrs: [_post(lrs, statements, url or lrs.url) for _ in range(requests)]

    return Kind(make(""), budget, statements, control=make("/bench/insert"))


def _reading(found: int = 25, limit: str = "25", **query: str) -> Kind:
    def make(lrs: Lrs) -> list[Request]:
        return [("GET", f"{lrs.url}?{urlencode({**query, 'limit': limit})}", b"", lrs.headers)] * PAGES

    return Kind(make, {"sqlite": 4, "postgres": 4}, found=found)


_AGENT = json.dumps({"account": {"homePage": filling.HOME, "name": str(filling.BUSY)}})
_REGISTRATION = str(uuid.UUID(int=4096 + filling.BUSY))
_ACTIVITY, _VERB = "https://example.org/bai/7", "https://example.org/dong-tu/3"
KINDS = {
    "single POST": _writing(1, SINGLES, {"sqlite": 3, "postgres": 3}),
    "batch of 100": _writing(100, BATCHES, {"sqlite": 0.3, "postgres": 0.5}),
    "GET 25 by agent": _reading(agent=_AGENT),
    "GET 25 by agent, related": _reading(agent=_AGENT, related_agents="true"),
    "GET 25 by activity": _reading(activity=_ACTIVITY),
    "GET 25 by course, related": _reading(activity=filling.COURSE, related_activities="true"),
    "GET 10 by activity and verb": _reading(10, "10", activity=_ACTIVITY, verb=_VERB),
    "GET 25 by verb": _reading(verb=_VERB),
    "GET by a verb nobody says": _reading(found=0, verb="https://example.org/dong-tu/khong-ai"),
    "GET 25 by registration": _reading(registration=_REGISTRATION),
    "GET 25 by registration in a course": _reading(
        registration=_REGISTRATION, activity=filling.COURSE, related_activities="true"
    ),
}


def measure(server: Server, lrs: Lrs, stored: int) -> dict[str, Measured]:
    """What each request costs once at least ``stored`` statements are there."""
    missing = stored - Statement.objects.count()
    if missing > 0:
        filling.fill(missing, lrs.owner)
    # A pool's connection would otherwise keep what it knew of the smaller tables.
    connection.close()
    return {what: _measured(server, lrs, kind) for what, kind in KINDS.items()}


def _measured(server: Server, lrs: Lrs, kind: Kind) -> Measured:
    server.cost(kind.make(lrs)[:20])
    if kind.found is not None:
        found = len(json.loads(server.ask(*kind.make(lrs)[0]))["statements"])
        if found != kind.found:
            raise RuntimeError(f"{kind.make(lrs)[0][1]}: {found} statements, not {kind.found}")
    makers = [lambda: [PLAIN] * 100, lambda: kind.make(lrs)]
    if kind.control:
        makers.append(partial(kind.control, lrs))
    rounds = server.rounds(*makers)
    best = best_of(rounds)
    return Measured(
        best[1],
        best[-1] if kind.control else best[0],
        median(asked.cpu / plain.cpu for plain, asked, *_ in rounds),
        median((asked.cpu + asked.database) / plain.cpu for plain, asked, *_ in rounds),
    )


def figures(database: str, small: dict[str, Measured], large: dict[str, Measured]) -> Iterator[Figure]:
    stored = f"{Statement.objects.count():,}"
    for what, kind in KINDS.items():
        before, after, each = small[what], large[what], kind.statements
        beside = each if kind.control else 1
        name = f"lrs {database}: {what} of {stored}"
        unit = "ms CPU" if each == 1 else "ms CPU each"
        yield Figure(name, after.asked.cpu / each, unit, after.control.cpu / beside, kind.budget[database])
        yield Figure(name, after.asked.rate * each, "per second", after.control.rate * beside)
        yield Figure(f"{name}: growth", after.relative / before.relative, "x", None, GROWTH)
        if after.asked.database:
            control = after.control.database / beside
            yield Figure(f"{name}: PostgreSQL's own", after.asked.database / each, unit, control)
            growth = after.relative_whole / before.relative_whole
            yield Figure(f"{name}: growth of both", growth, "x", None, GROWTH)


def _outside() -> Json:
    """Of one of the people stored, about one of the activities; it belongs to no enrolment of ours."""
    number = uuid.uuid4().int
    return {
        "id": str(uuid.uuid4()),
        "actor": {"objectType": "Agent", "account": {"homePage": filling.HOME, "name": str(number % filling.AGENTS)}},
        "verb": {"id": f"https://example.org/dong-tu/{number % filling.VERBS}", "display": {"vi": "đã làm"}},
        "object": {"objectType": "Activity", "id": f"https://example.org/bai/{number % filling.ACTIVITIES}"},
        "context": {"registration": str(uuid.UUID(int=4096 + number % filling.REGISTRATIONS)), "language": "vi"},
        "result": {"extensions": {"https://example.org/ghi-chu": "x" * 300}},
    }


def _post(lrs: Lrs, count: int, url: str) -> Request:
    body = _outside() if count == 1 else [_outside() for _ in range(count)]
    return ("POST", url, json.dumps(body).encode(), {**lrs.headers, "Content-Type": "application/json"})
