"""Questions one by one: an answer given stays, by whatever address, window or script it is asked again."""

import pytest
from django.test import Client

from courses.catalogue.assessment_forms import AFTER, ANSWERS, CLOSED, DURING, EXPLANATIONS, LATER, MARKS
from learners.attempts.in_turn import answer_in_turn
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests.questions.samples import SAMPLES
from tests.study import world
from tests.study.world import SECRET, address, paper, text

pytestmark = pytest.mark.django_db
COUNT = len(SAMPLES)
REVISIONS = ",".join("0" for _ in SAMPLES)


def taking(lan: Account, oanh: Account, *during: str) -> Enrolment:
    feedback = {DURING: list(during), AFTER: [], LATER: [], CLOSED: []}
    made = world.course(oanh, sequential=True, feedback=feedback)
    return enrol(person=lan.person, course_key=made.translation_key, acting_user=lan)


@pytest.fixture
def attempt(lan: Account, oanh: Account) -> Attempt:
    return paper(taking(lan, oanh))


def path(attempt: Attempt) -> str:
    return f"/hoc/luot/{attempt.pk}/"


def say(client: Client, attempt: Attempt, number: int, **given: str) -> str:
    return client.post(path(attempt), {"ban": REVISIONS, "cau": str(number), **given}).headers["Location"]


def said(attempt: Attempt) -> list[bool]:
    return [bool(at) for at in attempt.items.values_list("saved_at", flat=True)]


def test_one_question_at_a_time_to_the_end(lan_in: Client, attempt: Attempt) -> None:
    for number in range(1, COUNT + 1):
        page = text(lan_in, path(attempt))
        assert f"Câu {number}/{COUNT}" in page
        assert page.count("<fieldset") == 1
        assert say(lan_in, attempt, number) == path(attempt)
    assert "Anh/chị đã đi hết các câu." in text(lan_in, path(attempt))
    lan_in.post(path(attempt), {"viec": "nop"})
    attempt.refresh_from_db()
    assert attempt.submitted_at


def test_it_goes_on_elsewhere_where_she_stopped(lan_in: Client, lan: Account, attempt: Attempt) -> None:
    say(lan_in, attempt, 1)
    other = Client()
    other.force_login(lan)
    assert f"Câu 2/{COUNT}" in text(other, path(attempt))


def test_an_answer_given_is_not_changed_by_any_way(lan_in: Client, attempt: Attempt) -> None:
    place = attempt.items.get(version__question__kind="fill").position
    name = f"cau-{place + 1}"
    for number in range(1, place + 2):
        say(lan_in, attempt, number, **{name: "chín"})
    kept, again = attempt.items.get(position=place).response, {name: "mười"}
    assert kept
    shown = lan_in.post(path(attempt), {"ban": REVISIONS, "cau": str(place + 1), **again}, follow=True)
    if place + 1 < COUNT:
        assert "không sửa được nữa" in shown.content.decode()
    lan_in.post(path(attempt), {"ban": REVISIONS, "viec": "luu", **again})
    lan_in.post(path(attempt), {"ban": REVISIONS, "viec": "luu", **again}, headers={"Accept": "application/json"})
    lan_in.post(path(attempt), {"ban": REVISIONS, "to": "1", "viec": "luu", **again})
    assert attempt.items.get(position=place).response == kept


def test_no_question_is_answered_before_its_turn(lan_in: Client, attempt: Attempt) -> None:
    for number in (0, 2, COUNT, COUNT + 1):
        say(lan_in, attempt, number, **{f"cau-{number}": "0"})
    lan_in.post(path(attempt), {"ban": REVISIONS, "viec": "luu", **{f"cau-{n}": "0" for n in range(1, COUNT + 1)}})
    assert said(attempt) == [False] * COUNT
    assert not answer_in_turn(attempt=attempt, position=1, answer=0)


def test_without_feedback_no_address_looks_back(lan_in: Client, attempt: Attempt) -> None:
    say(lan_in, attempt, 1)
    for query in ("?da-tra-loi=1", "?da-tra-loi=2", "?to=1", "?cau=1"):
        page = text(lan_in, path(attempt) + query)
        assert f"Câu 2/{COUNT}" in page
        assert "Chưa đúng" not in page
    assert "#cau-" not in text(lan_in, f"{path(attempt)}?xem-lai")


def test_feedback_stands_on_the_question_just_answered(lan_in: Client, lan: Account, oanh: Account) -> None:
    attempt = paper(taking(lan, oanh, MARKS, EXPLANATIONS))
    assert SECRET not in text(lan_in, path(attempt))
    there = say(lan_in, attempt, 1)
    assert there == f"{path(attempt)}?da-tra-loi=1"
    page = text(lan_in, there)
    assert SECRET in page
    assert "Chưa trả lời" in page
    assert ">Đáp án<" not in page
    assert "Câu tiếp" in page
    # Of a question not answered yet, nothing.
    assert SECRET not in text(lan_in, f"{path(attempt)}?da-tra-loi=2")


def test_feedback_while_answering_needs_the_sequential_way(lan_in: Client, lan: Account, oanh: Account) -> None:
    feedback = {DURING: [MARKS, ANSWERS, EXPLANATIONS], AFTER: [], LATER: [], CLOSED: []}
    made = world.course(oanh, feedback=feedback)
    mine = enrol(person=lan.person, course_key=made.translation_key, acting_user=lan)
    attempt = paper(mine)
    lan_in.post(path(attempt), {"ban": REVISIONS, "viec": "luu", "cau-1": "0", "cau": "1"})
    for query in ("", "?da-tra-loi=1", "?xem-lai"):
        assert SECRET not in text(lan_in, path(attempt) + query)


def test_the_door_opens_the_same_paper_at_the_same_question(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh)
    attempt = paper(mine)
    say(lan_in, attempt, 1)
    assert lan_in.post(address(mine, 2, "bat-dau/")).headers["Location"] == path(attempt)
