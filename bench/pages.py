"""Pages people open: a lesson signed in, the catalogue for anybody, and what both weigh on a poor network."""

from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.figures import Figure
from bench.server import PLAIN, PORT, Server, serving
from courses.catalogue.models import CatalogIndexPage
from courses.editions.actions import release
from learners.enrolment.actions import enrol
from tests import factories, weight
from tests.progress.lrs import queries_of

# Of one round.
REQUESTS = 40
COURSES, LESSONS = 8, 8
KILO = 1024


class World:
    """A catalogue of ``COURSES`` released courses; a learner in the middle of one."""

    def __init__(self) -> None:
        courses = [factories.course(f"Khóa học {number}", lessons=LESSONS) for number in range(COURSES)]
        editions = [release(course=course, acting_user=None) for course in courses]
        person = factories.person()
        self.account = factories.account("lan", of=person)
        enrolment = enrol(person=person, course_key=courses[0].translation_key, acting_user=self.account)
        unit = editions[0].units.filter(kind="lesson").order_by("position")[2]
        self.lesson = reverse("study:unit", kwargs={"enrolment": enrolment.pk, "unit_key": unit.unit_key})
        self.catalogue = str(CatalogIndexPage.objects.get().url)
        self.learner = Client(HTTP_HOST=f"127.0.0.1:{PORT}")
        self.learner.force_login(self.account)
        self.cookie = {"Cookie": f"sessionid={self.learner.cookies['sessionid'].value}"}


def figures(database: str) -> Iterator[Figure]:
    world = World()
    with serving() as server:
        yield from _lesson(world, server)
        yield from _catalogue(world, server)
        yield from _weights(world, server)


def _lesson(world: World, server: Server) -> Iterator[Figure]:
    server.cost([("GET", world.lesson, b"", world.cookie)] * 10)
    bare, cost = server.turns(
        lambda: [("GET", "/bench/signed-in", b"", world.cookie)] * REQUESTS,
        lambda: [("GET", world.lesson, b"", world.cookie)] * REQUESTS,
    )
    yield _queries("lesson, signed in", lambda: world.learner.get(world.lesson), 8)
    yield Figure("pages: lesson, signed in", cost.cpu, "ms CPU", bare.cpu, 8)
    yield Figure("pages: lesson, signed in", cost.rate, "requests/s", bare.rate, 1 / 3, of_ratio=True, at_least=True)


def _queries(what: str, action: Callable[[], Any], budget: int) -> Figure:
    action()
    return Figure(f"pages: {what}", len(queries_of(action)), "queries", None, budget)


def _catalogue(world: World, server: Server) -> Iterator[Figure]:
    anybody = Client(HTTP_HOST=f"127.0.0.1:{PORT}")
    yield _queries("catalogue, anybody", lambda: anybody.get(world.catalogue), 5)
    server.cost([("GET", world.catalogue, b"", {})] * 10)
    plain, cost = server.turns(lambda: [PLAIN] * REQUESTS, lambda: [("GET", world.catalogue, b"", {})] * REQUESTS)
    yield Figure("pages: catalogue, anybody", cost.cpu, "ms CPU", plain.cpu)
    yield Figure("pages: catalogue, anybody", cost.rate, "requests/s", plain.rate, 1 / 2, of_ratio=True, at_least=True)


def _weights(world: World, server: Server) -> Iterator[Figure]:
    """As a phone receives them; on a second visit what has an address of its own is in its cache."""
    page, size = server.receive("GET", world.lesson, b"", world.cookie)
    parts = {path: weight.of_file(path, server.ask("GET", path)) for path in weight.parts(world.lesson, page.decode())}
    scripts = sum(size for path, size in parts.items() if path.endswith(".js"))
    yield Figure("pages: lesson, first visit", (size + sum(parts.values())) / KILO, "KB gzipped", None, 100)
    yield Figure("pages: lesson, next visit", size / KILO, "KB gzipped", None, 20)
    yield Figure("pages: lesson, JavaScript", scripts / KILO, "KB gzipped", None, 25)
