"""Codes from the officer's hand: for one person, and a sheet for an agency; shown once, and only for her own people."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from learners.agencies.models import Scope
from learners.notices.models import Notice
from learners.people.codes import digest, issue
from learners.people.models import Account, Outcome, Person, SignInCode
from learners.people.redeeming import refuse_code
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world
from tests.coverage.test_pages import text

pytestmark = pytest.mark.django_db
CODE = r"[2-9A-Z]{4}-[2-9A-Z]{4}"


@pytest.fixture
def cuc(province: world.Province) -> Person:
    return world.member("Lê Thị Cúc Hoa", province.health)


def sheet(place: world.Agency, group: str = "") -> str:
    return f"/phu-trach/co-quan/{place.pk}/phieu-ma/{group and '?ai=' + group}"


def post(client: Client, address: str, ticket: str = "mot", **data: Any) -> str:
    answer = client.post(address, {"phieu": ticket, **data})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return " ".join(answer.content.decode().split())


def code_on(page: str) -> str:
    return page.split('<dd class="slip-code">')[1].split("</dd>")[0]


def test_a_slip_has_all_she_needs(officer: Client, cuc: Person) -> None:
    page = post(officer, f"/phu-trach/nguoi/{cuc.pk}/ma-moi/")
    account = Account.objects.get(person=cuc)
    for mark in ("Lê Thị Cúc Hoa", "Sở Y tế", account.username, "testserver/lan-dau"):
        assert mark in page
    kept = SignInCode.objects.get(account=account)
    assert kept.digest == digest(account.pk, code_on(page))
    assert f"{timezone.localtime(kept.expires_at):%d/%m/%Y}" in page
    assert AuditEntry.objects.filter(verb="issue_code", subject_id=str(account.pk)).exists()


def test_a_code_is_shown_once(officer: Client, cuc: Person) -> None:
    address = f"/phu-trach/nguoi/{cuc.pk}/ma-moi/"
    code = code_on(post(officer, address))
    again = post(officer, address)
    assert "Mã chỉ hiện một lần" in again
    assert code not in again
    assert SignInCode.objects.count() == 1
    assert code not in text(officer, f"/phu-trach/nguoi/{cuc.pk}/")
    assert officer.get(address).status_code == 405
    assert "slip-code" in post(officer, address, "hai")


def test_without_its_ticket_a_form_issues_nothing(officer: Client, cuc: Person) -> None:
    assert "Mã chỉ hiện một lần" in post(officer, f"/phu-trach/nguoi/{cuc.pk}/ma-moi/", "")
    assert not SignInCode.objects.exists()


def test_the_page_tells_where_she_is_with_getting_in(officer: Client, cuc: Person) -> None:
    page = f"/phu-trach/nguoi/{cuc.pk}/"
    assert "Chưa có tài khoản" in text(officer, page)
    post(officer, f"{page}ma-moi/")
    assert "Mã đang chờ dùng" in text(officer, page)
    SignInCode.objects.update(expires_at=timezone.now())
    assert "Mã đã hết hạn" in text(officer, page)
    account = Account.objects.get(person=cuc)
    account.set_password("mat-khau-tot-2026")
    account.last_login = factories.at(0)
    account.save()
    SignInCode.objects.update(ended_at=timezone.now(), outcome=Outcome.USED)
    assert "Đăng nhập gần nhất" in text(officer, page)
    assert "08:00 ngày 02/11/2026" in text(officer, page)


def test_not_me_reaches_the_officer_until_a_new_code_is_given(
    officer: Client, province: world.Province, cuc: Person, tam: Account
) -> None:
    page = f"/phu-trach/nguoi/{cuc.pk}/"
    post(officer, f"{page}ma-moi/")
    assert "không phải tôi" not in text(officer, "/phu-trach/")
    SignInCode.objects.update(ended_at=timezone.now(), outcome=Outcome.REFUSED)
    home = text(officer, "/phu-trach/")
    assert "1 người báo “không phải tôi”" in home
    assert page in home
    assert "Báo “không phải tôi”" in text(officer, page)
    post(officer, f"{page}ma-moi/", "hai")
    assert "không phải tôi" not in text(officer, "/phu-trach/")
    officer.force_login(tam)
    SignInCode.objects.update(ended_at=timezone.now(), outcome=Outcome.REFUSED)
    assert "không phải tôi" not in text(officer, "/phu-trach/")


def test_the_notice_of_a_refused_code_leads_to_the_person(officer: Client, minh: Account, cuc: Person) -> None:
    issue(people=[cuc], acting_user=minh)
    refuse_code(code_id=SignInCode.objects.get().pk)
    notice = Notice.objects.get(account=minh, kind="code-refused")
    assert officer.post(f"/thong-bao/{notice.pk}/da-doc/")["Location"] == f"/phu-trach/nguoi/{cuc.pk}/"


def test_the_notice_leads_nowhere_for_who_may_not_see_to_it(minh: Account, cuc: Person) -> None:
    issue(people=[cuc], acting_user=minh)
    Scope.objects.filter(account=minh).update(valid_to=timezone.localdate())
    refuse_code(code_id=SignInCode.objects.get().pk)
    assert Notice.objects.get(account=minh).url == ""


def test_an_account_with_rights_gets_no_code(officer: Client, province: world.Province, tam: Account) -> None:
    tam.person.memberships.update(agency=province.health)
    page = f"/phu-trach/nguoi/{tam.person.pk}/"
    assert "Tài khoản này có quyền quản lý" in text(officer, page)
    assert "Cấp mã mới" not in text(officer, page)
    answer = officer.post(f"{page}ma-moi/", {"phieu": "mot"}, follow=True)
    assert "Không cấp được mã cho Võ Minh Tâm" in answer.content.decode()
    assert not SignInCode.objects.exists()


def test_a_concurrent_post_gives_no_right_to_a_code(officer: Client, province: world.Province) -> None:
    kiem = world.member("Ông Kiêm", province.home)
    world.join(kiem, province.health, is_primary=False)
    page = f"/phu-trach/nguoi/{kiem.pk}/"
    assert "Mã do người phụ trách của đơn vị chính cấp." in text(officer, page)
    assert officer.post(f"{page}ma-moi/", {"phieu": "mot"}).status_code == 404
    assert "Ông Kiêm" not in text(officer, sheet(province.health, "tat-ca"))


def test_nobody_gives_codes_for_others(officer: Client, province: world.Province, cuc: Person, tam: Account) -> None:
    officer.force_login(tam)
    assert officer.post(f"/phu-trach/nguoi/{cuc.pk}/ma-moi/", {"phieu": "mot"}).status_code == 404
    assert officer.get(sheet(province.health)).status_code == 404
    page = post(officer, sheet(province.home), nguoi=[cuc.pk])
    assert "Có người không còn trong danh sách" in page
    assert not SignInCode.objects.exists()


def test_a_sheet_begins_with_those_without_an_account(officer: Client, province: world.Province) -> None:
    page = text(officer, sheet(province.health))
    assert "Bùi Thị Hạnh" in page
    assert "Đặng Văn An" not in page
    assert "checked" not in page
    everybody = text(officer, sheet(province.health, "tat-ca"))
    assert "Đặng Văn An" in everybody
    assert "checked" not in everybody
    # Minh herself answers for an agency.
    assert everybody.count("disabled") == 1
    assert officer.get(sheet(province.health, "ai-do")).status_code == 404


def test_one_button_ticks_the_page_and_prints_nothing(officer: Client, province: world.Province, tam: Account) -> None:
    assert "Đánh dấu cả 2 người" in text(officer, sheet(province.health))
    page = post(officer, sheet(province.health), **{"danh-dau": "trang"})
    assert page.count(" checked") == 2
    assert "Đã đánh dấu 2 người." in page
    tam.person.memberships.update(agency=province.health)
    everybody = post(officer, sheet(province.health, "tat-ca"), **{"danh-dau": "trang"})
    assert everybody.count(" disabled") == 2
    assert everybody.count(" checked") == everybody.count('name="nguoi"') - 2
    page = post(officer, sheet(province.health), nguoi=[], **{"danh-dau": "khong"})
    assert "checked" not in page
    assert "Chưa đánh dấu ai." in page
    assert not SignInCode.objects.exists()
    assert not AuditEntry.objects.filter(verb="issue_code").exists()


def test_a_sheet_has_a_slip_for_each_chosen(officer: Client, province: world.Province) -> None:
    unit = world.agency("Phòng Nghiệp vụ", province.health)
    chosen = [world.member(name, unit) for name in ("Lê Thị Mận", "Cao Văn Lực")]
    page = post(officer, sheet(province.health), nguoi=[person.pk for person in chosen])
    assert page.count('<li class="slip">') == 2
    assert "Phòng Nghiệp vụ" in page
    assert SignInCode.objects.count() == 2
    assert "Mã chỉ hiện một lần" in post(officer, sheet(province.health), nguoi=[chosen[0].pk])


def test_nobody_chosen_is_said_and_nothing_lost(officer: Client, province: world.Province, cuc: Person) -> None:
    page = post(officer, sheet(province.health))
    assert "Chưa chọn ai. Hãy đánh dấu từng người cần phiếu" in page
    page = post(officer, sheet(province.health), nguoi=[cuc.pk, factories.person("Người khác").pk])
    assert "Có người không còn trong danh sách" in page
    assert page.count("checked") == 1
    assert not SignInCode.objects.exists()


def test_a_sheet_asks_a_constant_number_of_queries(
    officer: Client, province: world.Province, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        world.member(f"Người {number}", province.health)
    with django_assert_max_num_queries(17):
        officer.get(sheet(province.health, "tat-ca"))
