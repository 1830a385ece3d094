"""Clients' keys in the admin: what Sơn does with one; the client calls over HTTP; a secret is seen once."""

import datetime as dt
import re
from base64 import b64encode
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from learners.people.models import Account
from learners.progress.keys.forms import GRACES, HOURS, ticket
from learners.progress.keys.wording import OFFERED, RIGHTS
from mooc.foundation.models import AuditEntry
from tests.progress.keys import ISSUE, LIST, NEW, call, given, hidden, post_new, rotate, shown, text
from tests.xapi.client import authority
from xapi.credentials import ALL_READ, GRACE, SCOPES, digest
from xapi.models import Authority, Credential, Statement, Trust

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, son: Account) -> Client:
    client.force_login(son)
    return client


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


# -- The limit --------------------------------------------------------------------


def test_the_limit_of_a_key_is_changed_and_counts_at_once(admin: Client, son: Account, settings: Any) -> None:
    settings.XAPI_PER_MINUTE = 6000
    credential, secret = given(admin, per_minute="")
    page = text(admin.get(f"{LIST}{credential.pk}/muc-goi/"))
    assert "6.000 (mặc định)" in page
    assert call(credential.key, secret) == 200

    answer = admin.post(f"{LIST}{credential.pk}/muc-goi/", {"per_minute": "1"}, follow=True)
    assert "Đã đổi số lần gọi mỗi phút của “Sở Nội vụ”." in text(answer)
    assert 429 in [call(credential.key, secret) for _ in range(3)]
    assert 'value="1"' in text(admin.get(f"{LIST}{credential.pk}/muc-goi/"))

    admin.post(f"{LIST}{credential.pk}/muc-goi/", {"per_minute": "0"})
    assert call(credential.key, secret) == 200
    entries = AuditEntry.objects.filter(verb="limit_key", subject_id=str(credential.pk), actor=str(son.pk))
    assert [(entry.old, entry.new) for entry in reversed(entries)] == [
        ({"key": credential.key, "per_minute": old}, {"key": credential.key, "per_minute": new})
        for old, new in ((None, 1), (1, 0))
    ]


def test_the_same_limit_again_is_no_change(admin: Client) -> None:
    credential, _secret = given(admin, per_minute="90")
    answer = admin.post(f"{LIST}{credential.pk}/muc-goi/", {"per_minute": "90"}, follow=True)
    assert "vẫn như cũ" in text(answer)
    assert not AuditEntry.objects.filter(verb="limit_key").exists()


@pytest.mark.parametrize(("wrong", "message"), [(x["per_minute"], said) for x, _f, said in BAD if "per_minute" in x])
def test_a_wrong_limit_is_said_at_its_field_and_nothing_changes(admin: Client, wrong: str, message: str) -> None:
    credential, _secret = given(admin, per_minute="90")
    page = text(admin.post(f"{LIST}{credential.pk}/muc-goi/", {"per_minute": wrong}))
    assert f">Số lần gọi nhiều nhất mỗi phút</a>: {message}" in page
    assert f'value="{wrong}"' in page
    credential.refresh_from_db()
    assert credential.per_minute == 90


def test_rights_stay_and_the_page_says_what_to_do_instead(admin: Client) -> None:
    credential, _secret = given(admin)
    page = text(admin.get(f"{LIST}{credential.pk}/muc-goi/"))
    assert "Quyền không đổi được" in page
    assert "Gửi phát biểu học tập vào kho." in page
    assert f'href="{ISSUE}"' in page
    admin.post(f"{LIST}{credential.pk}/muc-goi/", {"per_minute": "5", "scopes": ["all"]})
    credential.refresh_from_db()
    assert credential.scopes == ["statements/read/mine", "statements/write"]


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


def test_a_revoked_key_is_neither_rotated_nor_limited_nor_revoked_again(admin: Client) -> None:
    credential, _secret = given(admin)
    admin.post(f"{LIST}{credential.pk}/thu-hoi/", {"reason": ""})
    assert admin.get(f"{LIST}{credential.pk}/doi-ma/").status_code == 404
    assert admin.post(f"{LIST}{credential.pk}/muc-goi/", {"per_minute": "5"}).status_code == 404
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
