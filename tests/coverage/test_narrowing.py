"""A report of one category, or of heads alone: every number is the list behind it, and links keep what was chosen."""

import re
from typing import Any

import pytest
from django.test import Client

from learners.campaigns.models import Campaign
from learners.coverage.filters import Filters
from learners.coverage.narrowing import narrow
from learners.coverage.people import STATES, people
from tests import factories
from tests.coverage import world
from tests.coverage.test_pages import DATES, REPORT, text
from tests.coverage.test_reporting import ask

pytestmark = pytest.mark.django_db
NARROWED = [Filters(category="vien_chuc"), Filters(heads="co"), Filters(category="cong_chuc", heads="khong")]


@pytest.fixture(autouse=True)
def campaign(province: world.Province) -> Campaign:
    made = world.campaign(province.root)
    unit = world.agency("Trung tâm Y tế", province.health)
    for number, of in enumerate((province.health, unit, unit)):
        world.complete(world.member(f"Viên chức {number}", of, category="vien_chuc", is_head=number == 1))
        world.member(f"Người chưa học {number}", of, category="vien_chuc")
    world.join(world.member("Ông Kiêm", province.home, category="vien_chuc"), unit, is_primary=False)
    world.count()
    return made


@pytest.mark.parametrize("filters", NARROWED)
def test_every_number_is_the_list_behind_it(province: world.Province, campaign: Campaign, filters: Filters) -> None:
    whole = ask(campaign, province.root)
    found = narrow(whole, filters)
    assert 0 < found.total.numbers.required < whole.total.numbers.required
    only = filters.members(found.question)
    named = {"all": "required"}
    for row in (*found.all_rows, found.total):
        for state in STATES:
            told = people(found.question, row, state).filter(only).count()
            assert told == getattr(row.numbers, named.get(state, state)), (row.name, state)


def test_parts_make_the_whole(province: world.Province, campaign: Campaign) -> None:
    whole = ask(campaign, province.root)
    parts = [narrow(whole, Filters(heads=heads)).total.numbers for heads in ("co", "khong")]
    for name, number in vars(whole.total.numbers).items():
        assert sum(getattr(part, name) for part in parts) == number, name


def test_only_a_filter_costs_queries(
    province: world.Province, campaign: Campaign, django_assert_num_queries: Any
) -> None:
    whole = ask(campaign, province.root)
    with django_assert_num_queries(0):
        assert narrow(whole, Filters()) is whole
    with django_assert_num_queries(2):
        narrow(whole, NARROWED[0])


def test_links_keep_what_was_chosen(officer: Client, province: world.Province) -> None:
    page = text(officer, f"{REPORT}{DATES}&doi_tuong=vien_chuc&dung_dau=khong")
    assert "Chỉ tính: viên chức, trừ người đứng đầu." in page
    # Files are of everybody, so there are none here.
    assert "tai-ve" not in page
    links = re.findall(r'href="(/phu-trach/cds-2026/[^"]*)"', page)
    bare = [link for link in links if "doi_tuong=vien_chuc&amp;dung_dau=khong" not in link]
    # Only the link that takes the filter off.
    assert len(bare) == 1
    [there] = [link for link in links if "trang-thai=unfinished" in link and str(province.health.pk) in link][:1]
    people_page = text(officer, there.replace("&amp;", "&"))
    assert "Chỉ gồm: viên chức, trừ người đứng đầu." in people_page
    back = re.search(r'href="(/phu-trach/cds-2026/\?[^"]*)"', people_page)
    assert back
    assert "doi_tuong=vien_chuc&amp;dung_dau=khong" in back[1]
    assert "Chỉ tính:" in text(officer, back[1].replace("&amp;", "&"))


def test_the_numbers_of_a_block_open_the_people_of_its_units(client: Client, province: world.Province) -> None:
    director = factories.account("giam-doc")
    world.grant(director, province.root)
    client.force_login(director)
    commune = world.agency("Xã Tân Hòa", province.root, kind="ubnd_xa")
    world.complete(world.member("Người xã", commune))
    world.member("Người xã khác", commune)
    world.count()
    page = text(client, f"{REPORT}{DATES}&co-quan={province.root.pk}")
    links = re.findall(r'href="(/phu-trach/cds-2026/[^"]*phan=khoi-(?:I|II)&amp;[^"]*)">(\d+)</a>', page)
    assert len(links) == 4
    for address, number in links:
        assert f": {number} người</h1>" in text(client, address.replace("&amp;", "&")), address
    courses = text(client, f"{REPORT}theo-khoa/{DATES}&co-quan={province.root.pk}&khoi=II")
    [(total, number)] = re.findall(r'href="([^"]*phan=khoi-II&amp;trang-thai=completed[^"]*)">(\d+)</a>', courses)
    assert f": {number} người</h1>" in text(client, total.replace("&amp;", "&"))
    assert client.get(f"{REPORT}{province.root.pk}/{DATES}&phan=khoi-V").status_code == 404
