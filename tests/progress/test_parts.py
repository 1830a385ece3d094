"""Interactive parts in the fold: done by a claim, verified where the server came to the same score, and no more."""

import json
import random
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from content.h5p.claims.grading.verdict import Outcome
from content.h5p.models import Content
from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit, UnitKind
from learners.coverage.course_log import logs_of
from learners.enrolment import authorities
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, part_around, part_iri, part_of, statement, unit_iri, voiding
from learners.people.models import Account
from learners.progress.claims import claimed_iri, verdict_iri, verdict_of
from learners.progress.folding import Evidence, Facts, PartState, fold, step
from learners.progress.judging import judge
from learners.progress.models import Progress
from learners.progress.naming import activity_title
from learners.progress.queries import outline
from learners.progress.rebuilding import check, rebuild
from learners.progress.storing import state_of
from learners.progress.words import result_words
from tests import factories
from tests.factories import at
from xapi.models import Authority, Statement, Trust
from xapi.recording import record
from xapi.redaction import redact_agent
from xapi.rows import agent_key
from xapi.vocabulary import Verb

KEYS = [factories.uuid_of(random.Random(number)) for number in range(4)]
UNIT, EXAM, FIRST, SECOND = KEYS
FACTS = Facts(1, {UNIT: UnitKind.LESSON, EXAM: UnitKind.ASSESSMENT}, frozenset({UNIT, EXAM}))


@pytest.fixture
def mine(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


@pytest.fixture
def content(db: None) -> Content:
    return Content.objects.create(title="Tìm dấu hiệu lừa đảo")


def unit_of(mine: Enrolment, kind: str = UnitKind.LESSON) -> EditionUnit:
    found = EditionUnit.objects.filter(edition__pins__enrolment=mine, kind=kind).first()
    assert found
    return found


def claim(
    mine: Enrolment,
    unit: EditionUnit,
    content: UUID,
    day: float = 2,
    verdict: str = Outcome.CANNOT_KNOW,
    verb: str = Verb.COMPLETED,
    **result: Any,
) -> dict[str, Any]:
    iri = part_iri(unit.unit_key, content)
    return statement(
        mine,
        verb=verb,
        unit_key=unit.unit_key,
        at=at(day),
        result={"completion": True, **result, "extensions": {verdict_iri(): {"outcome": verdict}}},
        extra_object={"objectType": "Activity", "id": iri},
    )


def say(*said: dict[str, Any], by: Authority | None = None) -> None:
    record(said, authority=by or authorities.h5p_claim())


def parts(mine: Enrolment, unit: EditionUnit) -> dict[UUID, PartState]:
    state = state_of(Progress.objects.get(pk=mine.pk)).units.get(unit.unit_key)
    return state.parts if state else {}


def unchanged(mine: Enrolment) -> None:
    live = Progress.objects.values().get(pk=mine.pk)
    assert list(check()) == []
    rebuild()
    assert Progress.objects.values().get(pk=mine.pk) == live


def test_an_iri_names_a_part_of_a_unit_or_what_is_inside_of_it() -> None:
    part = part_iri(UNIT, FIRST)
    assert part == f"{unit_iri(UNIT)}/tuong-tac/{FIRST}"
    assert part_of(part) == part_around(part) == (UNIT, FIRST)
    within = part_iri(UNIT, FIRST, "a-b-c")
    assert (part_of(within), part_around(within)) == (None, (UNIT, FIRST))
    for iri in (unit_iri(UNIT), f"{unit_iri(UNIT)}/tuong-tac/", f"{unit_iri(UNIT)}/cau-hoi/{FIRST}", "https://x.org/a"):
        assert part_of(iri) is part_around(iri) is None
    for other in (str(FIRST).upper(), FIRST.hex, f"{{{FIRST}}}"):
        assert part_of(f"{unit_iri(UNIT)}/tuong-tac/{other}") is None or other == str(FIRST)


@pytest.mark.django_db
def test_a_claim_proves_its_part_and_nothing_else(mine: Enrolment, content: Content) -> None:
    unit = unit_of(mine)
    before = Progress.objects.values().get(pk=mine.pk)
    say(claim(mine, unit, content.key, score={"scaled": 1}))
    after = Progress.objects.values().get(pk=mine.pk)
    done = at(2).isoformat(timespec="microseconds")
    assert after.pop("units") == {str(unit.unit_key): {"parts": {str(content.key): {"done": done}}}}
    assert {**after, "units": before["units"]} == before
    unchanged(mine)


@pytest.mark.django_db
def test_it_is_verified_from_when_the_server_came_to_the_same_score(mine: Enrolment, content: Content) -> None:
    unit = unit_of(mine)
    say(claim(mine, unit, content.key, 3, Outcome.AGREED), claim(mine, unit, content.key, 2, Outcome.DISAGREED))
    assert parts(mine, unit) == {content.key: PartState(at(2), at(3))}
    say(claim(mine, unit, content.key, 1), claim(mine, unit, content.key, 4, Outcome.AGREED))
    assert parts(mine, unit) == {content.key: PartState(at(1), at(3))}
    unchanged(mine)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [Verb.ANSWERED, Verb.PASSED, Verb.INITIALIZED, Verb.SCORED, Verb.INTERACTED])
def test_no_other_verb_proves_a_part(mine: Enrolment, content: Content, verb: str) -> None:
    say(claim(mine, unit_of(mine), content.key, verdict=Outcome.AGREED, verb=verb))
    assert Progress.objects.get(pk=mine.pk).units == {}
    unchanged(mine)


@pytest.mark.django_db
@pytest.mark.parametrize("trust", sorted(set(Trust.values) - {Trust.H5P_CLAIM}))
def test_nobody_else_proves_a_part(mine: Enrolment, content: Content, trust: str) -> None:
    other = Authority.objects.create(key=f"mbox|mailto:{trust}@x.org", agent={"mbox": "mailto:x@x.org"}, trust=trust)
    say(claim(mine, unit_of(mine), content.key), by=other)
    assert Progress.objects.get(pk=mine.pk).units == {}


@pytest.mark.django_db
def test_what_is_in_an_assessment_or_inside_of_a_part_is_nothing(mine: Enrolment, content: Content) -> None:
    exam = unit_of(mine, UnitKind.ASSESSMENT)
    inside = claim(mine, unit_of(mine), content.key)
    inside["object"]["id"] += "/con"
    say(claim(mine, exam, content.key, verdict=Outcome.AGREED), inside)
    assert Progress.objects.get(pk=mine.pk).units == {}
    unchanged(mine)


@pytest.mark.django_db
def test_it_falls_with_its_proof(mine: Enrolment, content: Content) -> None:
    unit, first = unit_of(mine), claim(mine, unit_of(mine), content.key, 1, Outcome.AGREED)
    say(first, claim(mine, unit, content.key, 2))
    void = voiding(UUID(first["id"]), registration=mine.pk, statement_id=KEYS[0], by=actor(mine))
    say(void)
    assert parts(mine, unit) == {content.key: PartState(at(2))}
    unchanged(mine)


@pytest.mark.django_db
def test_erasing_her_leaves_the_verdict_and_takes_the_claimed_score(mine: Enrolment, content: Content) -> None:
    unit = unit_of(mine)
    said = claim(mine, unit, content.key, verdict=Outcome.AGREED, response="bí mật")
    said["result"]["extensions"][claimed_iri()] = {"scaled": 0.5}
    say(said)
    key = agent_key(actor(mine))
    assert key
    redact_agent(key)
    left = json.loads(Statement.objects.get(statement_id=said["id"]).raw)
    assert left["result"] == {"completion": True, "extensions": {verdict_iri(): {"outcome": "agreed"}}}
    assert parts(mine, unit) == {content.key: PartState(at(2), at(2))}
    unchanged(mine)


@pytest.mark.django_db
@pytest.mark.parametrize("word", [None, True, 1, "", "AGREED", {"agreed": True}, ["agreed"]])
def test_a_verdict_is_one_of_three_words(mine: Enrolment, content: Content, word: Any) -> None:
    said, bare = claim(mine, unit_of(mine), content.key, verdict=word), claim(mine, unit_of(mine), content.key)
    bare["result"]["extensions"][verdict_iri()] = word
    assert verdict_of(said) is verdict_of(bare) is None
    say(said, bare)
    assert parts(mine, unit_of(mine)) == {content.key: PartState(at(2))}
    unchanged(mine)


@pytest.mark.django_db
def test_the_log_names_parts_and_says_what_the_server_made_of_them(
    mine: Enrolment, content: Content, capsys: pytest.CaptureFixture[str]
) -> None:
    unit = unit_of(mine)
    agreed, told = claim(mine, unit, content.key, 1, Outcome.AGREED), claim(mine, unit, content.key, 2)
    say(agreed, told)
    about = Statement.objects.get(statement_id=agreed["id"])
    iri = part_iri(unit.unit_key, content.key)
    assert activity_title(iri).startswith("phần tương tác “Tìm dấu hiệu lừa đảo” của ")
    assert activity_title(f"{iri}/con").startswith("một mục trong phần tương tác “Tìm dấu hiệu lừa đảo” của ")
    judged = judge(about)
    assert judged.counts
    assert "với điểm do máy chủ kiểm" in judged.verdict
    assert "Phần tương tác “Tìm dấu hiệu lừa đảo”: đã xong lúc" in judged.standing[0]
    assert "trình duyệt tự báo" in judge(Statement.objects.get(statement_id=told["id"])).verdict
    call_command("explain", str(mine.pk))
    assert [line.rpartition("/")[2] for line in capsys.readouterr().out.splitlines() if "part" in line] == [
        "completed proves part verified",
        "completed proves part",
    ]


def test_a_disagreement_is_told_with_both_scores() -> None:
    told = {"outcome": Outcome.DISAGREED, "reason": "max"}
    extensions = {verdict_iri(): told, claimed_iri(): {"scaled": 1}}
    words = " ".join(result_words({"score": {"scaled": 0.5}, "extensions": extensions}))
    assert "Điểm: 50%." in words
    assert "ra điểm khác" in words
    assert "Điểm tối đa đã gửi khác" in words
    assert "tự báo điểm: 100%" in words


pieces = st.builds(
    Evidence,
    statement_id=st.uuids(),
    verb=st.sampled_from([Verb.COMPLETED, Verb.COMPLETED, Verb.ANSWERED, Verb.PASSED, Verb.INITIALIZED]),
    unit_key=st.sampled_from([UNIT, UNIT, EXAM]),
    trust=st.sampled_from([Trust.H5P_CLAIM, Trust.H5P_CLAIM, Trust.LEARNER_SESSION, Trust.SERVER_GRADED]),
    timestamp=st.integers(0, 4).map(at),
    stored=st.integers(0, 4).map(at),
    voided_at=st.one_of(st.none(), st.none(), st.just(at(5))),
    score=st.none(),
    part=st.sampled_from([None, FIRST, SECOND]),
    agreed=st.booleans(),
)


@given(evidence=st.lists(pieces, unique_by=lambda piece: piece.statement_id), data=st.data())
def test_neither_order_nor_repetition_matters(evidence: list[Evidence], data: st.DataObject) -> None:
    shuffled: list[Evidence] = data.draw(st.permutations(evidence + evidence[:2]))
    whole = fold(evidence, FACTS)
    assert fold(shuffled, FACTS) == whole
    # Whatever parts say, the rest is what it is without them.
    bare = fold([piece for piece in evidence if piece.part is None], FACTS)
    assert (whole.last, whole.started_at, whole.done_of(FACTS.required)) == (
        bare.last,
        bare.started_at,
        bare.done_of(FACTS.required),
    )
    assert _done(whole.units.get(UNIT)) == _expected(evidence)
    assert not (EXAM in whole.units and whole.units[EXAM].parts)
    state = fold(evidence[:1], FACTS)
    for piece in evidence[1:]:
        step(state, piece, FACTS)
    assert state == whole


def _done(unit: Any) -> dict[UUID, PartState]:
    return unit.parts if unit else {}


def _expected(evidence: Iterable[Evidence]) -> dict[UUID, PartState]:
    found: dict[UUID, PartState] = {}
    for part in (FIRST, SECOND):
        counted = [
            piece
            for piece in evidence
            if (piece.part, piece.unit_key, piece.verb, piece.trust, piece.voided_at)
            == (part, UNIT, Verb.COMPLETED, Trust.H5P_CLAIM, None)
        ]
        if counted:
            verified = [piece.timestamp for piece in counted if piece.agreed]
            found[part] = PartState(min(piece.timestamp for piece in counted), min(verified, default=None))
    return found


@pytest.mark.django_db
def test_an_officer_s_log_of_the_course_takes_no_part_for_its_lesson(mine: Enrolment, content: Content) -> None:
    other = Authority.objects.create(
        key="mbox|mailto:x@x.org", agent={"mbox": "mailto:x@x.org"}, trust=Trust.TRUSTED_EXTERNAL
    )
    say(claim(mine, unit_of(mine), content.key), by=other)
    say(claim(mine, unit_of(mine), content.key))
    (log,) = logs_of([outline(mine)]).values()
    assert log.units == {}
