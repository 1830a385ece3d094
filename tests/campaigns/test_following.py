"""What a statement moves on assignments, in the transaction that records it, and what that costs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from courses.editions.actions import release
from courses.editions.models import Edition
from learners.campaigns.following import follow
from learners.campaigns.models import Assignment, Campaign
from learners.coverage.models import CoverageDelta
from learners.coverage.rebuilding import check
from learners.coverage.reporting import report
from learners.enrolment import authorities
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, derived_id, statement, voiding
from learners.people.models import Account, Person
from learners.progress.models import Completion
from learners.progress.signals import progressed
from tests import factories
from tests.coverage import world as agencies
from tests.factories import at
from tests.progress.lrs import queries_of
from xapi.models import Statement
from xapi.recording import record
from xapi.vocabulary import Verb

# What a process remembers of committed rows is part of the budget: these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """A released course that a campaign asks of one agency."""

    def __init__(self) -> None:
        self.course = factories.course()
        self.edition: Edition = release(course=self.course, acting_user=None, at=at(0))
        self.root = agencies.agency("Tỉnh")
        self.health = agencies.agency("Sở Y tế", self.root)
        self.campaign = agencies.campaign(self.root, self.course.translation_key)
        for make in (authorities.system, authorities.learner_session, authorities.server_graded):
            make()
        self.finish(self.enrolled(agencies.member("Đầu Tiên", self.health)))

    def enrolled(self, person: Person) -> Enrolment:
        return enrol(person=person, course_key=self.edition.course_key, acting_user=None, at=at(1))

    def lesson(self, enrolment: Enrolment, number: int, days: float = 2) -> None:
        unit = self.edition.units.filter(kind="lesson").order_by("position")[number]
        made = statement(enrolment, verb=Verb.COMPLETED, unit_key=unit.unit_key, at=at(days))
        record([made], authority=authorities.learner_session())

    def passed(self, enrolment: Enrolment, score: float = 0.9, days: float = 3) -> None:
        unit = self.edition.units.get(kind="assessment")
        result = {"score": {"scaled": score}, "success": True}
        made = statement(enrolment, verb=Verb.PASSED, unit_key=unit.unit_key, at=at(days), result=result)
        record([made], authority=authorities.server_graded())

    def finish(self, enrolment: Enrolment) -> None:
        self.lesson(enrolment, 0)
        self.lesson(enrolment, 1)
        self.passed(enrolment)


@pytest.fixture
def world() -> World:
    return World()


@contextmanager
def nobody_follows() -> Iterator[None]:
    progressed.disconnect(dispatch_uid="campaigns.follow")
    yield
    progressed.connect(follow, dispatch_uid="campaigns.follow")


def test_starting_and_completing_move_her_milestones_and_the_numbers(world: World) -> None:
    lan = agencies.member("Nguyễn Thị Lan", world.health)
    Account.objects.create_user("lan", person=lan)
    enrolment = world.enrolled(lan)
    world.lesson(enrolment, 0)
    row = Assignment.objects.get(person=lan)
    assert (row.started_on, row.satisfied_on, row.registered_on) == (at(2).date(), None, timezone.localdate())
    world.lesson(enrolment, 1)
    world.passed(enrolment)
    row.refresh_from_db()
    assert (row.satisfied_on, row.external, row.score) == (timezone.localdate(at(3)), False, 9000)
    day = agencies.DAY
    found = report(campaign=world.campaign, root=world.root.pk, structure=day, membership=day, completion=day)
    assert (found.total.numbers.required, found.total.numbers.completed) == (2, 2)
    assert str(found.total.numbers.mean_score) == "9.00"
    assert list(check()) == []


def test_a_later_better_score_moves_and_a_worse_one_does_not(world: World) -> None:
    lan = agencies.member("Nguyễn Thị Lan", world.health)
    enrolment = world.enrolled(lan)
    world.finish(enrolment)
    world.passed(enrolment, score=1, days=4)
    world.passed(enrolment, score=0.85, days=5)
    assert Assignment.objects.get(person=lan).score == 10_000
    assert list(check()) == []


def test_what_is_voided_takes_its_numbers_back(world: World) -> None:
    lan = agencies.member("Nguyễn Thị Lan", world.health)
    enrolment = world.enrolled(lan)
    world.finish(enrolment)
    target = Statement.objects.get(registration=enrolment.pk, verb=Verb.PASSED)
    made = voiding(
        str(target.statement_id),
        registration=enrolment.pk,
        statement_id=derived_id(target.statement_id, "void"),
        by=actor(enrolment),
    )
    record([made], authority=target.authority)
    assert Completion.objects.get(enrolment=enrolment).withdrawn_at
    row = Assignment.objects.get(person=lan)
    assert (row.satisfied_on, row.score) == (None, None)
    assert row.started_on
    assert list(check()) == []


def test_late_is_a_state_of_its_own(world: World) -> None:
    Campaign.objects.update(closes_on=at(2).date())
    agencies.count()
    lan = agencies.member("Nguyễn Thị Lan", world.health)
    world.finish(world.enrolled(lan))
    day = agencies.DAY
    found = report(campaign=world.campaign, root=world.root.pk, structure=day, membership=day, completion=day)
    numbers = found.total.numbers
    assert (numbers.required, numbers.completed, numbers.late, numbers.unfinished) == (2, 0, 2, 0)
    assert numbers.rate_text == "0,00"


def test_what_it_costs(world: World) -> None:
    """At most four queries more than a completion nobody looks at; nothing for other statements."""
    asked, other = (world.enrolled(agencies.member(name, world.health)) for name in ("Lan", "Hoa"))
    stranger = world.enrolled(factories.person())
    with nobody_follows():
        start = len(queries_of(lambda: world.lesson(other, 0)))
        lesson = len(queries_of(lambda: world.lesson(other, 1)))
        completion = len(queries_of(lambda: world.passed(other)))
    assert len(queries_of(lambda: world.lesson(asked, 0))) <= start + 3
    assert len(queries_of(lambda: world.lesson(asked, 1))) == lesson
    assert len(queries_of(lambda: world.passed(asked))) <= completion + 4
    assert len(queries_of(lambda: world.lesson(stranger, 0))) <= start + 1
    assert len(queries_of(lambda: world.lesson(stranger, 1))) == lesson
    assert len(queries_of(lambda: world.passed(stranger))) <= completion + 1


def test_a_batch_of_several_people_costs_no_more(world: World) -> None:
    enrolments = [world.enrolled(agencies.member(f"Người {number}", world.health)) for number in range(5)]
    unit = world.edition.units.filter(kind="lesson").first()
    assert unit

    def batch(some: list[Enrolment]) -> None:
        made = [statement(one, verb=Verb.COMPLETED, unit_key=unit.unit_key, at=at(2)) for one in some]
        record(made, authority=authorities.learner_session())

    one = len(queries_of(lambda: batch(enrolments[:2])))
    # The fold writes the row of each registration; one person more is one such row more.
    assert len(queries_of(lambda: batch(enrolments[2:]))) <= one + 1
    assert Assignment.objects.filter(started_on=at(2).date()).count() == 6
    assert list(check()) == []


@pytest.mark.postgres
def test_two_courses_completed_at_once_are_both_seen(world: World) -> None:
    """Each of two connections completes one of the two courses the campaign asks: neither may miss the other's."""
    second = factories.course("Khóa hai", lessons=1, assessment=False)
    edition = release(course=second, acting_user=None, at=at(0))
    world.campaign.courses.create(course_key=second.translation_key)
    agencies.count()
    people = [agencies.member(f"Người {number}", world.health) for number in range(6)]
    first = [world.enrolled(person) for person in people]
    other = [enrol(person=one, course_key=second.translation_key, acting_user=None, at=at(1)) for one in people]
    for enrolment in first:
        world.lesson(enrolment, 0)
        world.lesson(enrolment, 1)
    unit = edition.units.get()

    def read(some: list[Enrolment]) -> None:
        for enrolment in some:
            made = statement(enrolment, verb=Verb.COMPLETED, unit_key=unit.unit_key, at=at(4))
            record([made], authority=authorities.learner_session())

    _at_once(lambda: [world.passed(one) for one in first], lambda: read(other))
    assert Assignment.objects.filter(person__in=people, satisfied_on__isnull=False).count() == len(people)
    assert list(check()) == []


@pytest.mark.postgres
def test_batches_about_each_others_people_do_not_stop_one_another(world: World) -> None:
    """Both hold several people and agencies, one from the front, one from the back; the worker counts in meanwhile."""
    places = [agencies.agency(f"Phòng {number}", world.root) for number in range(4)]
    people = [agencies.member(f"Người {number}", places[number % 4]) for number in range(8)]
    second = factories.course("Khóa hai", lessons=1, assessment=False)
    edition = release(course=second, acting_user=None, at=at(0))
    world.campaign.courses.create(course_key=second.translation_key)
    agencies.count()
    unit, lesson = edition.units.get(), world.edition.units.filter(kind="lesson").order_by("position")[0]
    first = [world.enrolled(person) for person in people]
    other = [enrol(person=one, course_key=second.translation_key, acting_user=None, at=at(1)) for one in people]

    def say(enrolments: list[Enrolment], more: list[Enrolment]) -> None:
        made = [statement(one, verb=Verb.COMPLETED, unit_key=lesson.unit_key, at=at(2)) for one in enrolments]
        made += [statement(one, verb=Verb.COMPLETED, unit_key=unit.unit_key, at=at(3)) for one in more]
        record(made, authority=authorities.learner_session())

    def settle() -> None:
        from learners.coverage.settling import settle as take_in

        for _ in range(5):
            take_in()

    _at_once(lambda: say(first[:4], other[4:]), lambda: say(first[4:][::-1], other[:4][::-1]), settle)
    assert Assignment.objects.filter(person__in=people, started_on__isnull=False).count() == len(people)
    assert CoverageDelta.objects.exists()
    assert list(check()) == []


def _at_once(*actions: Any) -> None:
    failed: list[BaseException] = []
    barrier = threading.Barrier(len(actions))

    def run(action: Any) -> None:
        try:
            barrier.wait()
            action()
        except BaseException as error:  # noqa: BLE001 - told below, on the test's own thread
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []
