"""Cơ quan tôi: a head sees the numbers of her agency, and nobody's name; the weekly digest to heads and officers."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from learners.campaigns.models import Campaign, Digest
from learners.coverage.digesting import KIND, digest
from learners.notices.models import Notice
from learners.people.models import Account, Person
from tests import factories
from tests.campaigns import world as campaigns
from tests.coverage import world

pytestmark = pytest.mark.django_db
PAGE = "/co-quan-toi/"
MONDAY = dt.date(2026, 11, 16)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: campaigns.NOW)


@pytest.fixture
def hanh(province: world.Province) -> Account:
    """She heads Sở Y tế."""
    return factories.account("hanh", of=Person.objects.get(full_name="Bùi Thị Hạnh"))


@pytest.fixture
def campaign(province: world.Province) -> Campaign:
    made = campaigns.running(province.root)
    for person in Person.objects.filter(memberships__isnull=False):
        agency = person.memberships.get().agency
        done = world.DAY if person.full_name in ("Lê Thị Cúc", "Đỗ Văn Giang") else None
        campaigns.assign(made, person, agency, satisfied_on=done, is_head=person.memberships.get().is_head)
    return made


def test_numbers_of_her_own_agency_and_no_names(client: Client, hanh: Account, campaign: Campaign) -> None:
    client.force_login(hanh)
    page = client.get(PAGE).content.decode()
    assert "Sở Y tế: 1 trên 3 người đã hoàn thành (33,33%)" in page
    assert "Sở Nội vụ" not in page
    for name in Person.objects.exclude(pk=hanh.person_id).values_list("full_name", flat=True):
        assert name not in page
    assert PAGE in client.get("/hoc/").content.decode()
    for address in (f"/phu-trach/{campaign.slug}/", "/phu-trach/nguoi/"):
        assert client.get(address).status_code == 404


def test_the_page_is_a_head_s_of_today(client: Client, lan: Account, hanh: Account, campaign: Campaign) -> None:
    client.force_login(lan)
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/hoc/").content.decode()
    hanh.person.memberships.update(valid_to=world.DAY)
    client.force_login(hanh)
    assert client.get(PAGE).status_code == 404


def test_a_digest_a_week_to_heads_and_officers(hanh: Account, minh: Account, campaign: Campaign) -> None:
    assert digest(world.DAY, lambda: None) == 2
    assert digest(MONDAY, lambda: None) == 0
    texts = dict(Notice.objects.filter(kind=KIND).values_list("account", "url"))
    assert texts[hanh.pk] == PAGE
    assert texts[minh.pk].startswith(f"/phu-trach/{campaign.slug}/")
    said = Notice.objects.get(kind=KIND, account=hanh).text
    # As of the evening before: nobody of the four had finished.
    assert "Sở Y tế, đợt “Chuyển đổi số 2026”: 0 trên 4 người đã hoàn thành (0,00%)" in said
    assert digest(MONDAY + dt.timedelta(days=7), lambda: None) == 2
    assert Digest.objects.count() == 4


def test_broken_off_nobody_is_told_twice(
    hanh: Account, minh: Account, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learners.coverage.digesting.BATCH", 1)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        digest(world.DAY, stop)
    assert Notice.objects.filter(kind=KIND).count() == 1
    assert digest(world.DAY, lambda: None) == 1
    assert Notice.objects.filter(kind=KIND).count() == 2


def test_it_costs_little(client: Client, hanh: Account, campaign: Campaign, django_assert_max_num_queries: Any) -> None:
    client.force_login(hanh)
    client.get(PAGE)
    with django_assert_max_num_queries(18):
        client.get(PAGE)
