"""Stopped, broken off, failing: a regrade ends with the same grades as one that ran through."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from courses.questions.models import Question
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.models import Attempt
from learners.notices.models import Notice
from learners.people.models import Account
from learners.progress.rebuilding import check
from learners.regrading import keeping, running
from learners.regrading.actions import go_on, start, stop
from learners.regrading.models import AttemptRegraded, Regrade, State
from mooc.foundation.models import AuditEntry
from mooc.foundation.turns import BrokenOff
from tests.factories import at
from tests.regrading import world
from tests.regrading.world import Asked
from tests.xapi.parallel import in_parallel
from xapi.models import Statement
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
PEOPLE = 6


@pytest.fixture
def asked(oanh: Account) -> Asked:
    made = world.asked(oanh, questions=3)
    made.unit.rules |= {"pass_percent": 70}
    made.unit.save()
    return made


@pytest.fixture
def started(asked: Asked) -> Regrade:
    for number in range(PEOPLE):
        world.sit(asked, world.enrolled(asked), number % 2)
    world.mend(asked)
    return start(question=world.question(asked), reason=world.WHY, acting_user=None)


def after(places: int, then: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Does ``then`` once so many learners were graded again."""
    monkeypatch.setattr(running, "BATCH", places)
    calls: list[None] = []

    def alive() -> None:
        calls.append(None)
        if len(calls) == 1:
            then()

    running.run(alive)


def ended(regrade: Regrade) -> bool:
    """As if it had run through: everybody has what the key gives, once."""
    regrade.refresh_from_db()
    scores = list(Attempt.objects.order_by("opened_at", "pk").values_list("score", flat=True))
    once = AttemptRegraded.objects.count() == PEOPLE
    verdicts = Statement.objects.filter(verb__in=(Verb.PASSED, Verb.FAILED), voided_at=None, is_voiding=False)
    consistent = {row.statement_id for row in verdicts} == set(Attempt.objects.values_list("statement_id", flat=True))
    right = sorted(scores) == [2] * (PEOPLE // 2) + [3] * (PEOPLE // 2)
    return regrade.state == State.DONE and once and consistent and right and list(check()) == []


def test_it_is_stopped_and_goes_on(started: Regrade, son: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    after(2, partial(stop, regrade=started, acting_user=son), monkeypatch)
    started.refresh_from_db()
    assert (started.state, started.done, AttemptRegraded.objects.count()) == (State.STOPPED, 2, 2)
    assert running.run(lambda: None) == 0
    assert go_on(regrade=started, acting_user=son)
    assert not go_on(regrade=started, acting_user=son)
    running.run(lambda: None)
    assert ended(started)
    assert started.done == started.total == PEOPLE
    assert list(
        AuditEntry.objects.filter(verb__startswith="regrade").order_by("pk").values_list("verb", flat=True)
    ) == [
        "regrade.start",
        "regrade.stop",
        "regrade.go_on",
    ]


def test_a_worker_is_killed_between_two(started: Regrade, monkeypatch: pytest.MonkeyPatch) -> None:
    def die() -> None:
        raise BrokenOff

    with pytest.raises(BrokenOff):
        after(3, die, monkeypatch)
    running.run(lambda: None)
    assert ended(started)


def test_a_worker_is_killed_within_one(started: Regrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the learners it was at is kept, and the next worker begins with them."""
    real, calls = keeping.record, []

    def die_at_the_second(batch: Any, **kwargs: Any) -> Any:
        calls.append(None)
        made = real(batch, **kwargs)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return made

    monkeypatch.setattr(keeping, "record", die_at_the_second)
    monkeypatch.setattr(running, "BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        running.run(lambda: None)
    assert AttemptRegraded.objects.count() == 2
    running.run(lambda: None)
    assert ended(started)


def test_one_turn_takes_so_many_and_no_more(started: Regrade, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "TURN", 4)
    assert running.run(lambda: None) == 4
    started.refresh_from_db()
    assert (started.state, started.done) == (State.RUNNING, 4)
    running.run(lambda: None)
    assert ended(started)


def test_one_that_fails_keeps_nobody_back(started: Regrade, monkeypatch: pytest.MonkeyPatch) -> None:
    real, failing = keeping.record, str(Attempt.objects.order_by("enrolment")[1].enrolment_id)

    def fail_for_one(batch: Any, **kwargs: Any) -> Any:
        if failing in str(batch):
            raise ValueError("Nguyễn Thị Lan")
        return real(batch, **kwargs)

    with monkeypatch.context() as broken:
        broken.setattr(keeping, "record", fail_for_one)
        running.run(lambda: None)
    started.refresh_from_db()
    assert (started.state, started.done, started.failed) == (State.DONE, PEOPLE, 1)
    assert AttemptRegraded.objects.count() == PEOPLE - 1
    again = start(question=Question.objects.get(pk=started.question_id), reason=world.WHY, acting_user=None)
    assert again.total == 1
    running.run(lambda: None)
    assert ended(again)


def test_two_workers_say_nothing_twice(started: Regrade) -> None:
    """One of them is behind: what it would write is not kept."""
    behind = Regrade.objects.get(pk=started.pk)
    running.run(lambda: None)
    told, said = Notice.objects.count(), Statement.objects.count()
    running._work(behind, 10, lambda: None)
    assert (Notice.objects.count(), Statement.objects.count()) == (told, said)
    assert ended(started)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_submits_and_saves_go_on_meanwhile(asked: Asked) -> None:
    """The same learners hand in their second attempt while the first is graded again."""
    people = [world.enrolled(asked) for _ in range(PEOPLE)]
    for mine in people:
        world.sit(asked, mine, 1)
    second = [open_attempt(enrolment=mine, unit=asked.unit, at=at(4)) for mine in people]
    for attempt in second:
        save_answers(attempt=attempt, answers={0: 1, 1: 0, 2: 1}, at=at(4))
    world.mend(asked)
    made = start(question=world.question(asked), reason=world.WHY, acting_user=None)
    works = [partial(running.run, lambda: None), *(partial(submit, attempt=attempt, at=at(5)) for attempt in second)]
    assert in_parallel(works) == []
    made.refresh_from_db()
    assert (made.state, made.failed) == (State.DONE, 0)
    assert list(Attempt.objects.order_by("number", "pk").values_list("score", flat=True)) == [3] * PEOPLE + [2] * PEOPLE
    assert list(check()) == []
