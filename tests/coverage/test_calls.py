"""The call list: who, what is missing, telephones masked until revealed for a reason; the reminder without names."""

from typing import Any

import pytest
from django.test import Client

from learners.campaigns.models import Campaign
from learners.coverage.call_list import masked
from learners.people.models import Account, Person
from mooc.foundation.models import AuditEntry
from tests.campaigns import world as campaigns
from tests.coverage import world
from tests.coverage.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: campaigns.NOW)


@pytest.fixture
def campaign(province: world.Province) -> Campaign:
    """Of Sở Y tế Cúc has finished; An has a telephone, Hạnh has none."""
    made = campaigns.running(province.health)
    for person in Person.objects.filter(memberships__agency=province.health):
        done = world.DAY if person.full_name == "Lê Thị Cúc" else None
        campaigns.assign(made, person, province.health, satisfied_on=done)
    Person.objects.filter(full_name="Đặng Văn An").update(phone="+84912345678")
    return made


@pytest.fixture
def address(campaign: Campaign, province: world.Province) -> str:
    return f"/phu-trach/{campaign.slug}/{province.health.pk}/goi-nhac/"


def test_who_is_missing_what_with_a_masked_number(officer: Client, address: str) -> None:
    page = text(officer, address)
    for words in ("Tài liệu nội bộ", "Đặng Văn An", "Bùi Thị Hạnh", "09•• ••• 678", "Sở Y tế"):
        assert words in page
    assert "0912 345 678" not in page
    assert "Lê Thị Cúc" not in page
    assert not AuditEntry.objects.filter(verb="coverage.reveal_phones").exists()


def test_the_numbers_are_shown_for_a_recorded_reason(
    officer: Client, address: str, minh: Account, province: world.Province
) -> None:
    assert "Hãy ghi lý do." in officer.post(address, {"reason": ""}).content.decode()
    page = officer.post(address, {"reason": "Gọi nhắc trước hạn"}).content.decode()
    assert '<span class="no-print">0912 345 678</span><span class="print-only">09•• ••• 678</span>' in page
    row = AuditEntry.objects.get(verb="coverage.reveal_phones")
    assert (row.actor, row.reason) == (str(minh.pk), "Gọi nhắc trước hạn")
    assert row.new["agency"] == str(province.health.pk)
    assert row.new["phones"] == 1
    assert "0912 345 678" not in text(officer, address)
    page = officer.post(address, {"reason": "Gọi", "in-kem": "1"}).content.decode()
    assert '<span class="no-print">0912' not in page
    assert "0912 345 678" in page


def test_the_reminder_for_the_group_names_nobody(officer: Client, address: str, province: world.Province) -> None:
    page = text(officer, address)
    message = page.split("<textarea")[1].split("</textarea>")[0]
    assert "[Sở Y tế] Đợt “Chuyển đổi số 2026”, hạn chung: hết ngày 30/11/2026." in message
    assert "Việc học của tôi" in message
    for name in Person.objects.values_list("full_name", flat=True):
        assert name not in message


def test_only_the_unfinished_are_called_and_only_by_their_officer(
    officer: Client, client: Client, address: str, tam: Account
) -> None:
    assert officer.get(f"{address}?trang-thai=completed").status_code == 404
    client.force_login(tam)
    assert client.get(address).status_code == 404
    assert client.post(address, {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("phone", "shown"), [("+84912345678", "09•• ••• 678"), ("", ""), ("123", ""), ("02923820111", "02•• ••• 111")]
)
def test_a_masked_number_calls_nobody(phone: str, shown: str) -> None:
    assert masked(phone) == shown


def test_its_cost_does_not_grow(
    officer: Client, address: str, campaign: Campaign, province: world.Province, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        campaigns.assign(campaign, world.member(f"Người {number}", province.health), province.health)
    text(officer, address)
    with django_assert_max_num_queries(28):
        text(officer, address)
