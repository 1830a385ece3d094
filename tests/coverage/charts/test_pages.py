"""The report's other pages: their numbers are the report's, and open the lists behind them."""

import re
from typing import Any

import pytest
from django.test import Client

from learners.campaigns.models import Campaign
from learners.people.models import Account
from tests.coverage import world

pytestmark = pytest.mark.django_db
DATES = "?hoan_thanh=2026-11-20&co_cau=2026-11-20&danh_sach=2026-11-20"
REPORT = "/phu-trach/cds-2026/"


@pytest.fixture
def campaign(province: world.Province) -> Campaign:
    return world.campaign(province.root)


@pytest.fixture
def office(province: world.Province) -> Client:
    account = Account.objects.create_user("giam-doc")
    world.grant(account, province.root)
    client = Client()
    client.force_login(account)
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.usefixtures("campaign")
def test_the_development_says_by_how_much_first(office: Client) -> None:
    page = text(office, f"{REPORT}dien-bien/{DATES}&so_voi=19/11/2026")
    assert "Tăng 33,33 điểm phần trăm so với ngày 19/11/2026." in page
    assert page.index("Tăng 33,33") < page.index('<svg class="chart"')
    assert page.count("<title id=") == 1
    links = re.findall(r'<td class="num"><a href="([^"]+trang-thai=(?:completed|all))">(\d+)</a>', page)
    # Both numbers of the last week, and the lists they open.
    assert [number for _, number in links[-2:]] == ["2", "6"]
    for address, number in links[-2:]:
        assert f": {number} người</h1>" in text(office, address.replace("&amp;", "&"))
    assert '<td class="num">33,33</td>' in page
    assert "style=" not in page.split("<main")[1]


@pytest.mark.usefixtures("campaign")
def test_a_day_that_is_not_earlier_is_explained(office: Client) -> None:
    page = text(office, f"{REPORT}dien-bien/{DATES}&so_voi=21/11/2026")
    assert "Ngày để so sánh phải trước ngày 20/11/2026." in page
    assert "so với ngày 13/11/2026" in page


def test_each_number_by_course_opens_as_many_people(
    office: Client, province: world.Province, campaign: Campaign
) -> None:
    world.complete(world.member("Trưởng phòng", province.health, is_head=True, category="vien_chuc"))
    page = text(office, f"{REPORT}theo-khoa/{DATES}")
    people = f"{REPORT}{province.health.pk}/{DATES}&phan=&trang-thai=all&khoa={world.COURSE}"
    assert people.replace("&", "&amp;") in page
    assert ": 2 người</h1>" in text(office, people)
    narrowed = f"{REPORT}theo-khoa/{DATES}&doi_tuong=vien_chuc&dung_dau=co"
    assert "doi_tuong=vien_chuc&amp;dung_dau=co&amp;khoa=" in text(office, narrowed)
    assert ": 1 người</h1>" in text(office, f"{people}&doi_tuong=vien_chuc&dung_dau=co")
    # One of one: the rate of the campaign among whoever is left.
    assert '>1</a> <span class="heat-rate">100,00%</span></td> <td class="num heat-cell">' in text(office, narrowed)
    assert '<option value="vien_chuc" selected>' in text(office, f"{people}&doi_tuong=vien_chuc")
    assert "Sở Y tế" not in text(office, f"{REPORT}theo-khoa/{DATES}&khoi=II")
    assert "Sở Y tế" in text(office, f"{REPORT}theo-khoa/{DATES}&khoi=khong-co&doi_tuong=la")


@pytest.mark.usefixtures("campaign")
def test_person_by_person_each_course_has_its_day(office: Client, province: world.Province) -> None:
    page = text(office, f"{REPORT}{province.health.pk}/tung-nguoi/{DATES}&trang-thai=all")
    assert "xong 20/11/2026" in page
    assert page.count(">chưa<") == 2
    assert "Đặng Văn An" in page


@pytest.mark.usefixtures("campaign")
def test_whoever_never_signed_in_is_listed(office: Client, province: world.Province) -> None:
    people = f"{REPORT}{province.health.pk}/{DATES}&trang-thai=never_in"
    assert ": 3 người</h1>" in text(office, people)
    Account.objects.filter(person__full_name="Đặng Văn An").update(last_login=world.NOON)
    assert ": 2 người</h1>" in text(office, people)


@pytest.mark.usefixtures("campaign")
def test_the_report_draws_its_blocks(office: Client, province: world.Province) -> None:
    assert 'class="chart"' not in text(office, REPORT + DATES)
    world.member("Người xã", world.agency("UBND phường Một", province.root, kind="ubnd_xa"))
    page = text(office, REPORT + DATES)
    assert 'class="chart"' in page
    assert page.index("</table>") < page.index('class="chart"')


@pytest.mark.usefixtures("campaign")
def test_nobody_else_s(client: Client, minh: Account, province: world.Province) -> None:
    client.force_login(minh)
    for page in ("dien-bien/", "theo-khoa/"):
        text(client, f"{REPORT}{page}{DATES}")
        text(client, f"{REPORT}{page}{DATES}&co-quan={province.root.pk}", 404)
    text(client, f"{REPORT}{province.home.pk}/tung-nguoi/{DATES}", 404)


@pytest.mark.usefixtures("campaign")
def test_budgets(office: Client, province: world.Province, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        world.member(f"Người {number}", world.agency(f"Phòng {number}", province.health))
    people = f"{REPORT}{province.health.pk}/tung-nguoi/{DATES}&trang-thai=all"
    for page, most in ((f"{REPORT}theo-khoa/{DATES}", 15), (people, 17), (f"{REPORT}dien-bien/{DATES}", 50)):
        office.get(page)
        with django_assert_max_num_queries(most):
            office.get(page)
