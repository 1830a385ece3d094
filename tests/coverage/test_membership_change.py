"""One membership changed from the person's page: the question, the form, the numbers foreseen, the change."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from learners.agencies.claim_models import MembershipClaim
from learners.agencies.models import Membership
from learners.campaigns.models import Campaign
from learners.notices.models import Notice
from learners.people.models import Account, Person
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world
from tests.coverage.test_pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SAID = {"category": "cong_chuc", "position": "Chuyên viên", "reason": "QĐ 12/QĐ-SNV"}


@pytest.fixture
def officer(client: Client, province: world.Province) -> Client:
    """Of the whole province, and on no roster."""
    account = factories.account("hr-tinh", of=factories.person("Mai Thị Sen"))
    world.grant(account, province.root)
    client.force_login(account)
    return client


@pytest.fixture
def running(province: world.Province) -> Campaign:
    return world.campaign(province.root)


@pytest.fixture
def cuc(province: world.Province) -> Membership:
    """Lê Thị Cúc of Sở Y tế, who has completed."""
    found: Membership = Membership.objects.get(person__full_name="Lê Thị Cúc")
    return found


def address(row: Membership, kind: str = "") -> str:
    return f"/phu-trach/nguoi/{row.person_id}/cong-tac/{row.pk}/" + (f"?viec={kind}" if kind else "")


def post(client: Client, path: str, **said: str) -> str:
    return " ".join(client.post(path, said, follow=True).content.decode().split())


def sent(page: str) -> dict[str, str]:
    """What the hidden fields of a preview carry on."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


def confirm(client: Client, path: str, page: str) -> str:
    said = {name: value for name, value in sent(page).items() if name != "csrfmiddlewaretoken"}
    return post(client, path, **{**said, "xac-nhan": "1"})


def become(before: int, after: int) -> str:
    """How a page shows that a number changes."""
    arrow = '<span aria-hidden="true">→</span><span class="visually-hidden">thành</span>'
    return f"<strong>{before} {arrow} {after}</strong>"


def facts(person: Person) -> list[tuple[str, dt.date, dt.date | None]]:
    rows = Membership.objects.filter(person=person).order_by("valid_from", "pk")
    return [(str(row.agency), row.valid_from, row.valid_to) for row in rows]


def test_the_first_question_is_why(officer: Client, cuc: Membership) -> None:
    assert address(cuc) in text(officer, f"/phu-trach/nguoi/{cuc.person_id}/")
    page = text(officer, address(cuc))
    assert "Thay đổi từ một ngày" in page
    assert "Sai từ đầu" in page


def test_a_move_shows_its_numbers_and_is_made_once(officer: Client, running: Campaign, cuc: Membership) -> None:
    path = address(cuc, "chuyen")
    page = post(officer, path, agency="so noi vu", first_day="01/11/2026", **SAID)
    assert "Số liệu sẽ thay đổi" in page
    assert become(3, 2) in page
    assert become(1, 0) in page
    assert become(3, 4) in page
    assert become(1, 2) in page
    assert "Báo cáo các ngày từ 01/11/2026 tính theo thông tin mới." in page
    assert "Báo cáo đã chốt giữ nguyên" in page
    # Nothing has happened yet.
    assert facts(cuc.person) == [("Sở Y tế", world.START, None)]

    assert "Đã ghi." in confirm(officer, path, page)
    moved = [("Sở Y tế", world.START, dt.date(2026, 11, 1)), ("Sở Nội vụ", dt.date(2026, 11, 1), None)]
    assert facts(cuc.person) == moved
    assert AuditEntry.objects.filter(reason="QĐ 12/QĐ-SNV").count() == 2

    again = confirm(officer, path, page)
    assert "được ghi rồi" in again or "đã kết thúc" in again
    assert facts(cuc.person) == moved


def test_going_back_from_the_preview_keeps_what_was_typed(officer: Client, cuc: Membership) -> None:
    path = address(cuc, "chuyen")
    page = post(officer, path, agency="Sở Nội vụ", first_day="01/11/2026", **SAID)
    back = post(officer, path, **{**sent(page), "sua-lai": "1"})
    assert 'value="Sở Nội vụ"' in back
    assert 'value="QĐ 12/QĐ-SNV"' in back
    assert facts(cuc.person) == [("Sở Y tế", world.START, None)]


def test_an_end(officer: Client, running: Campaign, cuc: Membership) -> None:
    path = address(cuc, "thoi")
    page = post(officer, path, last_day="31/10/2026", reason="Nghỉ hưu")
    assert become(3, 2) in page
    confirm(officer, path, page)
    assert facts(cuc.person) == [("Sở Y tế", world.START, dt.date(2026, 11, 1))]


def test_a_correction_and_one_that_takes_the_record_out(officer: Client, cuc: Membership) -> None:
    path = address(cuc, "sai")
    page = post(officer, path, agency="Sở Nội vụ", valid_from="01/02/2025", last_day="", **SAID)
    confirm(officer, path, page)
    assert facts(cuc.person) == [("Sở Nội vụ", dt.date(2025, 2, 1), None)]
    page = post(officer, path, never="on", reason="Nhầm người")
    assert "Chưa từng công tác ở Sở Nội vụ" in page
    confirm(officer, path, page)
    assert facts(cuc.person) == []


def test_a_secondary_membership_never_counts(officer: Client, running: Campaign, cuc: Membership) -> None:
    path = f"/phu-trach/nguoi/{cuc.person_id}/cong-tac/them/"
    said = {**SAID, "agency": "Sở Nội vụ", "valid_from": "01/11/2026", "last_day": ""}
    refused = post(officer, path, **said)
    assert "mỗi ngày một người chỉ có một đơn vị chính" in refused
    page = post(officer, path, **said, is_secondary="on")
    assert "Không số nào thay đổi" in page
    confirm(officer, path, page)
    assert Membership.objects.filter(person=cuc.person, is_primary=False).count() == 1


def test_what_is_wrong_is_said_in_words(officer: Client, cuc: Membership) -> None:
    path = address(cuc, "chuyen")
    page = post(officer, path, agency="Sở không có", first_day="40/11/2026", category="", position="", reason="")
    for said in ("Ngày chưa đúng", "Hãy ghi căn cứ"):
        assert said in page
    page = post(officer, path, agency="Sở không có", first_day="01/11/2026", **SAID)
    assert "Không có đơn vị nào tên hoặc mã như vậy" in page


def test_of_two_agencies_of_one_name_one_is_chosen(officer: Client, province: world.Province, cuc: Membership) -> None:
    first = world.agency("Phòng Tổ chức", province.health, kind="phong")
    world.agency("Phòng Tổ chức", province.home, kind="phong")
    path = address(cuc, "chuyen")
    page = post(officer, path, agency="phong to chuc", first_day="01/11/2026", **SAID)
    assert "Có nhiều đơn vị như vậy" in page
    assert "thuộc Sở Nội vụ" in page
    page = post(officer, path, agency="phong to chuc", which=str(first.pk), first_day="01/11/2026", **SAID)
    confirm(officer, path, page)
    assert Membership.objects.get(person=cuc.person, valid_to=None).agency == first


@pytest.fixture
def home(province: world.Province) -> Client:
    return world.browser_of("hr-noivu", "Lý Văn Nam", province.home)


def test_outside_her_reach_she_can_only_hand_over(
    health: Client, home: Client, running: Campaign, cuc: Membership
) -> None:
    path = address(cuc, "chuyen")
    page = post(health, path, agency="Sở Nội vụ", first_day="01/11/2026", **SAID)
    assert "Gửi đề nghị chuyển?" in page
    confirm(health, path, page)
    assert facts(cuc.person) == [("Sở Y tế", world.START, None)]
    asked = MembershipClaim.objects.get()

    assert "1 ý kiến về nơi công tác đang chờ" in text(home, "/phu-trach/")
    page = text(home, f"/phu-trach/noi-cong-tac/{asked.pk}/")
    assert become(3, 4) in page
    post(home, f"/phu-trach/noi-cong-tac/{asked.pk}/", answer="Đã nhận quyết định", nhan="1")
    assert facts(cuc.person)[-1] == ("Sở Nội vụ", dt.date(2026, 11, 1), None)
    told = Notice.objects.get(account__username="hr-yte")
    assert told.text.startswith("“Sở Nội vụ” đã nhận Lê Thị Cúc")


def test_a_handover_that_is_not_taken_changes_nothing(health: Client, home: Client, cuc: Membership) -> None:
    path = address(cuc, "chuyen")
    confirm(health, path, post(health, path, agency="Sở Nội vụ", first_day="01/11/2026", **SAID))
    asked = MembershipClaim.objects.get()
    post(home, f"/phu-trach/noi-cong-tac/{asked.pk}/", answer="Không có chỉ tiêu")
    assert facts(cuc.person) == [("Sở Y tế", world.START, None)]
    assert "Người này vẫn ở danh sách cũ. Lý do: Không có chỉ tiêu" in Notice.objects.get().text


def test_a_correction_reaches_no_further_than_she_does(health: Client, cuc: Membership) -> None:
    page = post(health, address(cuc, "sai"), agency="Sở Nội vụ", valid_from="01/02/2025", **SAID)
    assert "không thuộc phạm vi anh/chị phụ trách" in page


def test_others_people_and_oneself_are_not_there(
    health: Client, home: Client, province: world.Province, cuc: Membership
) -> None:
    assert home.get(address(cuc)).status_code == 404
    assert home.get(f"/phu-trach/nguoi/{cuc.person_id}/cong-tac/them/").status_code == 404
    own = Account.objects.get(username="hr-yte").person
    row = world.join(own, province.health)
    assert health.get(address(row)).status_code == 404
    assert "/cong-tac/" not in text(health, f"/phu-trach/nguoi/{own.pk}/")


def test_what_is_foreseen_costs_a_bounded_number_of_queries(
    officer: Client, running: Campaign, cuc: Membership, django_assert_max_num_queries: Any
) -> None:
    said = {**SAID, "agency": "Sở Nội vụ", "first_day": "01/11/2026"}
    with django_assert_max_num_queries(80):
        officer.post(address(cuc, "chuyen"), said)
