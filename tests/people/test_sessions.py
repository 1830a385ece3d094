"""How long sessions last, what they leave behind on a shared phone, and whom a lock-out concerns."""

import pytest
from django.test import Client

from learners.people.models import Account
from tests import factories

PASSWORD = "mat-khau-tot-2026"
OFFICE = "203.0.113.8"
pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> int:
    form = {"username": username, "password": password, **more}
    return client.post("/dang-nhap/", form, REMOTE_ADDR=OFFICE).status_code


def test_a_session_ends_with_the_browser_unless_the_phone_is_her_own(client: Client, lan: Account) -> None:
    sign_in(client, "lan")
    assert client.cookies["sessionid"]["max-age"] == ""
    own = Client()
    sign_in(own, "lan", own_device="on")
    assert own.cookies["sessionid"]["max-age"] == 30 * 24 * 3600
    # The next on the same phone does not inherit it.
    own.post("/dang-xuat/")
    sign_in(own, "lan")
    assert own.cookies["sessionid"]["max-age"] == ""


def test_the_session_s_key_changes_when_somebody_signs_in(client: Client, lan: Account) -> None:
    session = client.session
    session["seen"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, "lan")
    assert client.session.session_key != before


def test_pages_of_somebody_signed_in_are_not_kept_by_the_browser(client: Client, lan: Account) -> None:
    factories.catalogue()
    client.force_login(lan)
    for path in ("/hoc/", "/dang-nhap/", "/phu-trach/", "/khoa-hoc/"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_what_visitors_see_may_be_kept(client: Client) -> None:
    assert "no-store" not in client.get("/quen-mat-khau/").get("Cache-Control", "")


def test_two_on_one_phone_see_nothing_of_each_other(client: Client, lan: Account) -> None:
    factories.account("huy", of=factories.person("Trương Gia Huy"))
    sign_in(client, "lan")
    assert "Lan" in client.get("/hoc/").content.decode()
    client.post("/dang-xuat/")
    sign_in(client, "huy")
    assert "Lan" not in client.get("/hoc/").content.decode()


def test_fifty_behind_one_address_sign_in_though_each_is_wrong_twice(settings: object) -> None:
    settings.AXES_ENABLED = True
    for number in range(50):
        factories.account(f"nguoi{number}")
    for number in range(50):
        client = Client()
        assert [sign_in(client, f"nguoi{number}", "sai-roi") for _ in range(2)] == [200, 200]
        assert sign_in(client, f"nguoi{number}") == 302


def test_a_lock_out_is_one_account_s_however_its_name_is_typed(client: Client, settings: object) -> None:
    settings.AXES_ENABLED = True
    factories.account("lan", phone="+84912345678")
    factories.account("huy")
    for typed in ("lan", "LAN", " lan ", "0912 345 678", "+84912345678") * 2:
        last = sign_in(client, typed, "sai-roi")
    assert last == 429
    assert sign_in(client, "lan") == 429
    assert sign_in(Client(), "huy") == 302
    page = client.post("/dang-nhap/", {"username": "lan", "password": PASSWORD}).content.decode()
    assert "Hãy đợi 15 phút rồi thử lại." in page


def test_a_name_nobody_has_is_locked_alike(client: Client, settings: object) -> None:
    settings.AXES_ENABLED = True
    assert [sign_in(client, "khong-co", "sai-roi") for _ in range(10)][-1] == 429
