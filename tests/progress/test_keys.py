"""Clients' keys in the admin: Sơn issues, rotates and revokes; the client calls over HTTP; a secret is seen once."""

import datetime as dt
import html
import json
import re
from base64 import b64encode
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learners.people.models import Account
from learners.progress.keys.forms import GRACES, HOURS, ticket
from learners.progress.keys.wording import OFFERED, RIGHTS
from mooc.foundation.models import AuditEntry
from tests.xapi.client import JSON, authority, statement
from xapi.credentials import ALL_READ, GRACE, SCOPES, digest, issue
from xapi.models import Authority, Credential, Statement, Trust

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/khoa-ket-noi/"
ISSUE = f"{LIST}cap/"
NEW = {
    "authority": "",
    "name": "Sở Nội vụ",
    "home_page": "https://hr.example.org",
    "trust": "external",
    "scopes": ["statements/write", "statements/read/mine"],
    "per_minute": "",
}


@pytest.fixture
def admin(client: Client, son: Account) -> Client:
    client.force_login(son)
    return client


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]+)"', page)
    assert found, name
    return found[1]


def shown(page: str, name: str) -> str:
    found = re.search(rf'<input id="{name}" [^>]*value="([^"]+)"', page)
    assert found, name
    return found[1]


def post_new(admin: Client, **changes: Any) -> Any:
    sent = {**NEW, "ticket": hidden(text(admin.get(ISSUE)), "ticket"), **changes}
    return admin.post(ISSUE, sent)


def given(admin: Client, **changes: Any) -> tuple[Credential, str]:
    answer = post_new(admin, **changes)
    assert answer.status_code == 200, answer
    page = text(answer)
    return Credential.objects.get(key=shown(page, "key")), shown(page, "secret")


def call(key: str, secret: str, *, read: bool = False) -> int:
    """What the store answers to this key: the status of storing a statement, or of reading."""
    pair = b64encode(f"{key}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}", "X-Experience-API-Version": "1.0.3"}
    outside = Client()
    if read:
        return outside.get("/xapi/statements", headers=headers).status_code
    return outside.post("/xapi/statements", json.dumps(statement()), content_type=JSON, headers=headers).status_code


def revoke(admin: Client, credential: Credential) -> str:
    return text(admin.post(f"{LIST}{credential.pk}/thu-hoi/", {"reason": "Hết hợp đồng"}, follow=True))


def rotate(admin: Client, credential: Credential, hours: int) -> Any:
    address = f"{LIST}{credential.pk}/doi-ma/"
    return admin.post(address, {"grace": hours, "seen": hidden(text(admin.get(address)), "seen")})


# -- Issuing ----------------------------------------------------------------------


def test_a_key_is_issued_and_works(admin: Client) -> None:
    credential, secret = given(admin, per_minute="120")
    assert (credential.authority.name, credential.authority.trust) == ("Sở Nội vụ", Trust.EXTERNAL)
    assert (credential.scopes, credential.per_minute) == (["statements/read/mine", "statements/write"], 120)
    assert call(credential.key, secret) == 200
    assert Statement.objects.get().authority == credential.authority


def test_the_page_shows_the_header_to_send_and_says_that_it_is_the_only_time(admin: Client) -> None:
    page = text(post_new(admin))
    key, secret = shown(page, "key"), shown(page, "secret")
    assert f"Authorization: Basic {b64encode(f'{key}:{secret}'.encode()).decode()}" in page
    assert "Rời trang này rồi thì không xem lại được" in page
    assert shown(page, "address") == "http://testserver/xapi/"


def test_a_secret_is_nowhere_but_on_that_page(admin: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    answer = post_new(admin)
    secret = shown(text(answer), "secret")
    assert "no-store" in answer["Cache-Control"]
    assert secret not in text(admin.get(LIST))
    assert secret not in str(admin.cookies)
    assert all(secret not in str(session.get_decoded()) for session in Session.objects.all())
    assert secret not in str(list(AuditEntry.objects.values()))
    assert secret not in caplog.text
    assert secret not in str(list(Credential.objects.values()))


def test_the_same_page_sent_again_makes_no_second_key_and_shows_no_secret(admin: Client) -> None:
    sent = {**NEW, "ticket": hidden(text(admin.get(ISSUE)), "ticket")}
    secret = shown(text(admin.post(ISSUE, sent)), "secret")
    again = admin.post(ISSUE, sent, follow=True)
    assert again.redirect_chain == [(LIST, 302)]
    assert "Mã bí mật không xem lại được" in text(again)
    assert secret not in text(again)
    assert (Credential.objects.count(), AuditEntry.objects.filter(verb="issue_key").count()) == (1, 1)


def test_the_same_page_sent_again_for_a_client_that_was_there_too(admin: Client) -> None:
    sent = {**NEW, "ticket": ticket(), "authority": authority("khach").pk, "name": "", "home_page": ""}
    assert admin.post(ISSUE, sent).status_code == 200
    assert admin.post(ISSUE, sent).status_code == 302
    assert Credential.objects.count() == 1


def test_a_client_that_is_there_gets_a_second_key_and_keeps_its_trust(admin: Client) -> None:
    first, _secret = given(admin)
    second, _secret = given(admin, authority=first.authority_id, name="", home_page="", trust="trusted-external")
    assert (second.authority, Authority.objects.get(pk=first.authority_id).trust) == (first.authority, Trust.EXTERNAL)


def test_a_key_that_may_not_read_is_refused_when_it_reads(admin: Client) -> None:
    credential, secret = given(admin, scopes=["statements/write"])
    assert (call(credential.key, secret), call(credential.key, secret, read=True)) == (200, 403)


def test_every_scope_has_its_words_and_all_but_one_are_offered(admin: Client) -> None:
    page = text(admin.get(ISSUE))
    assert {right.scope for right in RIGHTS} == SCOPES
    assert {right.scope for right in OFFERED} == SCOPES - {ALL_READ}
    assert all(str(right.sentence) in page for right in OFFERED)


BAD = [
    ({"name": ""}, "Tên bên mới", "Hãy chọn một bên có sẵn, hoặc nhập tên bên mới."),
    ({"home_page": ""}, "Địa chỉ hệ thống của bên mới", "Hãy nhập địa chỉ đầy đủ"),
    ({"home_page": "hr example"}, "Địa chỉ hệ thống của bên mới", "Hãy nhập địa chỉ đầy đủ"),
    ({"scopes": []}, "Khóa này được làm gì", "Hãy chọn ít nhất một quyền."),
    ({"scopes": ["tat-ca"]}, "Khóa này được làm gì", "tat-ca"),
    ({"per_minute": "-1"}, "Số lần gọi nhiều nhất mỗi phút", "Hãy nhập số từ 0 trở lên."),
    ({"per_minute": "mười"}, "Số lần gọi nhiều nhất mỗi phút", "Hãy nhập một số nguyên."),
    ({"per_minute": "9999999"}, "Số lần gọi nhiều nhất mỗi phút", "Hãy nhập số không quá 1.000.000."),
    ({"trust": "system"}, "Mức tin cậy của bên mới", "system"),
    ({"authority": "0"}, "Bên kết nối", "Hãy chọn một bên trong danh sách."),
]


@pytest.mark.parametrize(("wrong", "field", "message"), BAD)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(
    admin: Client, wrong: dict[str, Any], field: str, message: str
) -> None:
    answer = post_new(admin, **wrong)
    summary = text(answer).split('class="help-block help-critical"')[1].split("</ul>")[0]
    assert re.search(rf">{field}</a>: .*{re.escape(message)}", summary), summary
    kept = {**NEW, **wrong}["home_page"]
    assert f'name="home_page" value="{kept}"' in text(answer) or not kept
    assert not Credential.objects.exists()
    assert not Authority.objects.exists()


def test_a_client_is_chosen_or_new_but_not_both(admin: Client) -> None:
    assert "Đã chọn một bên có sẵn" in text(post_new(admin, authority=authority("khach").pk))
    assert not Credential.objects.exists()


def test_a_new_client_that_is_there_is_named_as_such(admin: Client) -> None:
    given(admin)
    assert "Bên có tên và địa chỉ này đã có" in text(post_new(admin, trust="trusted-external"))
    assert Credential.objects.count() == 1


def test_nobody_outside_speaks_for_the_installation(admin: Client) -> None:
    own = authority("he-thong")
    Authority.objects.filter(pk=own.pk).update(trust=Trust.SYSTEM)
    assert f'<option value="{own.pk}">' not in text(admin.get(ISSUE))
    assert "Hãy chọn một bên trong danh sách." in text(post_new(admin, authority=own.pk, name="", home_page=""))


def test_a_ticket_of_somebodys_own_is_refused(admin: Client) -> None:
    assert "Hãy mở lại trang cấp khóa" in text(post_new(admin, ticket="khoa-tu-dat"))
    assert not Credential.objects.exists()


# -- Rotating ---------------------------------------------------------------------


def test_the_old_secret_stays_good_until_its_time(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    credential, old = given(admin)
    answer = rotate(admin, credential, 24)
    page = text(answer)
    new = shown(page, "secret")
    credential.refresh_from_db()
    until = credential.previous_until
    assert until
    assert f"Mã cũ còn dùng được đến {timezone.localtime(until):%H:%M %d/%m/%Y}" in page
    assert "no-store" in answer["Cache-Control"]
    assert (call(credential.key, old), call(credential.key, new)) == (200, 200)

    monkeypatch.setattr("django.utils.timezone.now", lambda: until)
    assert (call(credential.key, old), call(credential.key, new)) == (401, 200)


def test_without_grace_the_old_secret_ends_now(admin: Client) -> None:
    credential, old = given(admin)
    page = text(rotate(admin, credential, 0))
    assert "Mã cũ không còn dùng được" in page
    assert (call(credential.key, old), call(credential.key, shown(page, "secret"))) == (401, 200)


def test_the_same_rotation_sent_again_changes_nothing(admin: Client) -> None:
    credential, _old = given(admin)
    address = f"{LIST}{credential.pk}/doi-ma/"
    sent = {"grace": 24, "seen": hidden(text(admin.get(address)), "seen")}
    new = shown(text(admin.post(address, sent)), "secret")
    again = admin.post(address, sent, follow=True)
    assert "vừa được đổi và không xem lại được" in text(again)
    assert call(credential.key, new) == 200
    assert AuditEntry.objects.filter(verb="rotate_key").count() == 1


def test_a_second_rotation_says_what_it_ends(admin: Client) -> None:
    credential, oldest = given(admin)
    rotate(admin, credential, 24)
    assert "Đổi thêm lần này thì mã trước nữa ngừng ngay" in " ".join(
        text(admin.get(f"{LIST}{credential.pk}/doi-ma/")).split()
    )
    rotate(admin, credential, 24)
    assert call(credential.key, oldest) == 401


def test_a_time_that_is_not_offered_is_refused(admin: Client) -> None:
    credential, old = given(admin)
    answer = rotate(admin, credential, 5)
    assert "Mã bí mật đang dùng</a>:" in text(answer)
    assert call(credential.key, old) == 200


def test_the_stores_own_grace_is_offered_first() -> None:
    assert dt.timedelta(hours=HOURS) == GRACE
    assert HOURS in dict(GRACES)


# -- Revoking ---------------------------------------------------------------------


def test_a_revoked_key_gets_401_and_what_it_sent_stays(admin: Client) -> None:
    credential, secret = given(admin)
    assert call(credential.key, secret) == 200
    answer = admin.post(f"{LIST}{credential.pk}/thu-hoi/", {"reason": "Hết hợp đồng"}, follow=True)
    assert "Đã thu hồi khóa của “Sở Nội vụ”." in text(answer)
    assert call(credential.key, secret) == 401
    assert Statement.objects.count() == 1


def test_a_secret_in_its_grace_ends_with_its_key(admin: Client) -> None:
    credential, old = given(admin)
    rotate(admin, credential, 24)
    admin.post(f"{LIST}{credential.pk}/thu-hoi/", {"reason": ""})
    assert call(credential.key, old) == 401


def test_the_page_before_says_what_stops_and_changes_nothing(admin: Client) -> None:
    credential, secret = given(admin)
    page = text(admin.get(f"{LIST}{credential.pk}/thu-hoi/"))
    assert "Gửi phát biểu học tập vào kho." in page
    assert "Đây là khóa duy nhất của bên này" in page
    assert call(credential.key, secret) == 200
    given(admin, authority=credential.authority_id, name="", home_page="")
    assert "Bên này còn 1 khóa khác đang dùng" in text(admin.get(f"{LIST}{credential.pk}/thu-hoi/"))


def test_a_revoked_key_is_neither_rotated_nor_revoked_again(admin: Client) -> None:
    credential, _secret = given(admin)
    admin.post(f"{LIST}{credential.pk}/thu-hoi/", {"reason": ""})
    assert admin.get(f"{LIST}{credential.pk}/doi-ma/").status_code == 404
    assert admin.post(f"{LIST}{credential.pk}/thu-hoi/", {"reason": ""}).status_code == 404
    assert AuditEntry.objects.filter(verb="revoke_key").count() == 1


# -- Audit ------------------------------------------------------------------------


def test_each_step_is_audited_without_any_secret(admin: Client, son: Account) -> None:
    credential, old = given(admin)
    new = shown(text(rotate(admin, credential, 24)), "secret")
    admin.post(f"{LIST}{credential.pk}/thu-hoi/", {"reason": "Hết hợp đồng"})

    entries = list(AuditEntry.objects.filter(subject_type="xapi.credential", subject_id=str(credential.pk)))
    assert [(entry.verb, entry.actor) for entry in reversed(entries)] == [
        ("issue_key", str(son.pk)),
        ("rotate_key", str(son.pk)),
        ("revoke_key", str(son.pk)),
    ]
    assert entries[0].reason == "Hết hợp đồng"
    assert entries[2].new["scopes"] == ["statements/read/mine", "statements/write"]
    written = str([(entry.old, entry.new, entry.reason) for entry in entries])
    assert not any(value in written for secret in (old, new) for value in (secret, digest(secret)))


# -- The list ---------------------------------------------------------------------


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
    for path in (LIST, ISSUE, f"{LIST}{credential.pk}/doi-ma/", f"{LIST}{credential.pk}/thu-hoi/"):
        assert client.get(path).status_code == 302
        assert client.post(path, {"reason": "", "grace": 0}).status_code == 302
    credential.refresh_from_db()
    assert (credential.revoked_at, Credential.objects.count()) == (None, 1)


def test_who_may_only_look_sees_the_list_and_no_buttons(client: Client, oanh: Account) -> None:
    credential, _secret = issue(authority=authority("khach"), scopes=["all"])
    rights = Permission.objects.filter(codename__in=["view_credential", "access_admin"])
    oanh.user_permissions.add(*rights)
    client.force_login(oanh)
    page = text(client.get(LIST))
    assert credential.key in page
    assert not [word for word in ("/doi-ma/", "/thu-hoi/", "/khoa-ket-noi/cap/") if word in page]
    assert client.get(ISSUE).status_code == 302


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
