"""From the printed sheet to a password of one's own: the pages, what they refuse, and what they tell strangers."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from learners.notices.models import Notice
from learners.people.codes import issue
from learners.people.models import Account, Outcome, Person, SignInCode
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world
from tests.people.pages import shown_notice

PASSWORD = "con-thuyen-xanh-7"
NOT_FOUND = "Tên đăng nhập hoặc mã chưa đúng, hoặc mã đã hết hạn."
pytestmark = pytest.mark.django_db


@pytest.fixture
def buoi(province: world.Province) -> Person:
    return world.member("Đặng Thị Bưởi", province.health)


@pytest.fixture
def code(buoi: Person, son: Account) -> str:
    return issue(people=[buoi], acting_user=son)[0].code


def enter(client: Client, code: str, username: str = "buoi.dang") -> Any:
    return client.post("/lan-dau/", {"username": username, "code": code})


def choose(client: Client, password: str = PASSWORD, again: str | None = None, **more: str) -> Any:
    path = "/lan-dau/mat-khau/"
    form = {"password": password, "again": again or password, "notice": shown_notice(client, path)}
    return client.post(path, {**form, **more})


def test_a_code_leads_over_name_and_agency_to_a_password_and_in(client: Client, code: str, buoi: Person) -> None:
    assert enter(client, code.lower().replace("-", " ")).url == "/lan-dau/xac-nhan/"
    shown = client.get("/lan-dau/xac-nhan/").content.decode()
    for said in ("Đây có phải là anh/chị?", "Đặng Thị Bưởi", "Sở Y tế", "buoi.dang", 'href="/lan-dau/mat-khau/"'):
        assert said in shown
    assert "buoi.dang" in client.get("/lan-dau/mat-khau/").content.decode()
    assert choose(client).url == "/bat-dau/"
    account = Account.objects.get(person=buoi)
    assert account.check_password(PASSWORD)
    assert client.session["_auth_user_id"] == str(account.pk)
    assert client.session.get_expire_at_browser_close()
    assert SignInCode.objects.get().outcome == Outcome.USED
    entry = AuditEntry.objects.get(verb="use_code")
    assert (entry.actor, entry.subject_id) == (str(account.pk), str(account.pk))


def test_a_code_opens_once(client: Client, code: str) -> None:
    enter(client, code)
    choose(client)
    assert NOT_FOUND in enter(Client(), code).content.decode()
    assert choose(client, "mot-mat-khau-khac-9").url == "/lan-dau/"


def test_two_who_hold_the_code_at_once_do_not_both_get_in(client: Client, code: str) -> None:
    other = Client()
    enter(client, code)
    enter(other, code)
    choose(client)
    assert choose(other, "mot-mat-khau-khac-9").url == "/lan-dau/"
    assert Account.objects.get(username="buoi.dang").check_password(PASSWORD)


def test_not_me_voids_the_code_and_tells_who_issued_it(client: Client, code: str, son: Account) -> None:
    enter(client, code)
    answer = client.post("/lan-dau/khong-phai-toi/", follow=True)
    assert "Mã đã hủy" in answer.content.decode()
    assert "Đặng Thị Bưởi (buoi.dang) báo “Không phải tôi”" in Notice.objects.get(account=son).text
    assert SignInCode.objects.get().outcome == Outcome.REFUSED
    assert AuditEntry.objects.filter(verb="refuse_code").exists()
    assert NOT_FOUND in enter(Client(), code).content.decode()
    assert choose(client).url == "/lan-dau/"


def test_a_stranger_cannot_tell_a_name_that_exists_from_one_that_does_not(client: Client, code: str) -> None:
    factories.account("quynh.vo")
    same = set()
    for name in ("buoi.dang", "quynh.vo", "khong-co"):
        page = enter(client, "AAAA-AAAA", name).content.decode()
        same.add(re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', "", page).replace(name, ""))
    assert len(same) == 1
    assert NOT_FOUND in same.pop()


def test_wrong_tries_rest_one_account_s_code_entry_for_a_quarter_of_an_hour(
    client: Client, code: str, son: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    [neighbour] = issue(people=[factories.person("Lê Văn Tư")], acting_user=son)
    for _ in range(10):
        enter(client, "AAAA-AAAA")
    assert NOT_FOUND in enter(client, code).content.decode()
    assert AuditEntry.objects.filter(verb="lock_code").count() == 1
    assert enter(Client(), neighbour.code, neighbour.username).status_code == 302
    later = timezone.now() + dt.timedelta(minutes=16)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert enter(Client(), code).status_code == 302


def test_codes_run_out_after_fourteen_days(client: Client, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + dt.timedelta(days=14, minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert NOT_FOUND in enter(client, code).content.decode()


def test_rights_given_after_printing_close_the_code(client: Client, code: str, province: world.Province) -> None:
    enter(client, code)
    world.grant(Account.objects.get(username="buoi.dang"), province.health)
    assert choose(client).url == "/lan-dau/"
    assert NOT_FOUND in enter(Client(), code).content.decode()


def test_a_phone_laid_aside_asks_for_the_code_again(client: Client, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(client, code)
    later = timezone.now() + dt.timedelta(minutes=31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "chờ quá lâu" in client.get("/lan-dau/mat-khau/", follow=True).content.decode()


def test_a_code_signs_the_one_before_out(client: Client, code: str, lan: Account) -> None:
    client.force_login(lan)
    assert "đang đăng nhập với tên Nguyễn Thị Lan" in client.get("/lan-dau/").content.decode()
    enter(client, code)
    assert "_auth_user_id" not in client.session
    assert "Lan" not in client.get("/lan-dau/xac-nhan/").content.decode()


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("ngan", "ngan", "Mật khẩu cần ít nhất 8 ký tự."),
        ("password1", "password1", "Mật khẩu này nhiều người dùng nên dễ bị đoán."),
        ("8273645190", "8273645190", "Mật khẩu không được chỉ gồm chữ số."),
        ("Buoi.Dang-1", "Buoi.Dang-1", "Mật khẩu không được chứa tên đăng nhập."),
        (PASSWORD, PASSWORD + "x", "Hai lần nhập chưa giống nhau."),
        ("", "", "Hãy nhập mật khẩu mới."),
    ],
)
def test_a_weak_password_is_explained_and_the_code_stays(
    client: Client, code: str, password: str, again: str, said: str
) -> None:
    enter(client, code)
    page = choose(client, password, again).content.decode()
    assert page.count(said) == 2
    assert choose(client).url == "/bat-dau/"


def test_without_a_code_the_later_pages_lead_to_its_entry(client: Client) -> None:
    for path in ("/lan-dau/xac-nhan/", "/lan-dau/mat-khau/"):
        assert client.get(path).url == "/lan-dau/"
    assert client.post("/lan-dau/khong-phai-toi/").url == "/lan-dau/"


def test_a_reset_ends_every_session_and_is_told_at_the_next_sign_in(
    client: Client, lan: Account, minh: Account
) -> None:
    phone = Client()
    phone.force_login(lan)
    assert phone.get("/hoc/").status_code == 200
    [issued] = issue(people=[lan.person], acting_user=minh, purpose="reset")
    enter(client, issued.code, "lan")
    choose(client)
    assert phone.get("/hoc/").status_code == 302
    assert "đã được đặt lại" not in client.get("/hoc/").content.decode()
    said = "bằng mã do Phạm Thị Minh cấp"
    for expected in (True, False):
        again = Client()
        again.post("/dang-nhap/", {"username": "lan", "password": PASSWORD})
        page = again.get("/hoc/").content.decode()
        assert (said in page) is expected


def test_the_page_for_a_forgotten_password_says_whom_to_ask(client: Client) -> None:
    page = client.get("/quen-mat-khau/").content.decode()
    assert "Người phụ trách học tập của cơ quan" in page
    assert 'href="/lan-dau/"' in page
    assert 'href="/quen-mat-khau/"' in client.get("/dang-nhap/").content.decode()
