"""Locks taken in many orders at once, on PostgreSQL: batches over several registrations, moves, mergers, rebuilds and
voids that meet from both sides. Nobody waits in a circle, and what stands is what a rebuild gives."""

import random

import pytest
from django.db import connection

from courses.editions.actions import release
from courses.editions.models import Edition, UnitKind
from learners.enrolment import authorities
from learners.enrolment.actions import enrol, enrol_many, move
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, statement, voiding
from learners.people.actions import CannotMerge, merge_people, undo_merge
from learners.people.models import Person
from learners.progress.models import Completion, Progress
from learners.progress.rebuilding import check, rebuild
from tests import factories
from tests.factories import at
from tests.progress.lrs import authority
from tests.xapi.parallel import Work, in_parallel
from xapi.models import Statement
from xapi.recording import Conflict, VoidForbidden, record
from xapi.rows import Json
from xapi.vocabulary import Verb

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def two_editions() -> list[Edition]:
    course = factories.course()
    first = release(course=course, acting_user=None, at=at(0))
    factories.lesson(course.get_children().get(), "Bài mới")
    return [first, release(course=course, acting_user=None, at=at(10))]


def about(enrolment: Enrolment, dice: random.Random, editions: list[Edition]) -> tuple[Json, str]:
    unit = dice.choice(list(dice.choice(editions).units.all()))
    lesson = unit.kind == UnitKind.LESSON
    verb, sender = (Verb.COMPLETED, "learner_session") if lesson else (Verb.PASSED, "server_graded")
    return statement(enrolment, verb=verb, unit_key=unit.unit_key, at=at(dice.randint(1, 9))), sender


@pytest.mark.parametrize("seed", [1, 2])
def test_batches_moves_mergers_and_a_rebuild_at_once(seed: int) -> None:
    dice, editions = random.Random(seed), two_editions()
    people = [factories.person(f"Người {number}") for number in range(4)]
    enrolments = enrol_many(
        course_key=editions[0].course_key, people=[(person, at(1)) for person in people], acting_user=None
    )
    words = {name: getattr(authorities, name)() for name in ("system", "learner_session", "server_graded")}
    made = [about(enrolment, dice, editions) for enrolment in enrolments for _ in range(12)]
    voids = [
        (voiding(item["id"], registration=other.pk, statement_id=factories.uuid_of(dice), by=actor(other)), sender)
        for (item, sender), other in zip(made[::3], dice.choices(enrolments, k=len(made)), strict=False)
    ]
    sendings = [*made, *voids]

    def writer(order: list[tuple[Json, str]]) -> None:
        """Batches that name registrations in any order."""
        for start in range(0, len(order), 5):
            for name in ("learner_session", "server_graded"):
                record([item for item, sender in order[start : start + 5] if sender == name], authority=words[name])

    def mover() -> None:
        for number in range(12):
            move(enrolment=enrolments[number % 4], edition=editions[number // 4 % 2], acting_user=None)

    def merger() -> None:
        for _ in range(4):
            try:
                merge_people(kept=people[0], absorbed=people[1], acting_user=None, reason="một người")
            except CannotMerge:
                continue
            undo_merge(absorbed=people[1], acting_user=None, reason="nhầm")

    orders = [dice.sample(sendings, len(sendings)) for _ in range(3)]
    works: list[Work] = [*(lambda order=order: writer(order) for order in orders), mover, merger, rebuild, rebuild]
    assert in_parallel(works) == []
    assert Statement.objects.filter(statement_id__in=[item["id"] for item, _ in sendings]).count() == len(sendings)
    assert list(check()) == []
    assert not Person.objects.exclude(merged_into=None).exists()
    live = list(Progress.objects.order_by("pk").values()), list(Completion.objects.order_by("pk").values())
    rebuild()
    assert (list(Progress.objects.order_by("pk").values()), list(Completion.objects.order_by("pk").values())) == live


def completed(edition: Edition, name: str) -> tuple[Enrolment, Json]:
    """Somebody who has completed the course on ``edition``, and the statement that she passed."""
    enrolment = enrol(person=factories.person(name), course_key=edition.course_key, acting_user=None, at=at(1))
    move(enrolment=enrolment, edition=edition, acting_user=None, at=at(2))
    passed: Json = {}
    for unit in Progress.objects.get(pk=enrolment.pk).edition.units.all():
        lesson = unit.kind == UnitKind.LESSON
        made = statement(enrolment, verb=Verb.COMPLETED if lesson else Verb.PASSED, unit_key=unit.unit_key, at=at(3))
        record([made], authority=authorities.learner_session() if lesson else authorities.server_graded())
        passed = passed if lesson else made
    return enrolment, passed


def test_a_completion_voided_from_outside_while_it_loses_its_ground() -> None:
    """The client holds the completion's id and waits for the registration; the reaction holds the registration."""
    (edition, _), graded, supervisor = two_editions(), authorities.server_graded(), authority("giam-sat")
    supervisor.can_void = True
    supervisor.save()
    for number in range(8):
        enrolment, passed = completed(edition, f"Người {number}")
        held, dice, by = Completion.objects.get(enrolment=enrolment), random.Random(number), actor(enrolment)
        outside = voiding(held.pk, registration=enrolment.pk, statement_id=factories.uuid_of(dice), by=by)
        ground = voiding(passed["id"], registration=enrolment.pk, statement_id=factories.uuid_of(dice), by=by)
        works: list[Work] = [
            lambda void=outside: record([void], authority=supervisor),
            lambda void=ground: record([void], authority=graded),
        ]
        assert in_parallel(works) == []
        assert not Completion.objects.filter(enrolment=enrolment, withdrawn_at=None).exists()
    assert list(check()) == []


def small(number: int | str, name: int | str) -> Json:
    return {
        "actor": {"mbox": f"mailto:{name}@example.org"},
        "verb": {"id": Verb.EXPERIENCED},
        "object": {"id": f"https://example.org/{number}"},
    }


def test_two_statements_under_one_id_at_once_are_one_and_a_conflict() -> None:
    owner, dice = authority("khach"), random.Random(4)
    for number in range(8):
        same = str(factories.uuid_of(dice))
        both = [{"id": same, **small(number, name)} for name in ("lan", "tam")]
        failed = in_parallel([lambda item=item: record([item], authority=owner) for item in both])
        assert failed == [repr(Conflict(same))]
        assert Statement.objects.filter(statement_id=same).count() == 1


def test_new_names_in_opposite_orders_at_once() -> None:
    owner, dice = authority("khach"), random.Random(1)
    for turn in range(5):
        names = list(range(turn * 30, turn * 30 + 30))
        orders = [names, names[::-1], dice.sample(names, 30), dice.sample(names, 30)]
        batches = [[small(name, name) for name in order] for order in orders]
        assert in_parallel([lambda made=made: record(made, authority=owner) for made in batches]) == []
    assert Statement.objects.count() == 5 * 4 * 30


def test_a_refused_void_leaves_no_lock_behind() -> None:
    """The refused writer's transaction is gone: whoever comes next does not wait."""
    owner, other, dice = authority("khach"), authority("nguoi-la"), random.Random(2)
    item = {"id": str(factories.uuid_of(dice)), **small(1, "lan")}
    record([item], authority=owner)
    void = {**item, "id": str(factories.uuid_of(dice)), "verb": {"id": Verb.VOIDED}}
    void["object"] = {"objectType": "StatementRef", "id": item["id"]}

    def refused() -> None:
        with pytest.raises(VoidForbidden):
            record([void], authority=other)

    assert in_parallel([refused, lambda: record([item], authority=owner), refused]) == []
    with connection.cursor() as cursor:
        # Locks are listed for the whole server; those of other databases are not ours.
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE locktype = 'advisory' AND datname = current_database()"
        )
        assert cursor.fetchone() == (0,)
