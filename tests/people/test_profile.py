"""Tài khoản của tôi: how she is reached, what her pages look like, her password."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
PAGE, PASSWORD = "/ho-so-ca-nhan/", "mat-khau-tot-2026"
NEW = "con-thuyen-xanh-7"
FORM = {"phone": "0912 345 678", "email": "lan@thu.invalid", "language": "vi", "text_size": ""}


@pytest.fixture
def lan_in(client: Client, lan: Account) -> Client:
    client.force_login(lan)
    return client


def save(client: Client, **changed: str) -> Any:
    return client.post(PAGE, {**FORM, **changed}, follow=True)


def test_it_shows_and_saves_how_she_is_reached(lan_in: Client, lan: Account) -> None:
    page = lan_in.get(PAGE).content.decode()
    for words in ("Nguyễn Thị Lan", "lan", "Đổi mật khẩu", "Dữ liệu của tôi", "Hồ sơ học tập"):
        assert words in page
    assert "Xác nhận hai bước" not in page
    assert "Đã lưu." in save(lan_in).content.decode()
    lan.refresh_from_db()
    assert (lan.phone, lan.email) == ("+84912345678", "lan@thu.invalid")
    entry = AuditEntry.objects.get(verb="change_contact")
    assert (entry.actor, entry.old) == (str(lan.pk), {"phone": "", "email": ""})
    save(lan_in)
    assert AuditEntry.objects.filter(verb="change_contact").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"phone": "12345"}, "Số điện thoại di động gồm 10 chữ số"),
        ({"email": "lan-o-nha"}, "Địa chỉ thư có dạng"),
        ({"language": "km"}, "Hãy chọn một mục trong danh sách."),
        ({"text_size": "huge"}, "Hãy chọn một mục trong danh sách."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    lan_in: Client, lan: Account, changed: dict[str, str], said: str
) -> None:
    page = save(lan_in, **changed).content.decode()
    assert "Chưa lưu được" in page
    assert page.count(said) == 2
    lan.refresh_from_db()
    assert (lan.phone, lan.email, lan.language, lan.text_size) == ("", "", "", "")


def test_the_text_size_is_on_every_page_and_comes_back_with_her(client: Client, lan_in: Client, lan: Account) -> None:
    for size in ("large", "largest"):
        page = save(lan_in, text_size=size).content.decode()
        assert f'data-text="{size}"' in page
    client.post("/dang-xuat/")
    assert "data-text" not in client.get("/dang-nhap/").content.decode()
    client.post("/dang-nhap/", {"username": "lan", "password": PASSWORD})
    assert 'data-text="largest"' in client.get("/hoc/").content.decode()
    assert "data-text" not in save(client).content.decode()


def test_the_text_size_costs_no_query(lan_in: Client) -> None:
    def cost() -> int:
        return len(queries_of(lambda: lan_in.get("/hoc/")))

    lan_in.get("/hoc/")
    plain = cost()
    save(lan_in, text_size="large")
    assert cost() == plain


def test_her_language_comes_with_her_sign_in(lan_in: Client, lan: Account) -> None:
    assert '<html lang="en"' in save(lan_in, language="en").content.decode()
    phone = Client()
    assert '<html lang="vi"' in phone.get("/dang-nhap/").content.decode()
    phone.post("/dang-nhap/", {"username": "lan", "password": PASSWORD})
    assert '<html lang="en"' in phone.get("/hoc/").content.decode()


def test_the_choice_at_the_foot_of_a_page_is_that_of_her_account(lan_in: Client, lan: Account) -> None:
    lan_in.post("/ngon-ngu/", {"language": "en", "page": PAGE})
    lan.refresh_from_db()
    assert lan.language == "en"
    phone = Client()
    phone.post("/dang-nhap/", {"username": "lan", "password": PASSWORD})
    assert '<html lang="en"' in phone.get("/hoc/").content.decode()


def test_saving_something_else_leaves_the_language_in_use(lan_in: Client, lan: Account) -> None:
    """Chosen before she signed in, so that her account does not know it."""
    lan_in.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    form = lan_in.get(PAGE).context["form"]
    assert form["language"].value() == "en"
    assert '<html lang="en"' in save(lan_in, language=form["language"].value()).content.decode()


def test_a_visitor_s_choice_is_nobody_s(client: Client, lan: Account) -> None:
    client.post("/ngon-ngu/", {"language": "en", "page": "/"})
    lan.refresh_from_db()
    assert lan.language == ""


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> str:
    form = {"old": old, "password": new, "again": again}
    return client.post(f"{PAGE}mat-khau/", form, follow=True).content.decode()


def test_a_new_password_ends_every_other_session(lan_in: Client, lan: Account) -> None:
    other = Client()
    other.force_login(lan)
    assert "Đã đổi mật khẩu" in change(lan_in)
    assert lan_in.get("/hoc/").status_code == 200
    assert other.get("/hoc/").status_code == 302
    assert Account.objects.get(pk=lan.pk).check_password(NEW)
    assert AuditEntry.objects.get(verb="change_password").actor == str(lan.pk)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "sai-roi"}, "Mật khẩu hiện nay chưa đúng."),
        ({"old": ""}, "Hãy nhập mật khẩu hiện nay."),
        ({"new": "ngan", "again": "ngan"}, "Mật khẩu cần ít nhất 8 ký tự."),
        ({"again": "khác"}, "Hai lần nhập chưa giống nhau."),
    ],
)
def test_a_password_is_not_changed_by_guessing_or_to_a_weak_one(
    lan_in: Client, lan: Account, typed: dict[str, str], said: str
) -> None:
    assert change(lan_in, **typed).count(said) == 2
    assert Account.objects.get(pk=lan.pk).check_password(PASSWORD)


def test_wrong_old_passwords_lock_as_at_the_sign_in(lan_in: Client, settings: Any) -> None:
    settings.AXES_ENABLED = True
    for _ in range(10):
        last = change(lan_in, old="sai-roi")
    assert "Hãy đợi 15 phút" in last
    assert "Hãy đợi 15 phút" in change(lan_in)


def test_the_name_in_the_header_leads_there(lan_in: Client) -> None:
    assert f'<a class="who" href="{PAGE}">' in lan_in.get("/hoc/").content.decode()


def test_whoever_has_rights_finds_her_second_factor(client: Client) -> None:
    client.force_login(factories.editor("oanh", of=factories.person("Trần Kim Oanh")))
    assert "Xác nhận hai bước" in client.get(PAGE).content.decode()
