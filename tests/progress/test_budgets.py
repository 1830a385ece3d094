"""The LRS's budgets (DESIGN section 10): queries exactly, CPU as a ratio to a plain JSON view in the same process."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.editions.actions import release
from courses.editions.models import Edition
from learners.certificates.actions import choose_issuer
from learners.enrolment import authorities
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import statement
from learners.progress.models import Completion, Progress, Status
from tests import factories
from tests.factories import at
from tests.progress.lrs import Lrs, cpu_of, queries_of
from xapi.models import Statement
from xapi.vocabulary import Verb

# What a process remembers of committed rows is part of the budget: these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)
SINGLE, WITH_COMPLETION = 8, 16


class World:
    """A released course, a client of the learner's session and one of the grading server, both warm."""

    def __init__(self) -> None:
        course = factories.course()
        choose_issuer(code="DHS", name="Đại học số", acting_user=None)
        self.edition: Edition = release(course=course, acting_user=None, at=at(0))
        authorities.system()
        self.session, self.graded = Lrs(authorities.learner_session()), Lrs(authorities.server_graded())
        self.finish(self.enrolled())

    def enrolled(self) -> Enrolment:
        return enrol(person=factories.person(), course_key=self.edition.course_key, acting_user=None, at=at(1))

    def read(self, enrolment: Enrolment) -> None:
        for unit in self.edition.units.filter(kind="lesson"):
            made = statement(enrolment, verb=Verb.COMPLETED, unit_key=unit.unit_key, at=at(2))
            assert self.session.post(made).status_code == 200

    def passed(self, enrolment: Enrolment) -> dict[str, Any]:
        unit = self.edition.units.get(kind="assessment")
        return statement(enrolment, verb=Verb.PASSED, unit_key=unit.unit_key, at=at(3))

    def finish(self, enrolment: Enrolment) -> None:
        self.read(enrolment)
        assert self.graded.post(self.passed(enrolment)).status_code == 200
        assert Progress.objects.get(pk=enrolment.pk).status == Status.COMPLETED


@pytest.fixture
def world() -> World:
    return World()


def test_a_statement_that_is_stored_and_folded_stays_within_its_queries(world: World) -> None:
    enrolment, lesson = world.enrolled(), world.edition.units.filter(kind="lesson").first()
    assert lesson
    made = statement(enrolment, verb=Verb.COMPLETED, unit_key=lesson.unit_key, at=at(2))
    sent = queries_of(lambda: world.session.post(made))
    assert Progress.objects.get(pk=enrolment.pk).units_done == 1
    # One of them asks whether a campaign wants the course she begins.
    assert len(sent) <= SINGLE - 1, sent


def test_new_names_stay_within_the_same_budget(world: World) -> None:
    enrolment, lesson = world.enrolled(), world.edition.units.filter(kind="lesson").first()
    assert lesson
    made = statement(enrolment, verb=Verb.COMPLETED, unit_key=lesson.unit_key, at=at(2))
    made["context"]["instructor"] = {"mbox": f"mailto:{uuid.uuid4()}@example.org"}
    made["context"]["contextActivities"]["other"] = [{"id": f"https://example.org/{uuid.uuid4()}"}]
    sent = queries_of(lambda: world.session.post(made))
    assert Progress.objects.get(pk=enrolment.pk).units_done == 1
    assert len(sent) <= SINGLE, sent


def test_a_completion_with_its_certificate_stays_within_its_queries(world: World) -> None:
    enrolment = world.enrolled()
    world.read(enrolment)
    sent = queries_of(lambda: world.graded.post(world.passed(enrolment)))
    assert Completion.objects.filter(enrolment=enrolment).exists()
    assert enrolment.certificates.exists()
    assert len(sent) <= WITH_COMPLETION, sent


def test_a_batch_costs_no_more_queries_than_a_single_one(world: World) -> None:
    enrolment, lesson = world.enrolled(), world.edition.units.filter(kind="lesson").first()
    assert lesson
    batch = [statement(enrolment, verb=Verb.EXPERIENCED, unit_key=lesson.unit_key) for _ in range(100)]
    assert len(queries_of(lambda: world.session.post(batch))) <= SINGLE
    assert Statement.objects.filter(verb=Verb.EXPERIENCED).count() == 100


def test_a_single_statement_costs_a_few_plain_views(world: World) -> None:
    enrolment, lesson = world.enrolled(), world.edition.units.filter(kind="lesson").first()
    assert lesson
    client = Client()
    plain = cpu_of(lambda: client.get("/suc-khoe/"))
    single = cpu_of(
        lambda: world.session.post(statement(enrolment, verb=Verb.COMPLETED, unit_key=lesson.unit_key, at=at(2)))
    )
    assert single < 20 * plain, (single, plain)


def test_the_look_up_reads_by_index() -> None:
    """Whatever the table grows to: no part of it may scan."""
    from xapi.arrival import look_up

    sent = queries_of(lambda: look_up([uuid.uuid4()], [uuid.uuid4()], [], ["a"], ["b"], ["b"]))
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sent[0]}")
        plan = [row[3] for row in cursor.fetchall()]
    scans = [step for step in plan if step.startswith("SCAN") and "json_each" not in step and "sequence" not in step]
    assert scans == [], plan
