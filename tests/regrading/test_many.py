"""An assessment of ten thousand attempts: started, stopped in the middle, gone on with, the same as folding again."""

from itertools import islice
from typing import Any

import pytest

from learners.attempts.bringing_in import Sitting, bring_in
from learners.attempts.models import Attempt
from learners.certificates.models import Certificate
from learners.enrolment.actions import enrol_many
from learners.people.models import Account, Person
from learners.progress.models import Completion, Progress
from learners.progress.rebuilding import check, rebuild
from learners.regrading import running
from learners.regrading.actions import go_on, start, stop
from learners.regrading.foreseeing import foresee
from learners.regrading.models import State
from tests.factories import at
from tests.regrading import world
from tests.regrading.world import Asked

pytestmark = pytest.mark.django_db
# Each of them sits it so often.
TIMES = 4
# What is chosen of the three questions, by who she is and which time it is.
CHOSEN = ((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1), (1, 0, 0))


@pytest.mark.parametrize("people", [10, pytest.param(2500, marks=pytest.mark.full)])
def test_stopped_in_the_middle_it_ends_as_a_rebuild_does(
    oanh: Account, people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 2 if people < 100 else 20)
    asked = sat(oanh, people)
    assert Attempt.objects.count() == people * TIMES
    world.mend(asked)
    foreseen = foresee(world.question(asked))
    made = start(question=world.question(asked), reason=world.WHY, acting_user=oanh)
    middle = made.total // 2
    until(made, middle)
    made.refresh_from_db()
    assert made.state == State.STOPPED
    assert middle <= made.done < made.total
    assert list(check()) == []
    go_on(regrade=made, acting_user=oanh)
    while running.run(lambda: None):
        pass
    made.refresh_from_db()
    assert (made.state, made.done, made.failed) == (State.DONE, made.total, 0)
    assert list(check()) == []
    before = folded()
    rebuild()
    assert folded() == before
    assert grades() == wanted(people)
    assert foreseen.lost == Certificate.objects.exclude(revoked_at=None).count()
    assert foresee(world.question(asked)).lines == []


def sat(oanh: Account, people: int) -> Asked:
    asked = world.asked(oanh, questions=3)
    asked.unit.rules |= {"grade_policy": "average", "pass_percent": 60}
    asked.unit.save()
    persons = Person.objects.bulk_create(Person(full_name=f"Người học {number}") for number in range(people))
    enrolled = enrol_many(
        course_key=asked.course.translation_key, people=[(person, at(1)) for person in persons], acting_user=None
    )
    by_person = {enrolment.person_id: enrolment for enrolment in enrolled}
    sittings = (
        Sitting(
            by_person[person.pk],
            asked.unit,
            opened_at=at(2 + time),
            submitted_at=at(2.1 + time),
            answers=dict(zip([version.pk for version in asked.versions], chosen(number, time), strict=True)),
        )
        for number, person in enumerate(persons)
        for time in range(TIMES)
    )
    while several := list(islice(sittings, 50 * TIMES)):
        bring_in(several)
    return asked


def chosen(number: int, time: int) -> tuple[int, ...]:
    return CHOSEN[(number + time * (number % 3 + 1)) % len(CHOSEN)]


def until(made: Any, middle: int) -> None:
    """The worker's turns until so many learners are done; then somebody presses stop while it is at the next."""

    def alive() -> None:
        made.refresh_from_db()
        if made.done >= middle:
            stop(regrade=made, acting_user=None)

    while made.state == State.RUNNING:
        running.run(alive)
        made.refresh_from_db()


def folded() -> tuple[list[Any], list[Any]]:
    return list(Progress.objects.order_by("pk").values()), list(Completion.objects.order_by("pk").values())


def grades() -> dict[tuple[str, int], list[Any]]:
    rows = Attempt.objects.values_list("enrolment__person__full_name", "number", "score", "unit_passed")
    return {(name, number): result for name, number, *result in rows}


def wanted(people: int) -> dict[tuple[str, int], list[Any]]:
    """By the right key, in plain numbers: the second choice of the first question, the first of the others."""
    found: dict[tuple[str, int], list[Any]] = {}
    for number in range(people):
        scores: list[int] = []
        for time in range(TIMES):
            first, *others = chosen(number, time)
            scores.append(int(first == 1) + sum(one == 0 for one in others))
            # An average of thirds that is to reach 60 %.
            found[f"Người học {number}", time + 1] = [scores[-1], sum(scores) * 100 >= 60 * 3 * len(scores)]
    return found
