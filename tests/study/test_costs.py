"""What the learner's pages cost in queries, at most and as a phone causes them (DESIGN section 10: 8 for a lesson)."""

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.attempts.queries import REVISIONS, field_prefix
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests.progress.lrs import queries_of
from tests.study.world import address, answer, paper, text, units
from xapi.models import Statement
from xapi.vocabulary import Verb

LESSON = 8
# A statement stored and folded (tests/progress/test_budgets.py): registration locked, ids looked up, the statement and
# its two kinds of link written, the fold stored.
STATEMENT = 6
PLAIN, ASKING, ASSESSMENT = range(3)


def cost(client: Client, path: str) -> int:
    return len(queries_of(lambda: text(client, path)))


@pytest.fixture
def warm(mine: Enrolment, huy: Account, full_course: CoursePage) -> Enrolment:
    """Lan's; somebody else on this process has been through the course before her."""
    client = Client()
    client.force_login(huy)
    his = enrol(person=huy.person, course_key=full_course.translation_key, acting_user=huy)
    for place in range(len(units(his))):
        text(client, address(his, place))
    return mine


# These commit: what a process remembers of committed rows is part of the cost.
@pytest.mark.django_db(transaction=True)
def test_a_known_lesson_stays_within_the_budget_also_on_going_back(lan_in: Client, warm: Enrolment) -> None:
    for place in (PLAIN, ASKING):
        text(lan_in, address(warm, place))
    assert cost(lan_in, address(warm, ASKING)) <= LESSON - 1
    # Going back writes where she is now: one query more than staying.
    assert cost(lan_in, address(warm, PLAIN)) <= LESSON - 1
    assert cost(lan_in, address(warm, PLAIN)) <= LESSON - 2
    assert cost(lan_in, address(warm, ASKING)) <= LESSON


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("place", "page"), [(PLAIN, LESSON - 2), (ASKING, LESSON - 1), (ASSESSMENT, LESSON - 1)])
def test_a_first_visit_costs_the_statement_that_she_began_besides(
    lan_in: Client, warm: Enrolment, place: int, page: int
) -> None:
    """Above the eight of a page: what it proves cannot be had for less than any statement costs."""
    first = 1 - place if place < ASSESSMENT else PLAIN
    text(lan_in, address(warm, first))
    assert cost(lan_in, address(warm, place)) <= page + STATEMENT
    assert Statement.objects.filter(registration=warm.pk, verb=Verb.INITIALIZED).count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_first_unit_of_a_course_makes_its_bookmark_besides(lan_in: Client, warm: Enrolment) -> None:
    assert cost(lan_in, address(warm, PLAIN)) <= LESSON - 1 + STATEMENT


@pytest.mark.django_db
@pytest.mark.parametrize(
    # Of an assessment a process remembers which of its questions are opinions, once what it read was committed.
    ("page", "most"),
    [("home", 8), ("outline", 9), ("assessment", 8), ("paper", 5), ("review", 5), ("result", 7)],
)
def test_the_other_pages_stay_within_theirs(lan_in: Client, mine: Enrolment, page: str, most: int) -> None:
    done, open_one = answer(paper(mine), wrong=True), paper(mine)
    path = {
        "home": "/hoc/",
        "outline": f"/hoc/{mine.pk}/",
        "assessment": address(mine, ASSESSMENT),
        "paper": f"/hoc/luot/{open_one.pk}/",
        "review": f"/hoc/luot/{open_one.pk}/?xem-lai",
        "result": f"/hoc/luot/{done.pk}/ket-qua/",
    }[page]
    text(lan_in, path)
    assert cost(lan_in, path) <= most


@pytest.mark.django_db(transaction=True)
def test_a_save_by_itself_costs_at_most_six_queries(lan_in: Client, mine: Enrolment) -> None:
    """Session, account, the attempt under its lock, its paper; the answers and the event of it."""
    attempt = paper(mine)
    # In whatever place the paper has it: not every kind of question takes "1" for an answer.
    asked = attempt.items.get(version__question__kind="single")
    path, prefix = f"/hoc/luot/{attempt.pk}/", field_prefix(asked.position)
    fields = {REVISIONS: ",".join("0" for _ in attempt.items.all()), prefix: "1"}
    answers = []
    costs = queries_of(lambda: answers.append(lan_in.post(path, fields, headers={"Accept": "application/json"})))
    assert answers[0].json()["saved"]
    assert attempt.items.exclude(response=None).count() == 1
    assert len(costs) <= 6
