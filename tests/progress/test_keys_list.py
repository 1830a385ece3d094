"""The list of clients' keys, and who may come to it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learners.people.models import Account
from learners.progress.keys.forms import ticket
from tests.progress.keys import ISSUE, LIST, NEW, call, given, revoke, rotate, text
from tests.xapi.client import authority
from xapi.credentials import issue
from xapi.models import Credential

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, son: Account) -> Client:
    client.force_login(son)
    return client


def many(count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        issue(authority=authority(f"Bên số {number}"), scopes=["statements/write"])


def test_the_list_says_who_may_what_and_how_it_stands(admin: Client, settings: Any) -> None:
    settings.XAPI_PER_MINUTE = 6000
    used, secret = given(admin)
    call(used.key, secret)
    rotated, _secret = given(admin, name="Viễn thông", per_minute="0")
    rotate(admin, rotated, 24)
    revoked, _secret = given(admin, name="Đơn vị cũ", per_minute="90")
    revoke(admin, revoked)
    used.refresh_from_db()

    page = text(admin.get(LIST))
    rows = {row.split("</strong>")[0].strip(): row.split("</tr>")[0] for row in page.split("<strong>")[1:]}
    assert "Gửi phát biểu, đọc phát biểu của mình" in rows["Sở Nội vụ"]
    assert "Đang dùng" in rows["Sở Nội vụ"]
    assert "6.000 (mặc định)" in rows["Sở Nội vụ"]
    assert used.last_used_at
    assert f"{timezone.localtime(used.last_used_at):%H:%M %d/%m/%Y}" in rows["Sở Nội vụ"]
    assert "Mã cũ còn dùng được đến" in rows["Viễn thông"]
    assert "Không giới hạn" in rows["Viễn thông"]
    assert "Chưa dùng lần nào" in rows["Viễn thông"]
    assert "Đã thu hồi" in rows["Đơn vị cũ"]
    assert "/thu-hoi/" not in rows["Đơn vị cũ"]
    assert "3 khóa" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "so noi vu"}, {"Sở Nội vụ"}),
        ({"q": "SỞ NỘI"}, {"Sở Nội vụ"}),
        ({"q": "không có"}, set()),
        ({"state": "in-use"}, {"Sở Nội vụ"}),
        ({"state": "rotating"}, {"Viễn thông"}),
        ({"state": "revoked"}, {"Đơn vị cũ"}),
        ({}, {"Sở Nội vụ", "Viễn thông", "Đơn vị cũ"}),
    ],
)
def test_keys_are_searched_and_filtered(admin: Client, asked: dict[str, str], found: set[str]) -> None:
    given(admin)
    rotated, _secret = given(admin, name="Viễn thông")
    rotate(admin, rotated, 24)
    revoked, _secret = given(admin, name="Đơn vị cũ")
    revoke(admin, revoked)
    page = text(admin.get(LIST, asked))
    assert {name for name in ("Sở Nội vụ", "Viễn thông", "Đơn vị cũ") if name in page} == found
    assert ("Không có khóa nào khớp" in page) == (not found)


def test_a_key_is_found_by_itself(admin: Client) -> None:
    credential, _secret = given(admin)
    given(admin, name="Viễn thông")
    page = text(admin.get(LIST, {"q": credential.key}))
    assert "Sở Nội vụ" in page
    assert "Viễn thông" not in page


def test_an_empty_list_says_what_a_key_is_for(admin: Client) -> None:
    page = text(admin.get(LIST))
    assert "Chưa có khóa nào." in page
    assert "Cấp khóa đầu tiên" in page


def test_a_longer_list_asks_no_more_of_the_database(admin: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert admin.get(LIST).status_code == 200
        return len(seen)

    many(1)
    queries()
    few = queries()
    many(20, first=1)
    assert queries() == few
    assert few <= 8


# -- Who may ----------------------------------------------------------------------


def test_an_editor_is_refused_everywhere(client: Client, oanh: Account) -> None:
    credential, _secret = issue(authority=authority("khach"), scopes=["all"])
    client.force_login(oanh)
    for path in (LIST, ISSUE, *(f"{LIST}{credential.pk}/{what}/" for what in ("doi-ma", "muc-goi", "thu-hoi"))):
        assert client.get(path).status_code == 302
        assert client.post(path, {"reason": "", "grace": 0, "per_minute": 5}).status_code == 302
    credential.refresh_from_db()
    assert (credential.revoked_at, credential.per_minute, Credential.objects.count()) == (None, None, 1)


def test_who_may_only_look_sees_the_list_and_no_buttons(client: Client, oanh: Account) -> None:
    credential, _secret = issue(authority=authority("khach"), scopes=["all"])
    rights = Permission.objects.filter(codename__in=["view_credential", "access_admin"])
    oanh.user_permissions.add(*rights)
    client.force_login(oanh)
    page = text(client.get(LIST))
    assert credential.key in page
    assert not [word for word in ("/doi-ma/", "/muc-goi/", "/thu-hoi/", "/khoa-ket-noi/cap/") if word in page]
    assert client.get(ISSUE).status_code == 302


def test_the_form_of_a_group_names_what_the_rights_are_over(admin: Client) -> None:
    rows = BeautifulSoup(admin.get("/quan-tri/groups/new/").content, "html.parser").select("table tr")
    [row] = [row for row in rows if "xapi" in row.get_text() or "khóa kết nối" in row.get_text().lower()]
    assert "credential" not in row.get_text().lower()


def test_the_menu_names_it_for_those_who_may(admin: Client, oanh: Account) -> None:
    assert "/quan-tri/khoa-ket-noi/" in text(admin.get("/quan-tri/"))
    oanh.user_permissions.add(Permission.objects.get(codename="access_admin"))
    other = Client()
    other.force_login(oanh)
    assert "/quan-tri/khoa-ket-noi/" not in text(other.get("/quan-tri/"))


def test_a_form_from_elsewhere_is_refused(son: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(son)
    assert strict.post(ISSUE, {**NEW, "ticket": ticket()}).status_code == 403
    assert not Credential.objects.exists()
