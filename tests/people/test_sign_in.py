"""Signing in by user name or by phone."""

import pytest
from django.test import Client

from learners.people.models import Account
from tests import factories

PASSWORD = "mat-khau-tot-2026"
pytestmark = pytest.mark.django_db


def sign_in(client: Client, typed: str, password: str = PASSWORD, **extra: str) -> object:
    return client.post("/dang-nhap/", {"username": typed, "password": password, "next": "/phu-trach/", **extra})


@pytest.mark.parametrize("typed", ["lan", " LAN ", "0912 345 678", "+84912345678"])
def test_lan_signs_in_however_she_types_it(client: Client, typed: str) -> None:
    lan = factories.account("lan", phone="+84912345678")
    answer = sign_in(client, typed)
    assert (answer.status_code, answer.url) == (302, "/phu-trach/")
    assert client.session["_auth_user_id"] == str(lan.pk)


def test_a_phone_two_accounts_share_signs_in_neither(client: Client) -> None:
    factories.account("lan", phone="+84912345678")
    factories.account("minh", phone="+84912345678")
    assert "chưa đúng" in sign_in(client, "0912345678").content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("typed", "password"), [("lan", "sai"), ("khong-co", PASSWORD), ("", "")])
def test_a_wrong_sign_in_says_what_to_look_at_and_no_more(client: Client, typed: str, password: str) -> None:
    factories.account("lan")
    page = sign_in(client, typed, password)
    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


def test_an_account_switched_off_does_not_sign_in(client: Client) -> None:
    factories.account("lan", is_active=False)
    assert "chưa đúng" in sign_in(client, "lan").content.decode()


def test_no_address_elsewhere_is_followed_after_signing_in(client: Client, settings: object) -> None:
    factories.account("lan")
    settings.LOGIN_REDIRECT_URL = "/"
    answer = client.post("/dang-nhap/", {"username": "lan", "password": PASSWORD, "next": "https://xau.invalid/"})
    assert answer.url == "/"


def test_signing_out_needs_a_button(client: Client) -> None:
    client.force_login(factories.account("lan"))
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").status_code == 302
    assert not Account.objects.filter(pk=client.session.get("_auth_user_id")).exists()


def test_an_empty_field_is_named(client: Client) -> None:
    page = client.post("/dang-nhap/", {"username": "", "password": ""}).content.decode()
    for said in ("Hãy nhập tên đăng nhập hoặc số điện thoại.", "Hãy nhập mật khẩu."):
        assert page.count(said) == 2


def test_whoever_may_not_open_a_page_is_told_who_she_is_signed_in_as(client: Client, lan: Account) -> None:
    client.force_login(lan)
    page = client.get("/quan-tri/", follow=True).content.decode()
    assert "Anh/chị đang đăng nhập với tên Nguyễn Thị Lan." in page
    assert 'href="/bat-dau/"' in page
