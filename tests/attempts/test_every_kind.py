"""Of every kind of question: a paper asks it, a browser without a script answers it, and what is said of it is valid.

Valid for our own store, and for a second reader of the standard that shares nothing with it.
"""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit, UnitKind
from courses.editions.queries import latest
from courses.questions.models import QuestionKind
from courses.questions.responses import well_formed
from courses.questions.types import is_for_learner, is_manual
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.models import Attempt, AttemptItem
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.marking.actions import Given, finish
from learners.people.models import Account
from tests import factories
from tests.questions.fields import sent_by
from tests.questions.samples import BY_HAND, EVERY_KIND, SAMPLES, data_of, right, stored
from tests.questions.whole_statement import faults
from xapi.models import Statement
from xapi.numbers import loads
from xapi.validation import validate
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
each_kind = pytest.mark.parametrize("kind", EVERY_KIND)


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


def unit(enrolment: Enrolment, kind: str) -> EditionUnit:
    """Its assessment, which asks one question of ``kind``, and one that the server grades."""
    edition = latest(enrolment.course_key)
    assert edition
    made = edition.units.get(kind=UnitKind.ASSESSMENT)
    asked = [stored(kind, "Hỏi gì?").current_id, factories.question().current_id]
    made.rules = factories.rules_asking(asked, shuffle=False)
    made.save()
    return made


def said(enrolment: Enrolment) -> list[Any]:
    """Every statement of hers, as the store gives it out."""
    return [loads(one.raw) for one in Statement.objects.filter(registration=enrolment.pk).order_by("seq")]


def faulty(statements: list[Any]) -> list[str]:
    for one in statements:
        validate(one, "1.0.3")
    return [f"{one['verb']['id']}: {fault}" for one in statements for fault in faults(one)]


def answers_of(kind: str) -> list[Any]:
    """Right, wrong where it can be, and none."""
    wrong = [SAMPLES[kind][1]] if kind in SAMPLES else []
    return [right(kind, data_of(kind)), *wrong, None]


def test_no_kind_is_without_a_sample() -> None:
    """Every test that is held for each kind goes through these."""
    assert set(EVERY_KIND) == set(QuestionKind.values)
    assert set(BY_HAND) == {kind for kind in QuestionKind if is_manual(kind)}


@each_kind
def test_all_that_an_attempt_says_is_valid_twice(enrolment: Enrolment, oanh: Account, kind: str) -> None:
    made = unit(enrolment, kind)
    for answer in answers_of(kind):
        attempt = open_attempt(enrolment=enrolment, unit=made)
        save_answers(attempt=attempt, answers={0: answer, 1: 0})
        submit(attempt=attempt)
        if kind in BY_HAND:
            judgement = Given(BY_HAND[kind][2 if answer else 3], "")
            finish(item=attempt.items.get(position=0), given=judgement, acting_user=oanh)
    statements = said(enrolment)
    verbs = [one["verb"]["id"] for one in statements]
    assert verbs.count(Verb.ANSWERED) == 2 * len(answers_of(kind))
    assert (Verb.SCORED in verbs) == (kind in BY_HAND)
    assert {Verb.INITIALIZED, Verb.COMPLETED} <= set(verbs)
    assert faulty(statements) == []


@each_kind
def test_an_answer_is_told_about_its_question_under_its_assessment(enrolment: Enrolment, kind: str) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit(enrolment, kind))
    save_answers(attempt=attempt, answers={0: right(kind, data_of(kind))})
    submit(attempt=attempt)
    [answered] = [one for one in said(enrolment) if one["object"]["id"].endswith(f"{question_key(attempt)}/1")]
    assert answered["verb"]["id"] == Verb.ANSWERED
    assert answered["context"]["registration"] == str(enrolment.pk)
    parents = [one["id"] for one in answered["context"]["contextActivities"]["parent"]]
    groups = [one["id"] for one in answered["context"]["contextActivities"]["grouping"]]
    assert [str(attempt.unit_key) in one for one in parents] == [True]
    assert [str(enrolment.course_key) in one for one in groups] == [True]
    assert str(attempt.pk) in answered["result"]["extensions"].values()


def question_key(attempt: Attempt) -> str:
    return str(item_of(attempt).version.question.key)


def item_of(attempt: Attempt) -> AttemptItem:
    return attempt.items.select_related("version__question").get(position=0)


@each_kind
def test_a_browser_without_a_script_answers_it_and_finds_its_answer_again(
    lan: Account, enrolment: Enrolment, kind: str
) -> None:
    """What is filled in is saved in original indices, and the page comes back as it was sent."""
    attempt = open_attempt(enrolment=enrolment, unit=unit(enrolment, kind))
    save_answers(attempt=attempt, answers={0: right(kind, data_of(kind))})
    lan_in, path = Client(), f"/hoc/luot/{attempt.pk}/"
    lan_in.force_login(lan)
    shown = form_of(lan_in, path)
    assert bool([name for name in shown if name.startswith("cau-1")]) == is_for_learner(kind)
    save_answers(attempt=attempt, answers={0: None})
    assert item_of(attempt).response is None
    blank = form_of(lan_in, path)
    answer = {name: value for name, value in shown.items() if name.startswith("cau-1")}
    assert lan_in.post(path, {**blank, **answer, "viec": "xem-lai"}).status_code == 302
    assert item_of(attempt).response == well_formed(kind, data_of(kind), right(kind, data_of(kind)))
    assert {name: value for name, value in form_of(lan_in, path).items() if name.startswith("cau-1")} == answer


def form_of(browser: Client, path: str) -> dict[str, list[str]]:
    page = browser.get(path).content.decode()
    assert "javascript:" not in page
    form = BeautifulSoup(page, "html.parser").select_one("form.paper")
    assert form
    return sent_by(form)
