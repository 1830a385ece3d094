"""A form whose token is no longer good: the page says what to do, and what was answered is not lost."""

import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from learners.attempts.models import Attempt
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.study.keeping import KEY
from tests.questions.samples import SAMPLES
from tests.study.world import address, paper, text

pytestmark = pytest.mark.django_db
KEPT, LOST = "Câu trả lời vừa gửi vẫn còn", "thử lần nữa"


@pytest.fixture
def attempt(mine: Enrolment) -> Attempt:
    return paper(mine)


@pytest.fixture
def strict(db: None) -> Client:
    """A browser that is asked for the token; it has none."""
    return Client(enforce_csrf_checks=True)


def answers(attempt: Attempt) -> dict[str, str]:
    place = attempt.items.get(version__question__kind="fill").position + 1
    return {"ban": ",".join("0" for _ in SAMPLES), f"cau-{place}": "mười", "viec": "luu"}


def page(answer: HttpResponse) -> str:
    assert answer.status_code == 403
    shown = answer.content.decode()
    assert "Trang này mở đã lâu nên chưa gửi được" in shown
    return shown


def way_back(answer: HttpResponse) -> str:
    found = re.search(r'class="button" href="([^"]*)">Mở lại trang', page(answer))
    assert found
    return unescape(found[1])


def sign_in(client: Client, path: str) -> HttpResponse:
    """With the token of the form, as a browser does."""
    found = re.findall(r'name="(csrfmiddlewaretoken|next)" value="([^"]*)"', text(client, path))
    form = {name: unescape(value) for name, value in found}
    return client.post("/dang-nhap/", {**form, "username": "lan", "password": "mat-khau-tot-2026"}, follow=True)


def test_her_answers_are_there_when_she_opens_the_page_again(strict: Client, lan: Account, attempt: Attempt) -> None:
    strict.force_login(lan)
    told = strict.post(f"/hoc/luot/{attempt.pk}/", answers(attempt))
    assert KEPT in page(told)
    assert "đăng nhập" not in re.sub(r"<header.*</header>", "", page(told), flags=re.DOTALL)
    shown = text(strict, way_back(told))
    assert 'value="mười"' in shown
    assert "chưa lưu" in shown
    assert not attempt.items.exclude(response=None).exists()


def test_they_are_there_too_once_she_is_signed_in_again(strict: Client, lan: Account, attempt: Attempt) -> None:
    told = strict.post(f"/hoc/luot/{attempt.pk}/", answers(attempt))
    assert KEPT in page(told)
    assert "Mở lại trang và đăng nhập" in page(told)
    to_sign_in = strict.get(way_back(told))
    assert 'value="mười"' in sign_in(strict, to_sign_in.url).content.decode()


def test_an_answer_in_a_lesson_is_kept(strict: Client, lan: Account, mine: Enrolment) -> None:
    strict.force_login(lan)
    told = strict.post(address(mine, 1), {"hoi": "cau-1", "trang": "x", "cau-1": "0"})
    assert KEPT in page(told)
    assert "bấm Kiểm tra để gửi lại" in text(strict, way_back(told))


@pytest.mark.parametrize(("place", "rest"), [(0, "xong/"), (2, "bat-dau/")])
@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "anonymous"])
def test_without_answers_she_is_sent_to_the_page_of_the_button(
    strict: Client, lan: Account, mine: Enrolment, place: int, rest: str, signed_in: bool
) -> None:
    if signed_in:
        strict.force_login(lan)
    told = strict.post(address(mine, place, rest))
    assert LOST in page(told)
    assert KEPT not in page(told)
    assert way_back(told) == address(mine, place)
    assert KEY not in strict.session


def test_signing_in_with_an_old_page_does_not_lose_where_she_was_going(strict: Client, lan: Account) -> None:
    told = strict.post("/dang-nhap/", {"username": "lan", "password": "x", "next": "/hoc/?a=1&b=2"})
    assert LOST in page(told)
    assert way_back(told) == "/dang-nhap/?next=/hoc/%3Fa%3D1%26b%3D2"
    assert sign_in(strict, way_back(told)).request["QUERY_STRING"] == "a=1&b=2"


def test_who_signed_in_at_another_window_need_not_do_it_again(strict: Client, lan: Account) -> None:
    strict.force_login(lan)
    told = strict.post("/dang-nhap/", {"username": "lan", "password": "x", "next": ""})
    assert strict.get(way_back(told)).url == "/hoc/"


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/hoc/", "/hoc/"),
        ("http://testserver/hoc/?trang=2", "/hoc/"),
        ("https://xau.invalid/hoc/", "/"),
        ("http://testserver//xau.invalid/", "/"),
        ("khong phai", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_a_form_of_any_page_leads_back_to_that_page_alone(
    strict: Client, lan: Account, came_from: str, back: str
) -> None:
    strict.force_login(lan)
    assert way_back(strict.post("/dang-xuat/", headers={"Referer": came_from})) == back


def test_what_another_site_sends_is_never_kept(strict: Client, lan: Account, attempt: Attempt) -> None:
    strict.force_login(lan)
    told = strict.post(f"/hoc/luot/{attempt.pk}/", answers(attempt), headers={"Origin": "https://xau.invalid"})
    assert KEPT not in page(told)
    assert "mười" not in text(strict, f"/hoc/luot/{attempt.pk}/")


def test_the_script_is_told_and_what_it_sent_is_kept(strict: Client, lan: Account, attempt: Attempt) -> None:
    strict.force_login(lan)
    told = strict.post(f"/hoc/luot/{attempt.pk}/", answers(attempt), headers={"Accept": "application/json"})
    assert (told.status_code, told.json()) == (403, {"stale": True})
    assert 'value="mười"' in text(strict, f"/hoc/luot/{attempt.pk}/")


def test_handing_in_with_an_old_page_keeps_what_was_saved(strict: Client, lan: Account, attempt: Attempt) -> None:
    strict.force_login(lan)
    attempt.items.filter(version__question__kind="fill").update(response=["mười"])
    told = strict.post(f"/hoc/luot/{attempt.pk}/", {"viec": "nop"})
    assert KEPT not in page(told)
    assert 'value="mười"' in text(strict, way_back(told))
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
