"""A client with write scope, over HTTP, on both prefixes: it can neither pass our assessment for somebody nor take
back what we said (issue 2, check 4)."""

import json
import uuid
from typing import Any

import pytest

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit, UnitKind
from courses.editions.queries import latest
from learners.attempts.actions import open_attempt, submit
from learners.enrolment import authorities
from learners.enrolment.actions import enrol, move
from learners.enrolment.models import DerivedNamespace, EditionPin, Enrolment
from learners.enrolment.statements import derived_id, statement
from learners.people.models import Account
from learners.progress.actions import complete_lesson
from learners.progress.models import Completion, Progress, Status
from learners.progress.rebuilding import check
from tests import factories
from tests.factories import at
from tests.progress.lrs import Lrs, authority
from xapi.credentials import issue
from xapi.models import Statement, Trust
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    """Lan has read every lesson; the assessment is before her."""
    made = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))
    for unit in units(made, UnitKind.LESSON):
        complete_lesson(enrolment=made, unit=unit, at=at(2))
    return made


@pytest.fixture(params=["1.0.3", "2.0.0"])
def outsider(request: pytest.FixtureRequest) -> Lrs:
    return Lrs(authority("khach"), "statements/write", "void", version=request.param)


def units(enrolment: Enrolment, kind: str) -> list[EditionUnit]:
    edition = latest(enrolment.course_key)
    assert edition
    return list(edition.units.filter(kind=kind))


def state(enrolment: Enrolment) -> dict[str, Any]:
    return Progress.objects.filter(pk=enrolment.pk).values().get()


def passing(enrolment: Enrolment, verb: str = Verb.PASSED, **changes: Any) -> dict[str, Any]:
    unit = units(enrolment, UnitKind.ASSESSMENT)[0]
    result = {"score": {"scaled": 1}, "success": True, "completion": True}
    return {**statement(enrolment, verb=verb, unit_key=unit.unit_key, at=at(3), result=result), **changes}


@pytest.mark.parametrize("verb", [Verb.PASSED, Verb.COMPLETED, Verb.SATISFIED])
@pytest.mark.parametrize("claimed", ["", "he-thong", "may-cham"])
def test_it_cannot_pass_our_assessment(enrolment: Enrolment, outsider: Lrs, verb: str, claimed: str) -> None:
    authorities.system(), authorities.server_graded()
    before = state(enrolment)
    sent = passing(enrolment, verb)
    if claimed:
        home = statement(enrolment, verb=verb)["actor"]["account"]["homePage"]
        sent["authority"] = {"objectType": "Agent", "account": {"homePage": home, "name": claimed}}

    assert outsider.post(sent).status_code == 200
    stored = Statement.objects.get(statement_id=sent["id"])
    assert json.loads(stored.raw)["authority"]["account"]["name"] == "khach"
    assert state(enrolment) == before
    assert not Completion.objects.exists()
    assert list(check()) == []


def test_it_cannot_complete_our_course(enrolment: Enrolment, outsider: Lrs) -> None:
    before = state(enrolment)
    assert outsider.post(statement(enrolment, verb=Verb.COMPLETED, result={"completion": True})).status_code == 200
    assert (state(enrolment), Completion.objects.count()) == (before, 0)


def test_even_a_trusted_one_passes_no_assessment_of_ours(enrolment: Enrolment) -> None:
    trusted = Lrs(authority("so-noi-vu", Trust.TRUSTED_EXTERNAL), "statements/write")
    before = state(enrolment)
    assert trusted.post(passing(enrolment)).status_code == 200
    assert state(enrolment) == before


def test_it_cannot_void_what_we_said_and_nothing_is_stored(enrolment: Enrolment, outsider: Lrs) -> None:
    submitted = submit(attempt=open_attempt(enrolment=enrolment, unit=units(enrolment, UnitKind.ASSESSMENT)[0]))
    target = Statement.objects.filter(registration=enrolment.pk, verb=Verb.COMPLETED).latest("seq")
    log, before = Statement.objects.count(), state(enrolment)
    for voided in (target.statement_id, submitted.statement_id):
        void = {
            "id": str(uuid.uuid4()),
            "actor": {"account": {"homePage": "https://example.org", "name": "ai-do"}},
            "verb": {"id": Verb.VOIDED},
            "object": {"objectType": "StatementRef", "id": str(voided)},
        }
        harmless = statement(enrolment, verb=Verb.EXPERIENCED)
        assert outsider.post([harmless, void]).status_code == 403
    assert (Statement.objects.count(), state(enrolment)) == (log, before)
    assert not Statement.objects.exclude(voided_at=None).exists()


def test_a_void_sent_ahead_of_what_it_voids_takes_nothing_back(enrolment: Enrolment, outsider: Lrs) -> None:
    coming = passing(enrolment)
    void = {
        "actor": {"account": {"homePage": "https://example.org", "name": "ai-do"}},
        "verb": {"id": Verb.VOIDED},
        "object": {"objectType": "StatementRef", "id": coming["id"]},
    }
    assert outsider.post(void).status_code == 200
    assert Lrs(authorities.server_graded()).post(coming).status_code == 200
    assert Progress.objects.get(pk=enrolment.pk).status == Status.COMPLETED
    assert list(check()) == []


def test_the_registration_of_somebody_else_gives_nothing_to_either(
    enrolment: Enrolment, outsider: Lrs, course: CoursePage
) -> None:
    """Lan's actor under another's registration, and the other's actor under Lan's."""
    other = enrol(person=factories.person("Người khác"), course_key=course.translation_key, acting_user=None)
    before = state(enrolment), state(other)
    mixed = passing(enrolment)
    mixed["context"] = {**mixed["context"], "registration": str(other.pk)}
    for sent in (mixed, passing(enrolment, actor=passing(other)["actor"])):
        assert outsider.post(sent).status_code == 200
    assert (state(enrolment), state(other)) == before


def test_ids_of_what_follows_cannot_be_taken_beforehand(enrolment: Enrolment, outsider: Lrs) -> None:
    """It knows everything but the installation's namespace: the attempt, the pin, the source code."""
    attempt = open_attempt(enrolment=enrolment, unit=units(enrolment, UnitKind.ASSESSMENT)[0])
    pin = EditionPin.objects.get(enrolment=enrolment)
    causes = [f"{attempt.pk}|verdict", f"{enrolment.pk}|pin-{pin.pk}", f"{enrolment.pk}|registered"]
    public = [uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, enrolment.pk, attempt.pk, uuid.UUID(int=0)]
    for namespace in public:
        guesses = [passing(enrolment, id=str(uuid.uuid5(namespace, cause))) for cause in causes]
        assert outsider.post(guesses).status_code == 200

    submitted = submit(attempt=attempt)
    assert Statement.objects.get(statement_id=submitted.statement_id).authority == authorities.server_graded()
    assert submitted.statement_id == derived_id(attempt.pk, "verdict")
    namespace = DerivedNamespace.objects.get().namespace
    assert not Statement.objects.filter(raw__contains=str(namespace)).exists()


def test_moving_completes_under_an_id_of_ours(enrolment: Enrolment, course: CoursePage, oanh: Account) -> None:
    from courses.editions.actions import release

    course.get_children().get().get_children().last().unpublish()
    shorter = release(course=course, acting_user=oanh, at=at(4))
    move(enrolment=enrolment, edition=shorter, acting_user=oanh, at=at(5))
    completion = Completion.objects.get(enrolment=enrolment)
    pin = EditionPin.objects.get(enrolment=enrolment, edition=shorter)
    assert completion.pk == derived_id(derived_id(enrolment.pk, f"pin-{pin.pk}"), "course-completed")
    assert completion.pk != uuid.uuid5(uuid.UUID(int=0), f"{enrolment.pk}|pin-{pin.pk}")


@pytest.mark.parametrize("own", [authorities.system, authorities.server_graded, authorities.learner_session])
def test_no_key_is_issued_for_the_installation_s_own_word(db: None, own: Any) -> None:
    with pytest.raises(ValueError, match="own"):
        issue(authority=own(), scopes=["statements/write"])
