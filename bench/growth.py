"""What stays the same however much is stored: the same requests at ten thousand statements and at a million.

Each is measured in rounds, turn by turn with a control that stores nothing; the least of the rounds counts, for
whatever else the machine does can only add. Growth is that of the cost over its control, so that a machine that is
slower for a while does not look like a store that is.
"""

import json
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection

from bench import filling
from bench.figures import Figure
from bench.server import Request, Server
from tests.progress.lrs import Lrs
from xapi.models import Statement
from xapi.rows import Json

SMALL, LARGE = 10_000, int(os.environ.get("BENCH_STORED", "1000000"))
ROUNDS, SINGLES, BATCHES, PAGES = 5, 100, 4, 60
GROWTH = 1.3
PLAIN: Request = ("GET", "/bench/plain", b"", {})


@dataclass
class Cost:
    """CPU milliseconds of one request, of its control, and requests per second: the best of the rounds."""

    cpu: float = float("inf")
    control: float = float("inf")
    rate: float = 0


@dataclass(frozen=True)
class Kind:
    """``make`` gives a round's requests to a client, each of ``statements``; ``budget`` is of CPU, by database; a page
    has to hold ``found`` statements."""

    make: Callable[[Lrs], list[Request]]
    budget: dict[str, float]
    statements: int = 1
    found: int = 0


def _reading(**query: str) -> Kind:
    def make(lrs: Lrs) -> list[Request]:
        return [("GET", f"{lrs.url}?{urlencode({**query, 'limit': '25'})}", b"", lrs.headers)] * PAGES

    return Kind(make, {"sqlite": 4, "postgres": 4}, found=25)


_AGENT = json.dumps({"account": {"homePage": filling.HOME, "name": str(filling.BUSY)}})
_ACTIVITY, _VERB = "https://example.org/bai/7", "https://example.org/dong-tu/3"
KINDS = {
    "single POST": Kind(lambda lrs: [_post(lrs, 1) for _ in range(SINGLES)], {"sqlite": 3, "postgres": 3}),
    "batch of 100": Kind(
        lambda lrs: [_post(lrs, 100) for _ in range(BATCHES)], {"sqlite": 0.3, "postgres": 0.5}, statements=100
    ),
    "GET 25 by agent": _reading(agent=_AGENT),
    "GET 25 by agent, related": _reading(agent=_AGENT, related_agents="true"),
    "GET 25 by activity": _reading(activity=_ACTIVITY),
    "GET 25 by activity and verb": _reading(activity=_ACTIVITY, verb=_VERB),
    "GET 25 by verb": _reading(verb=_VERB),
    "GET 25 by registration": _reading(registration=str(uuid.UUID(int=4096 + filling.BUSY))),
}


def measure(server: Server, lrs: Lrs, stored: int) -> dict[str, Cost]:
    """What each request costs once at least ``stored`` statements are there."""
    missing = stored - Statement.objects.count()
    if missing > 0:
        filling.fill(missing, lrs.owner)
    # A pool's connection would otherwise keep what it knew of the smaller tables.
    connection.close()
    return {what: _cost(server, lrs, kind) for what, kind in KINDS.items()}


def _cost(server: Server, lrs: Lrs, kind: Kind) -> Cost:
    cost = Cost()
    server.cost(kind.make(lrs)[:20])
    if kind.found and len(json.loads(server.ask(*kind.make(lrs)[0]))["statements"]) != kind.found:
        raise RuntimeError(f"{kind.make(lrs)[0][1]}: not {kind.found} statements")
    for _ in range(ROUNDS):
        cost.control = min(cost.control, server.cost([PLAIN] * 100).cpu)
        taken = server.cost(kind.make(lrs))
        cost.cpu, cost.rate = min(cost.cpu, taken.cpu), max(cost.rate, taken.rate)
    return cost


def figures(database: str, small: dict[str, Cost], large: dict[str, Cost]) -> Iterator[Figure]:
    stored = f"{Statement.objects.count():,}"
    for what, kind in KINDS.items():
        before, after = small[what], large[what]
        name = f"lrs {database}: {what} of {stored}"
        unit = "ms CPU" if kind.statements == 1 else "ms CPU each"
        yield Figure(name, after.cpu / kind.statements, unit, after.control, kind.budget.get(database))
        yield Figure(name, after.rate * kind.statements, "per second", before.rate * kind.statements)
        growth = (after.cpu / after.control) / (before.cpu / before.control)
        yield Figure(f"{name}: growth", growth, "x", None, GROWTH)


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


def _post(lrs: Lrs, count: int) -> Request:
    body = _outside() if count == 1 else [_outside() for _ in range(count)]
    return ("POST", lrs.url, json.dumps(body).encode(), {**lrs.headers, "Content-Type": "application/json"})
