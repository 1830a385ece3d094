"""The statement store: single statements, completions, batches, a page by agent, folding again."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from bench import growth
from bench.figures import Figure
from bench.server import PLAIN, Request, Server, serving
from courses.editions.actions import release
from courses.editions.models import EditionUnit
from learners.certificates.actions import choose_issuer
from learners.enrolment import authorities
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, statement
from learners.progress.rebuilding import rebuild
from tests import factories
from tests.progress.lrs import Lrs, authority, queries_of
from xapi.models import Kind, Statement
from xapi.recording import record
from xapi.rows import Json
from xapi.vocabulary import Verb

# Of one round.
SINGLES, COMPLETIONS, BATCHES, PAGES = 60, 10, 12, 60
STORED, REGISTRATIONS = 10_000, 50
PER_STATEMENT = {"sqlite": 0.3, "postgres": 0.5}


class World:
    """A released course of two lessons and an assessment, and keys of the server's own authorities."""

    def __init__(self) -> None:
        edition = release(course=factories.course(), acting_user=None)
        choose_issuer(code="DHS", name="Đại học số", acting_user=None)
        self.course_key, self.units = edition.course_key, list(edition.units.order_by("position"))
        authorities.system()
        self.session = Lrs(authorities.learner_session(), "all")
        self.graded = Lrs(authorities.server_graded(), "all")

    def enrolled(self) -> Enrolment:
        return enrol(person=factories.person(), course_key=self.course_key, acting_user=None)

    def almost_done(self) -> Json:
        """Everything but the verdict that completes the course, which is returned."""
        enrolment = self.enrolled()
        read = [done(enrolment, unit) for unit in self.units[:-1]]
        record(read, authority=authorities.learner_session())
        return statement(enrolment, verb=Verb.PASSED, unit_key=self.units[-1].unit_key)


def done(enrolment: Enrolment, unit: EditionUnit, verb: str = Verb.COMPLETED) -> Json:
    return statement(enrolment, verb=verb, unit_key=unit.unit_key)


def figures(database: str) -> Iterator[Figure]:
    outside = authority("ben-ngoai")
    client = Lrs(outside, "all")
    with serving() as server:
        small = growth.measure(server, client, growth.SMALL)
        world = World()
        yield from _single(world, server, database)
        yield from _completing(world, server, database)
        yield from _batch(world, server, database)
        yield from _page(world, server, database)
    yield from _folding(world, database)
    with serving() as server:
        large = growth.measure(server, client, growth.LARGE)
    yield from growth.figures(database, small, large)


def _posts(lrs: Lrs, bodies: list[Any], url: str = "") -> list[Request]:
    headers = {**lrs.headers, "Content-Type": "application/json"}
    return [("POST", url or lrs.url, json.dumps(body).encode(), headers) for body in bodies]


def _single(world: World, server: Server, database: str) -> Iterator[Figure]:
    """Each of another learner's, so that every one changes her progress."""
    lesson = world.units[0]

    def made(url: str = "") -> list[Request]:
        return _posts(world.session, [done(world.enrolled(), lesson) for _ in range(SINGLES)], url)

    server.cost(made()[:50])
    raw, cost = server.turns(lambda: made("/bench/insert"), made)
    yield Figure(f"lrs {database}: single POST, folded", cost.cpu, "ms CPU", raw.cpu, 3)
    yield Figure(f"lrs {database}: single POST, folded", cost.rate, "requests/s", raw.rate)
    another = done(world.enrolled(), lesson)
    yield _queries(database, "single POST, folded", lambda: world.session.post(another), 8)


def _queries(database: str, what: str, action: Callable[[], Any], budget: int) -> Figure:
    return Figure(f"lrs {database}: {what}", len(queries_of(action)), "queries", None, budget)


def _completing(world: World, server: Server, database: str) -> Iterator[Figure]:

    def single() -> list[Request]:
        return _posts(world.session, [done(world.enrolled(), world.units[0]) for _ in range(COMPLETIONS)])

    def last_ones() -> list[Request]:
        return _posts(world.graded, [world.almost_done() for _ in range(COMPLETIONS)])

    server.cost(last_ones()[:5])
    control, cost = server.turns(single, last_ones)
    yield Figure(f"lrs {database}: POST that completes and certifies", cost.cpu, "ms CPU", control.cpu, 3 + 8)
    last = world.almost_done()
    yield _queries(database, "POST that completes and certifies", lambda: world.graded.post(last), 8 + 8)


def _batch(world: World, server: Server, database: str) -> Iterator[Figure]:
    def batches() -> list[list[Json]]:
        learners = [world.enrolled() for _ in range(BATCHES)]
        return [[done(learner, world.units[0], Verb.EXPERIENCED) for _ in range(100)] for learner in learners]

    raw, cost = server.turns(
        lambda: _posts(world.session, batches(), "/bench/insert"), lambda: _posts(world.session, batches()), rounds=5
    )
    budget = PER_STATEMENT[database]
    yield Figure(f"lrs {database}: batch of 100", cost.cpu / 100, "ms CPU each", raw.cpu / 100, budget)
    yield Figure(f"lrs {database}: batch of 100", cost.rate * 100, "statements/s", raw.rate * 100)


def _page(world: World, server: Server, database: str) -> Iterator[Figure]:
    """25 of one learner's among ``STORED``."""
    learners = [world.enrolled() for _ in range(REGISTRATIONS)]
    for start in range(0, STORED, 500):
        made = [done(learners[(start + n) % REGISTRATIONS], world.units[0], Verb.EXPERIENCED) for n in range(500)]
        record(made, authority=authorities.learner_session())
    query = urlencode({"agent": json.dumps(actor(learners[0])), "limit": 25})
    asked = ("GET", f"{world.session.url}?{query}", b"", world.session.headers)
    found = json.loads(server.ask(*asked))["statements"]
    if len(found) != 25:
        raise RuntimeError(f"{len(found)} statements instead of 25")
    plain, cost = server.turns(lambda: [PLAIN] * PAGES, lambda: [asked] * PAGES)
    stored = Statement.objects.count()
    yield Figure(f"lrs {database}: GET 25 by agent of {stored:,}", cost.cpu, "ms CPU", plain.cpu, 4)


def _folding(world: World, database: str) -> Iterator[Figure]:
    """Folding everything again, in one process; the control only reads the same columns."""
    learners = [world.enrolled() for _ in range(REGISTRATIONS)]
    for learner in learners:
        made = [done(learner, world.units[n % 2]) for n in range(STORED // REGISTRATIONS)]
        record(made, authority=authorities.learner_session())
    records = Statement.objects.filter(kind=Kind.RECORD)
    count = records.count()
    reading = _seconds(lambda: list(records.values_list("registration", "statement_id", "verb", "timestamp", "stored")))
    folding = _seconds(rebuild)
    connection.close()
    name = f"lrs {database}: rebuild of {count:,}"
    yield Figure(name, count / folding, "statements/s", count / reading, 20_000, at_least=True)


def _seconds(action: Callable[[], Any]) -> float:
    """CPU of this process: the least of three times."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return min(taken)
