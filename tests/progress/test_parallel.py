"""Many connections at once, on PostgreSQL: nothing is lost, nothing counted twice, nobody waits for ever."""

import random
from contextlib import suppress
from functools import partial

import pytest

from courses.editions.actions import release
from courses.editions.models import UnitKind
from learners.enrolment import authorities
from learners.enrolment.actions import enrol
from learners.enrolment.statements import actor, derived_id, statement, voiding
from learners.progress.models import Completion, Progress
from learners.progress.rebuilding import check
from tests import factories
from tests.factories import at
from tests.xapi.parallel import in_parallel
from xapi.models import Authority, Statement
from xapi.recording import VoidForbidden, record
from xapi.rows import Json
from xapi.vocabulary import Verb

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WRITERS = 4


def send(sendings: list[tuple[Json, Authority]]) -> None:
    """Record each, one transaction at a time."""
    for item, authority in sendings:
        with suppress(VoidForbidden):
            record([item], authority=authority)


def send_in_parallel(batches: list[list[tuple[Json, Authority]]]) -> list[str]:
    return in_parallel([partial(send, batch) for batch in batches])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_writers_in_parallel_equal_a_rebuild(seed: int) -> None:
    dice = random.Random(seed)
    course = factories.course()
    edition = release(course=course, acting_user=None, at=at(0))
    graded, session = authorities.server_graded(), authorities.learner_session()
    authorities.system()
    sendings: list[tuple[Json, Authority]] = []
    for number in range(3):
        enrolment = enrol(person=factories.person(f"N {number}"), course_key=course.translation_key, acting_user=None)
        for unit in edition.units.all():
            verb, who = (Verb.COMPLETED, session) if unit.kind == UnitKind.LESSON else (Verb.PASSED, graded)
            made = [
                statement(enrolment, verb=verb, unit_key=unit.unit_key, at=at(dice.randint(0, 9))) for _ in range(4)
            ]
            voids = [
                voiding(
                    item["id"],
                    registration=enrolment.pk,
                    statement_id=derived_id(item["id"], "void"),
                    by=actor(enrolment),
                )
                for item in made[:2]
            ]
            sendings += [(item, who) for item in [*made, *voids]]
    shuffled = [dice.sample(sendings, len(sendings)) for _ in range(WRITERS)]

    assert send_in_parallel(shuffled) == []
    assert Statement.objects.filter(statement_id__in=[item["id"] for item, _ in sendings]).count() == len(sendings)
    assert (
        Statement.objects.filter(is_voiding=False, voided_at__isnull=False, object_key__contains="/bai/").count() == 18
    )
    assert list(check()) == []
    assert Progress.objects.filter(status="completed").count() == 3
    assert Completion.objects.filter(withdrawn_at=None).count() == 3


def test_one_statement_sent_by_all_at_once_is_stored_once() -> None:
    course = factories.course()
    edition = release(course=course, acting_user=None, at=at(0))
    enrolment = enrol(person=factories.person(), course_key=course.translation_key, acting_user=None)
    unit = edition.units.filter(kind=UnitKind.LESSON).first()
    assert unit
    same = statement(enrolment, verb=Verb.COMPLETED, unit_key=unit.unit_key, at=at(1))
    session = authorities.learner_session()

    assert send_in_parallel([[(same, session)]] * WRITERS) == []
    assert Statement.objects.filter(statement_id=same["id"]).count() == 1


def test_a_statement_and_its_void_sent_at_once_never_miss_each_other() -> None:
    course = factories.course()
    edition = release(course=course, acting_user=None, at=at(0))
    enrolment = enrol(person=factories.person(), course_key=course.translation_key, acting_user=None)
    unit = edition.units.filter(kind=UnitKind.LESSON).first()
    session = authorities.learner_session()
    assert unit
    for _ in range(10):
        item = statement(enrolment, verb=Verb.COMPLETED, unit_key=unit.unit_key, at=at(1))
        void = voiding(
            item["id"], registration=enrolment.pk, statement_id=derived_id(item["id"], "v"), by=actor(enrolment)
        )
        del void["context"]
        assert send_in_parallel([[(item, session)], [(void, session)]]) == []
        assert Statement.objects.get(statement_id=item["id"]).voided_at is not None
    assert list(check()) == []
