"""Requests for exemption and extension: the officer's queue, deciding, giving unasked, taking back; nobody else's."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from learners.campaigns.models import Campaign, Exemption, Extension, WaiverRequest
from learners.campaigns.waiving import ask
from learners.people.models import Account
from tests import factories
from tests.campaigns import world as campaigns
from tests.coverage import world
from tests.coverage.test_pages import text

pytestmark = pytest.mark.django_db
LIST = "/phu-trach/mien-gia-han/"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: campaigns.NOW)


@pytest.fixture
def lan(province: world.Province) -> Account:
    return factories.account("lan", of=world.member("Nguyễn Thị Lan", province.health))


@pytest.fixture
def campaign(province: world.Province, lan: Account) -> Campaign:
    made = campaigns.running(province.health)
    campaigns.assign(made, lan.person, province.health)
    return made


@pytest.fixture
def asked(campaign: Campaign, lan: Account) -> WaiverRequest:
    return ask(
        campaign=campaign, person=lan.person, kind="extension", reason="Đi công tác", last_day=dt.date(2026, 12, 20),
        acting_user=lan,
    )  # fmt: skip


def test_what_waits_is_told_and_answered(officer: Client, asked: WaiverRequest, lan: Account) -> None:
    assert "1 đề nghị miễn, gia hạn đang chờ" in text(officer, "/phu-trach/")
    page = text(officer, LIST)
    for words in ("Nguyễn Thị Lan", "Đi công tác", "Xin học đến hết ngày 20/12/2026.", "Sở Y tế", "30/11/2026"):
        assert words in page
    address = f"{LIST}{asked.pk}/"
    form = text(officer, address)
    for words in ("20/12/2026", "Theo đề nghị của người học.", "Phạm Thị Minh"):
        assert words in form
    given = {"last_day": "15/12/2026", "answer": "Đồng ý", "approved_by": "Giám đốc"}
    page = officer.post(address, given, follow=True).content.decode()
    assert "Đã đồng ý." in page
    assert Extension.objects.get().due_on == dt.date(2026, 12, 15)
    assert "Phạm Thị Minh đã đồng ý trước đó" in officer.post(address, given, follow=True).content.decode()
    assert "đã đồng ý lúc" in text(officer, address)


def test_a_no_needs_a_reason(officer: Client, asked: WaiverRequest) -> None:
    address = f"{LIST}{asked.pk}/"
    assert "Hãy ghi căn cứ hoặc lý do." in officer.post(address, {"tu-choi": "1"}).content.decode()
    officer.post(address, {"tu-choi": "1", "refusal": "Chưa đủ căn cứ"})
    asked.refresh_from_db()
    assert (asked.granted, asked.answer) == (False, "Chưa đủ căn cứ")


def test_days_that_do_not_fit_are_said(officer: Client, asked: WaiverRequest) -> None:
    given = {"last_day": "01/11/2026", "answer": "a", "approved_by": "b"}
    assert "gia hạn phải sau hạn hiện nay" in officer.post(f"{LIST}{asked.pk}/", given).content.decode()
    assert not Extension.objects.exists()


def test_given_unasked_and_taken_back_on_the_person_s_page(officer: Client, lan: Account, campaign: Campaign) -> None:
    address = f"/phu-trach/nguoi/{lan.person_id}/dot/{campaign.pk}/"
    given = {"first_day": "01/11/2026", "last_day": "", "reason": "Thai sản", "approved_by": "Giám đốc"}
    page = officer.post(address, {**given, "mien": "1"}, follow=True).content.decode()
    assert "Miễn từ ngày 01/11/2026" in page
    page = officer.post(address, {**given, "mien": "1"}).content.decode()
    assert "Người này đã được miễn trong khoảng ngày ấy." in page
    held = Exemption.objects.get()
    assert "Hãy ghi lý do." in officer.post(address, {"thoi-mien": str(held.pk), "reason": ""}).content.decode()
    officer.post(address, {"thoi-mien": str(held.pk), "reason": "Đi làm lại"})
    held.refresh_from_db()
    assert held.valid_to == world.DAY
    officer.post(address, {"due_on": "20/12/2026", "reason": "Lũ", "approved_by": "Sở", "gia-han": "1"})
    officer.post(address, {"thoi-gia-han": str(Extension.objects.get().pk), "reason": "Nhầm"})
    assert Extension.objects.get().ended_at is not None
    assert officer.post(address, {"thoi-gia-han": "0", "reason": "x"}).status_code == 404


def test_nobody_about_herself(officer: Client, minh: Account, province: world.Province) -> None:
    assert minh.person is not None
    made = campaigns.running(province.health)
    campaigns.assign(made, minh.person, province.health)
    own = ask(campaign=made, person=minh.person, kind="exemption", reason="a", acting_user=minh)
    assert "Không có đề nghị nào đang chờ." in text(officer, LIST)
    assert officer.get(f"{LIST}{own.pk}/").status_code == 404
    address = f"/phu-trach/nguoi/{minh.person_id}/dot/{made.pk}/"
    assert "Không ai tự quyết định cho mình." in text(officer, address)
    given = {"first_day": "01/11/2026", "reason": "a", "approved_by": "b", "mien": "1"}
    officer.post(address, given)
    assert not Exemption.objects.exists()


def test_the_officer_of_another_agency_sees_nothing(
    client: Client, tam: Account, asked: WaiverRequest, lan: Account, province: world.Province
) -> None:
    world.join(lan.person, province.home, is_primary=False)
    client.force_login(tam)
    assert "Không có đề nghị nào" in text(client, LIST)
    assert client.get(f"{LIST}{asked.pk}/").status_code == 404
    assert client.get(f"/phu-trach/nguoi/{lan.person_id}/dot/{asked.campaign_id}/").status_code == 404


def test_the_queue_costs_the_same_whatever_its_length(
    officer: Client, campaign: Campaign, province: world.Province, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        person = world.member(f"Người {number}", province.health)
        campaigns.assign(campaign, person, province.health)
        ask(campaign=campaign, person=person, kind="exemption", reason="a", acting_user=None)
    text(officer, LIST)
    with django_assert_max_num_queries(12):
        text(officer, LIST)
