"""A learner without attempts left asks for more, from the page of the assessment, its result, the course."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from courses.editions.models import EditionUnit
from learners.attempts.models import AttemptRequest
from learners.attempts.opening import Allowance
from learners.attempts.requesting import decline, give
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests.study.test_costs import cost
from tests.study.world import address, answer, paper, text

pytestmark = pytest.mark.django_db
TEST = 2
SENT = "đã gửi, chờ trả lời"


@pytest.fixture
def failed(mine: Enrolment) -> Enrolment:
    """Both attempts are used."""
    for _attempt in range(2):
        answer(paper(mine), wrong=True)
    return mine


def door(mine: Enrolment) -> str:
    return address(mine, TEST)


def send(client: Client, mine: Enrolment, words: str) -> str:
    return client.post(f"{door(mine)}xin-them-luot/", {"words": words}, follow=True).content.decode()


def test_she_asks_from_wherever_she_stands(lan_in: Client, failed: Enrolment) -> None:
    result = f"/hoc/luot/{failed.attempts.latest('number').pk}/ket-qua/"
    outline = f"/hoc/{failed.pk}/"
    for page in (door(failed), result):
        assert f"{door(failed)}xin-them-luot/" in text(lan_in, page)
    assert f"{door(failed)}#xin-them-luot" in text(lan_in, outline)

    for _press in range(2):
        assert SENT in send(lan_in, failed, "Mất điện")
    assert AttemptRequest.objects.get().words == "Mất điện"
    for page in (door(failed), result, outline):
        assert SENT in text(lan_in, page)
    assert 'name="words"' not in text(lan_in, door(failed))


@pytest.mark.parametrize("words", ["", "  ", "a" * 501])
def test_words_are_needed_and_not_too_many(lan_in: Client, failed: Enrolment, words: str) -> None:
    page = send(lan_in, failed, words)
    assert "Chưa gửi được" in page
    assert words.strip() in page
    assert not AttemptRequest.objects.exists()


def test_who_has_an_attempt_is_not_asked_to_ask(lan_in: Client, mine: Enrolment) -> None:
    assert "xin-them-luot" not in text(lan_in, door(mine))
    assert "không cần xin thêm lượt" in send(lan_in, mine, "Xin")
    assert not AttemptRequest.objects.exists()


def test_a_no_is_shown_and_she_may_write_again(lan_in: Client, failed: Enrolment, oanh: Account) -> None:
    send(lan_in, failed, "Mất điện")
    decline(asked=AttemptRequest.objects.get(), reason="Cần giấy xác nhận", acting_user=oanh)
    page = text(lan_in, door(failed))
    assert "Cần giấy xác nhận" in page
    assert 'name="words"' in page


def test_once_granted_she_begins(lan_in: Client, failed: Enrolment, oanh: Account) -> None:
    send(lan_in, failed, "Mất điện")
    unit = AttemptRequest.objects.get().unit_key
    give(enrolment=failed, unit_key=unit, allowance=Allowance(extra_attempts=1), reason="Được", acting_user=oanh)
    page = text(lan_in, door(failed))
    assert "Làm lại bài" in page
    assert "xin-them-luot" not in page


def test_closed_is_asked_for_too(lan_in: Client, mine: Enrolment) -> None:
    unit = EditionUnit.objects.get(edition__pins__enrolment=mine, kind="assessment")
    unit.rules["closes_at"] = (timezone.now() - dt.timedelta(days=1)).isoformat()
    unit.save()
    assert f"{door(mine)}xin-them-luot/" in text(lan_in, door(mine))


def test_another_learner_cannot_ask_for_her(client: Client, failed: Enrolment, huy: Account) -> None:
    client.force_login(huy)
    assert client.post(f"{door(failed)}xin-them-luot/", {"words": "Xin"}).status_code == 404


def test_asking_costs_one_query_where_she_is_stuck_and_none_elsewhere(lan_in: Client, mine: Enrolment) -> None:
    text(lan_in, door(mine))
    before = cost(lan_in, door(mine))
    for _attempt in range(2):
        answer(paper(mine), wrong=True)
    assert cost(lan_in, door(mine)) <= before + 1
