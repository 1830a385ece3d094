"""The dry run says what the regrade does, costs the same for many as for one, and writes nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learners.attempts.models import Attempt
from learners.certificates.models import Certificate
from learners.people.models import Account
from learners.progress.voiding import void_statement
from learners.regrading.foreseeing import Consequence, foresee
from tests.regrading import world
from tests.regrading.world import Asked
from xapi.models import Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(oanh: Account) -> Asked:
    made = world.asked(oanh, questions=3)
    made.unit.rules |= {"pass_percent": 70}
    made.unit.save()
    return made


def test_who_changes_and_what_becomes_of_certificates(asked: Asked) -> None:
    loses, gains, improves, same = (world.enrolled(asked) for _ in range(4))
    world.sit(asked, loses, 0)
    world.sit(asked, gains, 1)
    world.sit(asked, improves, 1, good=0)
    world.sit(asked, same, None)
    number = Certificate.objects.get().number
    world.mend(asked)
    found = foresee(world.question(asked))
    assert (found.attempts, found.learners, found.passing, found.failing, found.gained, found.lost) == (
        3,
        3,
        1,
        1,
        1,
        1,
    )
    told = [(line.attempt.enrolment_id, line.consequence, line.certificate) for line in found.lines]
    assert told == [
        (loses.pk, Consequence.LOST, number),
        (gains.pk, Consequence.GAINED, ""),
        (improves.pk, Consequence.NONE, ""),
    ]
    assert [(line.old["score"], line.new["score"]) for line in found.lines] == [
        ("3.0000", "2.0000"),
        ("2.0000", "3.0000"),
        ("0.0000", "1.0000"),
    ]


def test_what_was_foreseen_happens(asked: Asked) -> None:
    for chosen, good in ((0, 2), (1, 2), (1, 0), (None, 2), (0, 1), (1, 1)):
        mine = world.enrolled(asked)
        world.sit(asked, mine, chosen, good, day=3)
        world.sit(asked, mine, 0, 0, day=4)
    world.mend(asked)
    found = foresee(world.question(asked))
    held = set(Certificate.objects.filter(revoked_at=None).values_list("number", flat=True))
    world.regrade(asked)
    for line in found.lines:
        attempt = Attempt.objects.get(pk=line.attempt.pk)
        assert (f"{attempt.score:.4f}", attempt.unit_passed) == (line.new["score"], line.new["unit_passed"])
    left = set(Certificate.objects.filter(revoked_at=None).values_list("number", flat=True))
    lost = {line.certificate for line in found.lines if line.consequence == Consequence.LOST}
    assert (held - left, len(left - held)) == (lost, found.gained)
    assert foresee(world.question(asked)).lines == []


def test_a_verdict_voided_by_hand_is_not_promised(asked: Asked, son: Account) -> None:
    attempt = world.sit(asked, world.enrolled(asked), 1)
    row = Statement.objects.get(statement_id=attempt.statement_id)
    void_statement(target=row, reason="Thi hộ.", acting_user=son)
    world.mend(asked)
    assert foresee(world.question(asked)).gained == 0


def test_it_costs_the_same_for_many(asked: Asked) -> None:
    world.sit(asked, world.enrolled(asked), 0)
    world.mend(asked)
    foresee(world.question(asked))
    few = cost(asked)
    for _ in range(5):
        world.sit(asked, world.enrolled(asked), 0)
    Attempt.objects.update(score=3)
    for attempt in Attempt.objects.all():
        attempt.items.filter(position=0).update(points=1)
    many = cost(asked)
    assert few == many <= 16


def cost(asked: Asked) -> int:
    before = written()
    with CaptureQueriesContext(connection) as captured:
        foresee(world.question(asked))
    # What is streamed is read by a cursor on PostgreSQL.
    verbs = {query["sql"].split(maxsplit=1)[0].upper() for query in captured.captured_queries}
    assert verbs <= {"SELECT", "DECLARE"}
    assert written() == before
    return len(captured)


def written() -> Any:
    return list(Attempt.objects.values_list("pk", "score")), Statement.objects.count()
