"""What is asked of me: by when in words, why that day, and asking for another or to be let off."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from learners.campaigns.models import Campaign, WaiverRequest
from learners.campaigns.waiving import extend, refuse
from learners.people.models import Account
from tests import factories
from tests.campaigns import world
from tests.coverage.world import DAY, Province, member

pytestmark = pytest.mark.django_db
MINE = "/duoc-giao/"
LATER = dt.date(2026, 12, 20)


@pytest.fixture
def lan(province: Province, client: Client) -> Account:
    made = factories.account("lan", of=member("Nguyễn Thị Lan", province.health))
    client.force_login(made)
    return made


@pytest.fixture
def campaign(province: Province, lan: Account) -> Campaign:
    made = world.running(province.health)
    world.assign(made, lan.person, province.health)
    return made


def text(client: Client, address: str = MINE) -> str:
    return client.get(address).content.decode()


def test_nothing_is_asked_of_many(client: Client, lan: Account, son: Account) -> None:
    assert "Hiện không có đợt tập huấn nào giao cho anh/chị." in text(client)
    client.force_login(son)
    assert "Hiện không có đợt" in text(client)


# Words made of a day.
@pytest.mark.alike
@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, ["còn 10 ngày", "Hạn của anh/chị: hết ngày 30/11/2026."]),
        ({"due_on": LATER}, ["còn 30 ngày", "Anh/chị được giao sau những người khác nên hạn là hết ngày 20/12/2026."]),
        ({"due_on": dt.date(2026, 11, 15)}, ["quá hạn 5 ngày", "hoàn thành được ghi là muộn"]),
        ({"satisfied_on": DAY, "due_on": dt.date(2026, 11, 15)}, ["Hoàn thành muộn, ngày 20/11/2026"]),
        ({"satisfied_on": DAY}, ["Hoàn thành ngày 20/11/2026."]),
        ({"exempt": True}, ["Anh/chị được miễn đợt này."]),
    ],
)
def test_her_day_in_words(
    client: Client, campaign: Campaign, lan: Account, province: Province, columns: Any, words: list[str]
) -> None:
    world.assign(campaign, lan.person, province.health, **columns)
    page = text(client)
    for one in words:
        assert one in page
    asks = "Xin gia hạn" in page
    assert asks == ("satisfied_on" not in columns and "exempt" not in columns)


def test_an_extension_is_called_one(
    client: Client, campaign: Campaign, lan: Account, minh: Account, province: Province
) -> None:
    extend(campaign=campaign, person=lan.person, reason="a", approved_by="b", due_on=LATER, acting_user=minh)
    world.assign(campaign, lan.person, province.health, due_on=LATER)
    assert "Anh/chị được gia hạn đến hết ngày 20/12/2026." in text(client)


def test_she_asks_waits_takes_back_and_reads_the_answer(client: Client, campaign: Campaign, minh: Account) -> None:
    address = f"{MINE}{campaign.pk}/xin/gia-han/"
    assert "Xin gia hạn đến hết ngày" in text(client, address)
    wrong = client.post(address, {"last_day": "30/11/2026", "reason": ""}).content.decode()
    assert "Hãy ghi lý do." in wrong
    wrong = client.post(address, {"last_day": "30/11/2026", "reason": "Công tác"}).content.decode()
    assert "gia hạn phải sau hạn hiện nay" in wrong
    page = client.post(address, {"last_day": "20/12/2026", "reason": "Công tác"}, follow=True).content.decode()
    assert "Anh/chị đã xin gia hạn đến hết ngày 20/12/2026" in page
    assert client.post(address, {"last_day": "21/12/2026", "reason": "x"}).status_code == 302
    asked = WaiverRequest.objects.get()
    page = client.post(f"{MINE}rut/{asked.pk}/", follow=True).content.decode()
    assert "Đã rút đề nghị." in page
    assert "chưa được đồng ý" not in page
    client.post(f"{MINE}{campaign.pk}/xin/mien/", {"first_day": "", "last_day": "", "reason": "Thai sản"})
    refuse(asked=WaiverRequest.objects.get(kind="exemption"), reason="Chưa có giấy", acting_user=minh)
    assert "Đề nghị của anh/chị chưa được đồng ý. Chưa có giấy" in text(client)


def test_others_requests_and_campaigns_do_not_exist(
    client: Client, campaign: Campaign, lan: Account, province: Province
) -> None:
    client.post(f"{MINE}{campaign.pk}/xin/gia-han/", {"last_day": "20/12/2026", "reason": "Công tác"})
    huy = factories.account("huy", of=member("Trương Gia Huy", province.home))
    client.force_login(huy)
    assert client.get(f"{MINE}{campaign.pk}/xin/mien/").status_code == 404
    assert client.post(f"{MINE}rut/{WaiverRequest.objects.get().pk}/").status_code == 404
    client.force_login(lan)
    assert client.get(f"{MINE}{campaign.pk}/xin/khac/").status_code == 404


def test_it_costs_little(client: Client, campaign: Campaign, django_assert_max_num_queries: Any) -> None:
    text(client)
    with django_assert_max_num_queries(11):
        text(client)
