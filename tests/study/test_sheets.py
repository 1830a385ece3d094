"""A paper with several sections: one to a page, whose buttons save before they lead on; without scripts."""

import re
from typing import Any

import pytest
from django.test import Client

from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests.study import world
from tests.study.world import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(lan: Account, oanh: Account) -> Enrolment:
    return enrol(person=lan.person, course_key=world.sectioned(oanh).translation_key, acting_user=lan)


@pytest.fixture
def path(lan_in: Client, taken: Enrolment) -> str:
    unit = taken.progress.edition.units.get()
    return lan_in.post(f"/hoc/{taken.pk}/bai/{unit.unit_key}/bat-dau/").headers["Location"]


def answers() -> list[Any]:
    """The gap of each question; None where nothing is kept."""
    kept = Attempt.objects.get().items.values_list("response", flat=True)
    return [response[0] if response else None for response in kept]


def send(client: Client, path: str, wish: str, sheet: int, **given: str) -> str:
    revisions = re.findall(r'name="ban" value="([^"]*)"', text(client, path))[0]
    fields = {name.replace("_", "-"): value for name, value in given.items()}
    return client.post(path, {"ban": revisions, "to": str(sheet), "viec": wish, **fields}).headers["Location"]


def test_a_section_is_a_page_with_its_words_and_points(lan_in: Client, path: str) -> None:
    first, second = text(lan_in, path), text(lan_in, f"{path}?to=2")
    assert [word in first for word in ("Phần đọc", "Đọc kỹ từng câu.", "Hỏi 1?", "Hỏi 2?", "Phần tiếp")] == [True] * 5
    assert [word in first for word in ("Hỏi 3?", "Phần trước", "Xem lại và nộp")] == [False] * 3
    assert [word in second for word in ("Phần làm", "Hỏi 3?", "3 điểm", "Phần trước", "Xem lại")] == [True] * 5
    for other in ("?to=0", "?to=3", "?to=x", "?to=99999999999999999999"):
        assert "Phần đọc" in text(lan_in, path + other)


def test_leading_on_saves_and_a_sheet_clears_nothing_of_another(lan_in: Client, path: str) -> None:
    assert send(lan_in, path, "den-2", 1, cau_1="mười", cau_2="chín") == f"{path}?to=2"
    assert send(lan_in, path, "xem-lai", 2, cau_3="10") == f"{path}?xem-lai"
    assert answers() == ["mười", "chín", "10"]
    assert send(lan_in, path, "luu", 2, cau_3="") == f"{path}?to=2"
    assert answers() == ["mười", "chín", None]
    # What belongs to another sheet is not taken from this one.
    send(lan_in, path, "luu", 2, cau_1="khác", cau_3="3")
    assert answers() == ["mười", "chín", "3"]


def test_the_review_leads_to_the_sheet_of_each_gap(lan_in: Client, path: str) -> None:
    review = text(lan_in, f"{path}?xem-lai")
    assert "Còn 3 câu chưa trả lời" in review
    assert f'href="{path}#cau-2"' in review
    assert f'href="{path}?to=2#cau-3"' in review


def test_an_older_window_leads_back_to_its_sheet(lan_in: Client, path: str) -> None:
    for words in ("mới", "cũ"):
        sent = {"ban": "0,0,0", "to": "2", "viec": "den-1", "cau-3": words}
        answer = lan_in.post(path, sent)
    assert answer.headers["Location"] == f"{path}?to=2"
    assert "cửa sổ khác" in text(lan_in, answer.headers["Location"])
    assert answers()[2] == "mới"


def test_answers_sent_after_the_session_ended_fill_in_their_sheet_alone(
    lan_in: Client, lan: Account, path: str
) -> None:
    send(lan_in, path, "luu", 1, cau_1="mười")
    lan_in.logout()
    lan_in.post(path, {"ban": "1,0,0", "to": "2", "viec": "luu", "cau-3": "mười hai"})
    lan_in.force_login(lan)
    assert 'value="mười hai"' in text(lan_in, path)
    lan_in.post(path, {"ban": "1,0,0", "to": "2", "viec": "luu", "cau-3": "mười hai"})
    assert answers() == ["mười", None, "mười hai"]
