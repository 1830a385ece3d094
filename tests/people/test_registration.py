"""Registering oneself, and below the age only with a guardian."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from learners.agencies.models import Membership
from learners.people.codes import issue
from learners.people.models import Account, Consent, DataPurpose, Person
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.people.pages import shown_notice

NOW = dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)
PASSWORD = "con-thuyen-xanh-7"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def register(client: Client, **changed: str) -> Any:
    form = {"full_name": " Đỗ  Thị Mận ", "birth_year": "1990", "password": PASSWORD, "again": PASSWORD}
    return client.post("/dang-ky/", {**form, "notice": shown_notice(client, "/dang-ky/"), **changed})


def of_guardian() -> Any:
    return Consent.objects.filter(text__purpose=DataPurpose.GUARDIAN)


def test_anybody_registers_and_is_told_her_user_name(client: Client) -> None:
    assert register(client, phone="0912 345 678").url == "/dang-ky/xong/"
    page = client.get("/dang-ky/xong/").content.decode()
    assert "man.do" in page
    account = Account.objects.get()
    assert client.session["_auth_user_id"] == str(account.pk)
    assert (account.phone, account.person.full_name, account.person.birth_year) == ("+84912345678", "Đỗ Thị Mận", 1990)
    assert not Membership.objects.exists()
    assert not of_guardian().exists()
    assert AuditEntry.objects.filter(verb="register", actor=str(account.pk)).exists()


def test_a_family_s_phone_signs_in_one_account_and_of_two_neither(client: Client) -> None:
    register(client, phone="0912345678")
    form = {"username": "0912345678", "password": PASSWORD}
    assert Client().post("/dang-nhap/", form).status_code == 302
    register(Client(), full_name="Đỗ Văn Ổi", phone="+84 912 345 678")
    assert Client().post("/dang-nhap/", form).status_code == 200
    assert Client().post("/dang-nhap/", {**form, "username": "oi.do"}).status_code == 302


@pytest.mark.parametrize(("born", "waits"), [("2009", False), ("2010", True), ("2015", True)])
def test_whoever_may_still_be_below_sixteen_waits(client: Client, born: str, waits: bool) -> None:
    assert register(client, birth_year=born).url == ("/dang-ky/nguoi-giam-ho/" if waits else "/dang-ky/xong/")
    assert ("_auth_user_id" in client.session) is not waits


def test_an_account_that_waits_signs_in_once_its_guardian_agreed(client: Client) -> None:
    register(client, birth_year="2014")
    later = Client()
    assert later.get("/dang-ky/nguoi-giam-ho/").url == "/dang-nhap/"
    answer = later.post("/dang-nhap/", {"username": "man.do", "password": PASSWORD})
    assert answer.url == "/dang-ky/nguoi-giam-ho/"
    assert "Đỗ Thị Mận còn nhỏ tuổi" in later.get(answer.url).content.decode()
    assert later.get("/hoc/").status_code == 302
    refused = later.post(answer.url, {"guardian_name": "Đỗ Văn Ba"}).content.decode()
    assert refused.count("Hãy đánh dấu nếu đồng ý.") == 2
    assert later.post(answer.url, {"guardian_name": "Đỗ Văn Ba", "agrees": "on"}).url == "/dang-ky/xong/"
    consent = of_guardian().get()
    assert (consent.given_by, consent.text.version, consent.given_at) == ("Đỗ Văn Ba", "2026-11", NOW)
    assert AuditEntry.objects.filter(verb="consent", new__given_by="Đỗ Văn Ba").exists()
    assert Client().post("/dang-nhap/", {"username": "man.do", "password": PASSWORD}).url == "/bat-dau/"


def test_the_age_is_a_setting(client: Client, settings: object) -> None:
    settings.GUARDIAN_AGE = 14
    assert register(client, birth_year="2011").url == "/dang-ky/xong/"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"full_name": "7"}, "Hãy viết đầy đủ họ và tên, không có chữ số."),
        ({"full_name": ""}, "Hãy nhập họ và tên."),
        ({"birth_year": "90"}, "Năm sinh gồm 4 chữ số, ví dụ 1990."),
        ({"birth_year": "2025"}, "Năm sinh gồm 4 chữ số, ví dụ 1990."),
        ({"phone": "12345"}, "Số điện thoại di động gồm 10 chữ số"),
        ({"password": "ngan", "again": "ngan"}, "Mật khẩu cần ít nhất 8 ký tự."),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_made(client: Client, changed: dict[str, str], said: str) -> None:
    page = register(client, **changed).content.decode()
    assert page.count(said) == 2
    assert not Person.objects.exists()


def test_a_name_that_is_taken_gets_a_number(client: Client) -> None:
    factories.account("man.do")
    register(client)
    assert "man.do2" in client.get("/dang-ky/xong/").content.decode()


def test_a_guardian_who_takes_it_back_ends_every_session_until_she_agrees_again(client: Client) -> None:
    register(client, birth_year="2014")
    agreed = {"guardian_name": "Đỗ Văn Ba", "agrees": "on"}
    client.post("/dang-ky/nguoi-giam-ho/", agreed)
    phone = Client()
    phone.post("/dang-nhap/", {"username": "man.do", "password": PASSWORD})
    assert phone.get("/hoc/").status_code == 200
    assert "người giám hộ Đỗ Văn Ba" in client.get("/ho-so-ca-nhan/du-lieu/").content.decode()
    client.post(f"/ho-so-ca-nhan/du-lieu/{of_guardian().get().pk}/rut-lai/")
    for device in (client, phone):
        assert device.get("/hoc/").status_code == 302
    answer = phone.post("/dang-nhap/", {"username": "man.do", "password": PASSWORD})
    assert answer.url == "/dang-ky/nguoi-giam-ho/"
    phone.post(answer.url, agreed)
    assert phone.get("/hoc/").status_code == 200
    assert of_guardian().count() == 2


def test_a_child_of_a_roster_comes_in_with_her_code_and_a_guardian(client: Client) -> None:
    child = factories.person("Lê Thị Na", birth_year=2013)
    [issued] = issue(people=[child], acting_user=None)
    client.post("/lan-dau/", {"username": issued.username, "code": issued.code})
    notice = shown_notice(client, "/lan-dau/mat-khau/")
    form = {"password": PASSWORD, "again": PASSWORD, "notice": notice}
    assert client.post("/lan-dau/mat-khau/", form).url == "/dang-ky/nguoi-giam-ho/"
    assert client.get("/hoc/").status_code == 302
    assert "Lê Thị Na còn nhỏ tuổi" in client.get("/dang-ky/nguoi-giam-ho/").content.decode()
    client.post("/dang-ky/nguoi-giam-ho/", {"guardian_name": "Lê Văn Tư", "agrees": "on"})
    assert client.get("/hoc/").status_code == 200


@pytest.mark.parametrize(
    ("to", "led"), [("/khoa-hoc/cds/", "/khoa-hoc/cds/"), ("https://xau.example/", "/bat-dau/"), ("", "/bat-dau/")]
)
def test_registering_from_a_course_leads_back_to_it(client: Client, to: str, led: str) -> None:
    form = {"full_name": "Đỗ Thị Mận", "birth_year": "1990", "password": PASSWORD, "again": PASSWORD}
    client.post(f"/dang-ky/?next={to}", {**form, "notice": shown_notice(client, "/dang-ky/")})
    assert f'class="button button-wide" href="{led}"' in client.get("/dang-ky/xong/").content.decode()


def test_a_child_comes_back_to_her_course_after_the_guardian_agreed(client: Client) -> None:
    form = {"full_name": "Đỗ Thị Mận", "birth_year": "2014", "password": PASSWORD, "again": PASSWORD}
    client.post("/dang-ky/?next=/khoa-hoc/cds/", {**form, "notice": shown_notice(client, "/dang-ky/")})
    client.post("/dang-ky/nguoi-giam-ho/", {"guardian_name": "Đỗ Văn Lê", "agrees": "on"})
    assert 'href="/khoa-hoc/cds/"' in client.get("/dang-ky/xong/").content.decode()
