"""Whatever arrives, in whatever order, twice or voided: live state equals a fold of the whole log, row for row."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.catalogue.models import CoursePage
from courses.editions.models import UnitKind
from courses.editions.queries import latest
from learners.enrolment import authorities
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, course_iri, statement, voiding
from learners.progress.folding import CompletionState, Evidence, Facts, fold
from learners.progress.models import Completion, Progress
from learners.progress.rebuilding import check, rebuild
from tests import factories
from tests.factories import at
from xapi.models import Kind, Statement
from xapi.recording import VoidForbidden, record
from xapi.rows import Json
from xapi.vocabulary import Verb

VERBS = [Verb.INITIALIZED, Verb.COMPLETED, Verb.PASSED, Verb.FAILED, Verb.ANSWERED, Verb.EXPERIENCED]


def _statements(enrolment: Enrolment, dice: random.Random, count: int) -> list[tuple[Json, str]]:
    """Random statements, each with the name of the authority that sends it; some of them void another."""
    edition = latest(enrolment.course_key)
    assert edition
    units = list(edition.units.all())
    made: list[tuple[Json, str]] = []
    for _ in range(count):
        unit = dice.choice(units)
        graded = unit.kind == UnitKind.ASSESSMENT
        sender = dice.choice(["server_graded", "server_graded" if graded else "learner_session", "learner_session"])
        item = statement(
            enrolment,
            verb=dice.choice(VERBS),
            unit_key=unit.unit_key,
            at=at(dice.randint(0, 5)),
            result={"score": {"scaled": dice.choice([0, 0.5, 1])}},
        )
        made.append((item, sender))
        if dice.random() < 0.3:
            target, owner = dice.choice(made)
            void = voiding(
                target["id"], registration=enrolment.pk, statement_id=factories.uuid_of(dice), by=actor(enrolment)
            )
            made.append((void, owner))
    return made


def _send(sendings: list[tuple[Json, str]]) -> None:
    for item, sender in sendings:
        try:
            record([item], authority=getattr(authorities, sender)())
        except VoidForbidden:
            continue


def _tables() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    return list(Progress.objects.order_by("pk").values()), list(Completion.objects.order_by("pk").values())


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(seed=st.integers(0, 10**6))
@pytest.mark.django_db
def test_live_equals_rebuild_whatever_the_order(course: CoursePage, seed: int) -> None:
    dice = random.Random(seed)
    enrolments = [
        enrol(person=factories.person(f"Người {seed} {number}"), course_key=course.translation_key, acting_user=None)
        for number in range(2)
    ]
    sendings = [pair for enrolment in enrolments for pair in _statements(enrolment, dice, 8)]
    sendings += dice.sample(sendings, 5)
    dice.shuffle(sendings)
    _send(sendings)

    assert list(check()) == []
    live = _tables()
    rebuild()
    assert _tables() == live

    Statement.objects.exclude(kind=Kind.RECORD).delete()
    rebuild()
    assert _tables() == live


instants = st.integers(0, 4).map(at)
keys = st.sampled_from([factories.uuid_of(random.Random(number)) for number in range(3)])
pieces = st.builds(
    Evidence,
    statement_id=st.uuids(),
    verb=st.sampled_from(VERBS),
    unit_key=st.one_of(st.none(), keys),
    trust=st.sampled_from(["system", "server-graded", "learner-session", "external", "trusted-external"]),
    timestamp=instants,
    stored=instants,
    voided_at=st.one_of(st.none(), instants),
    score=st.none(),
)


@given(evidence=st.lists(pieces, unique_by=lambda piece: piece.statement_id), data=st.data())
def test_the_fold_does_not_depend_on_order_or_repetition(evidence: list[Evidence], data: st.DataObject) -> None:
    kinds = {factories.uuid_of(random.Random(0)): "lesson", factories.uuid_of(random.Random(1)): "assessment"}
    facts = Facts(1, kinds, frozenset(kinds))
    shuffled = data.draw(st.permutations(evidence + evidence[:2]))

    assert fold(shuffled, facts) == fold(evidence, facts)


def test_a_withdrawn_completion_is_kept_with_the_day_it_fell() -> None:
    proof = Evidence(factories.uuid_of(random.Random(1)), Verb.COMPLETED, None, "system", at(1), at(2), at(3))
    state = fold([proof], Facts(1, {}, frozenset()))

    assert state.completions == {proof.statement_id: CompletionState(at(1), at(2), at(3), external=False)}
    assert state.completed_at is None
    assert "/khoa/" in course_iri(proof.statement_id)
