"""A learner objects to a question of her result, as far as its questions are shown to her."""

import pytest
from django.test import Client

from courses.catalogue.assessment_forms import AFTER, CLOSED, DURING, LATER
from learners.attempts.appealing import decide_appeal
from learners.attempts.models import Appeal, Attempt, Decision
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests.study import world
from tests.study.world import answer, paper, text

pytestmark = pytest.mark.django_db
WAITS = "đã gửi ý kiến, chờ trả lời"


@pytest.fixture
def done(mine: Enrolment) -> Attempt:
    return answer(paper(mine), wrong=True)


def page(attempt: Attempt) -> str:
    return f"/hoc/luot/{attempt.pk}/ket-qua/"


def send(client: Client, attempt: Attempt, words: str, number: int = 2) -> str:
    path = f"/hoc/luot/{attempt.pk}/cau/{number}/y-kien/"
    return client.post(path, {"words": words}, follow=True).content.decode()


def test_she_objects_to_one_question(lan_in: Client, done: Attempt) -> None:
    assert text(lan_in, page(done)).count("Tôi thấy câu này chưa đúng") == done.items.count()
    for _press in range(2):
        assert send(lan_in, done, "Sai luật").count(WAITS) == 1
    made = Appeal.objects.get()
    assert (made.item.position, made.words) == (1, "Sai luật")


@pytest.mark.parametrize("words", ["", "   ", "a" * 501])
def test_words_are_needed_and_not_too_many(lan_in: Client, done: Attempt, words: str) -> None:
    shown = send(lan_in, done, words)
    assert 'class="field-error"' in shown
    assert words.strip() in shown
    assert not Appeal.objects.exists()


def test_the_answer_stands_with_the_question(lan_in: Client, done: Attempt, oanh: Account) -> None:
    send(lan_in, done, "Sai luật")
    decide_appeal(appeal=Appeal.objects.get(), decision=Decision.KEPT, answer="Luật năm 2023", acting_user=oanh)
    shown = text(lan_in, page(done))
    assert "Luật năm 2023" in shown
    assert "giữ nguyên đáp án" in shown
    assert WAITS not in shown


def test_what_is_not_shown_is_not_objected_to(lan_in: Client, lan: Account, oanh: Account) -> None:
    hidden: dict[str, list[str]] = {DURING: [], AFTER: [], LATER: [], CLOSED: []}
    course = world.course(oanh, feedback=hidden)
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    done = answer(paper(mine))
    assert "Tôi thấy câu này chưa đúng" not in text(lan_in, page(done))
    path = f"/hoc/luot/{done.pk}/cau/1/y-kien/"
    assert lan_in.post(path, {"words": "Sai"}).status_code == 404


def test_there_is_no_such_question(lan_in: Client, done: Attempt) -> None:
    assert lan_in.post(f"/hoc/luot/{done.pk}/cau/99/y-kien/", {"words": "Sai"}).status_code == 404
    assert lan_in.post(f"/hoc/luot/{done.pk}/cau/0/y-kien/", {"words": "Sai"}).status_code == 404


def test_nobody_objects_for_another(client: Client, done: Attempt, huy: Account) -> None:
    client.force_login(huy)
    assert client.post(f"/hoc/luot/{done.pk}/cau/1/y-kien/", {"words": "Sai"}).status_code == 404
