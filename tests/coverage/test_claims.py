"""What people say about where they belong, from the learner's page to the officer's answer."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from learners.agencies.claim_models import MembershipClaim
from learners.agencies.models import Membership
from learners.notices.models import Notice
from learners.people.models import Account
from tests import factories
from tests.coverage import world
from tests.coverage.test_membership_change import SAID, address, confirm, post
from tests.coverage.test_pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
MINE = "/ho-so-ca-nhan/don-vi/"
LIST = "/phu-trach/noi-cong-tac/"


def browser(account: Account) -> Client:
    made = Client()
    made.force_login(account)
    return made


@pytest.fixture
def lan(province: world.Province) -> Account:
    person = factories.person("Nguyễn Thị Lan", birth_year=1990)
    world.join(person, province.health, position="Chuyên viên")
    return factories.account("lan", of=person)


@pytest.fixture
def huy(db: None) -> Account:
    """Registered himself; no roster knows him."""
    return factories.account("huy", of=factories.person("Trương Gia Huy"))


def say_not_mine(lan: Account, province: world.Province, **said: str) -> MembershipClaim:
    post(browser(lan), MINE, **{"khong-thuoc": str(province.health.pk), "words": "Đã chuyển từ 2024", **said})
    return MembershipClaim.objects.get()


def test_she_reads_where_the_roster_has_her_and_says_no(lan: Account, health: Client, province: world.Province) -> None:
    assert MINE in text(browser(lan), "/ho-so-ca-nhan/")
    page = text(browser(lan), MINE)
    assert "Anh/chị thuộc Sở Y tế" in page
    assert "Tôi không thuộc đơn vị này" in page
    asked = say_not_mine(lan, province, wish="Sở Nội vụ")
    assert "anh/chị báo không thuộc “Sở Y tế”" in text(browser(lan), MINE)
    # Once is enough.
    page = post(browser(lan), MINE, **{"khong-thuoc": str(province.health.pk), "words": "Nữa"})
    assert "Ý kiến trước của anh/chị đang chờ trả lời" in page

    assert "1 ý kiến về nơi công tác đang chờ" in text(health, "/phu-trach/")
    assert f"{LIST}{asked.pk}/" in text(health, LIST)
    assert f"{LIST}{asked.pk}/" in text(health, f"/phu-trach/nguoi/{lan.person.pk}/")
    page = text(health, f"{LIST}{asked.pk}/")
    for mark in ("Đã chuyển từ 2024", "Sở Nội vụ", "sinh 1990"):
        assert mark in page


def test_a_yes_changes_the_roster_and_is_told(lan: Account, health: Client, province: world.Province) -> None:
    asked = say_not_mine(lan, province)
    row = Membership.objects.get(person=lan.person)
    path = f"{address(row)}?viec=sai&de-nghi={asked.pk}"
    assert f"/cong-tac/{row.pk}/?de-nghi={asked.pk}" in text(health, f"{LIST}{asked.pk}/")
    confirm(health, path, post(health, path, never="on", reason="Đã đối chiếu"))
    assert not Membership.objects.filter(person=lan.person).exists()
    asked.refresh_from_db()
    assert asked.accepted is True
    assert Notice.objects.get(account=lan).text == (
        "Anh/chị báo không thuộc “Sở Y tế”: danh sách đã được sửa. Căn cứ: Đã đối chiếu"
    )


def test_a_no_keeps_the_roster_and_its_reason_is_read(lan: Account, health: Client, province: world.Province) -> None:
    asked = say_not_mine(lan, province)
    assert "Hãy ghi lý do" in post(health, f"{LIST}{asked.pk}/", answer="")
    post(health, f"{LIST}{asked.pk}/", answer="Quyết định vẫn ghi Sở Y tế")
    assert Membership.objects.filter(person=lan.person, valid_to=None).exists()
    assert "Lý do: Quyết định vẫn ghi Sở Y tế" in Notice.objects.get(account=lan).text
    post(health, f"{LIST}{asked.pk}/", answer="Lần nữa")
    assert Notice.objects.filter(account=lan).count() == 1


def test_somebody_new_asks_to_be_taken_in(huy: Account, health: Client, province: world.Province) -> None:
    assert "Anh/chị chưa có trong danh sách của đơn vị nào" in text(browser(huy), MINE)
    post(browser(huy), MINE, agency="sở y tế", words="Chuyên viên từ 01/11/2026")
    asked = MembershipClaim.objects.get()
    # Not hers to look up before she is taken in.
    assert health.get(f"/phu-trach/nguoi/{huy.person.pk}/").status_code == 404
    path = f"/phu-trach/nguoi/{huy.person.pk}/cong-tac/them/?de-nghi={asked.pk}"
    page = text(health, path)
    assert 'value="Sở Y tế"' in page
    page = post(health, path, agency="Sở Y tế", valid_from="01/11/2026", last_day="", **SAID)
    confirm(health, path, page)
    # A second click changes nothing.
    assert "được ghi rồi" in confirm(health, path, page)
    assert Membership.objects.get(person=huy.person).valid_from == dt.date(2026, 11, 1)
    assert Notice.objects.get(account=huy).text.startswith("Anh/chị đã được ghi vào danh sách của “Sở Y tế”.")


def test_nobody_floods_the_queues(huy: Account, province: world.Province) -> None:
    agencies = [world.agency(f"Phòng {number}", province.home, kind="phong") for number in range(4)]
    for one in agencies:
        post(browser(huy), MINE, agency=str(one), words="Tôi ở đây")
    assert MembershipClaim.objects.count() == 3


def test_an_agency_that_is_not_there_is_said(huy: Account, province: world.Province) -> None:
    page = post(browser(huy), MINE, agency="Sở không có", words="Tôi ở đây")
    assert "Không có đơn vị nào tên hoặc mã như vậy" in page
    assert not MembershipClaim.objects.exists()


def test_others_neither_read_nor_answer(lan: Account, province: world.Province) -> None:
    asked = say_not_mine(lan, province)
    account = factories.account("hr-noivu", of=factories.person("Lý Văn Nam"))
    world.grant(account, province.home)
    other = browser(account)
    assert other.get(f"{LIST}{asked.pk}/").status_code == 404
    assert "Không có ý kiến nào đang chờ" in text(other, LIST)
    row = Membership.objects.get(person=lan.person)
    assert other.get(f"{address(row)}?de-nghi={asked.pk}").status_code == 404
    # About herself nobody decides.
    world.grant(lan, province.health)
    assert browser(lan).get(f"{LIST}{asked.pk}/").status_code == 404


def test_the_list_costs_the_same_for_many(
    lan: Account, health: Client, province: world.Province, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        person = world.member(f"Người {number}", province.health)
        say = factories.account(f"nguoi-{number}", of=person)
        post(browser(say), MINE, **{"khong-thuoc": str(province.health.pk), "words": "Sai"})
    text(health, LIST)
    with django_assert_max_num_queries(12):
        health.get(LIST)
