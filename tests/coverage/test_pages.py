"""What Minh sees of the agency she answers for, page by page, and nobody else does."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from learners.agencies import closure
from learners.agencies.models import Agency, AgencyPlacement, CommunityTeam, Scope, TeamMembership
from learners.campaigns.models import Campaign, Exemption
from learners.people.actions import merge_people
from learners.people.models import Account
from tests import factories
from tests.coverage import world

pytestmark = pytest.mark.django_db
DATES = "?hoan_thanh=2026-11-20&co_cau=2026-11-20&danh_sach=2026-11-20"
REPORT = "/phu-trach/cds-2026/"


@pytest.fixture
def campaign(province: world.Province) -> Campaign:
    return world.campaign(province.root)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.usefixtures("campaign")
def test_the_answer_comes_first(officer: Client) -> None:
    page = text(officer, REPORT + DATES)
    assert "Sở Y tế: 1 trên 4 người đã hoàn thành (25,00%), tính đến hết ngày 20/11/2026." in page
    assert page.index("1 trên 4") < page.index("<table")


def test_every_number_links_to_as_many_people(officer: Client, province: world.Province, campaign: Campaign) -> None:
    lan = world.member("Nguyễn Thị Lan", province.health)
    Exemption.objects.create(
        campaign=campaign, person=lan, reason="Thai sản", approved_by="Minh", valid_from=world.START
    )
    world.count()
    world.join(world.member("Ông Kiêm", province.home), province.health, is_primary=False)
    people = f"{REPORT}{province.health.pk}/{DATES}&trang-thai="
    report = text(officer, REPORT + DATES)
    for state, number in {
        "unfinished": 3, "no_account": 1, "completed": 1, "all": 4, "registered": 2, "heads": 1, "exempted": 1,
        "staff": 5, "concurrent": 1,
    }.items():  # fmt: skip
        assert f"trang-thai={state}" in report
        assert f": {number} người</h1>" in text(officer, people + state), state


@pytest.mark.usefixtures("campaign")
def test_the_people_behind_a_number(officer: Client, province: world.Province) -> None:
    page = text(officer, f"{REPORT}{province.health.pk}/{DATES}&trang-thai=unfinished")
    assert "Đặng Văn An" in page
    assert "Lê Thị Cúc" not in page
    assert "Chưa đăng ký" in page


@pytest.mark.usefixtures("campaign")
def test_concurrent_posts_are_shown_with_where_they_count(officer: Client, province: world.Province) -> None:
    world.join(world.member("Ông Kiêm", province.home), province.health, is_primary=False)
    page = text(officer, f"{REPORT}{province.health.pk}/{DATES}&trang-thai=concurrent")
    assert "Ông Kiêm" in page
    assert "Đơn vị khác: Sở Nội vụ" in page


@pytest.mark.usefixtures("campaign")
def test_a_child_has_its_own_report_and_the_way_back(
    client: Client, province: world.Province, django_user_model: Any
) -> None:
    account = django_user_model.objects.create_user("giam-doc")
    world.grant(account, province.root)
    client.force_login(account)
    page = text(client, REPORT + DATES)
    assert f"{REPORT}?hoan_thanh=2026-11-20&amp;co_cau=2026-11-20&amp;danh_sach=2026-11-20" in page
    assert f"co-quan={province.home.pk}" in page
    below = text(client, f"{REPORT}{DATES}&co-quan={province.home.pk}")
    assert f"co-quan={province.root.pk}" in below
    assert "Sở Nội vụ: 1 trên 3 người" in below


@pytest.mark.usefixtures("campaign")
def test_the_way_up_ends_where_her_scope_does(officer: Client, province: world.Province) -> None:
    page = text(officer, REPORT + DATES)
    assert str(province.root.pk) not in page
    assert "Sở Nội vụ" not in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("hoan_thanh=2026-99-99", "Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 30/06/2026."),
        ("hoan_thanh=9999-12-31", "Ngày tính kết quả không được sau hôm nay"),
        ("co_cau=1900-01-01", "Ngày phải từ năm 2000 trở về sau."),
    ],
)
@pytest.mark.usefixtures("campaign")
def test_a_wrong_date_is_said_at_its_field_and_kept(officer: Client, given: str, said: str) -> None:
    page = text(officer, f"{REPORT}?{given}")
    assert page.count(said) == 2
    assert f'value="{given.split("=")[1]}"' in page
    assert "1 trên 4 người" in page
    assert officer.get(f"{REPORT}tai-ve/xlsx/?{given}").status_code == 302


@pytest.mark.usefixtures("campaign")
def test_each_date_is_named_and_says_what_it_decides(officer: Client) -> None:
    page = text(officer, REPORT + DATES)
    for name, label, hint in (
        ("hoan_thanh", "Tính đến hết ngày", "Kết quả học có đến ngày này"),
        ("co_cau", "Theo cơ cấu ngày", "Đơn vị nào thuộc cơ quan nào"),
        ("danh_sach", "Theo danh sách ngày", "Ai là người của đơn vị nào"),
    ):
        assert f'<label for="id_{name}">{label}</label>' in page
        assert f'<p class="hint" id="id_{name}-la-gi">{hint}</p>' in page
        assert f' aria-describedby="id_{name}-la-gi">' in page
    wrong = text(officer, f"{REPORT}?co_cau=hom-qua")
    assert ' aria-describedby="id_co_cau-la-gi id_co_cau-loi" aria-invalid="true">' in wrong


def test_the_campaign_is_named_once_above_the_numbers(officer: Client, campaign: Campaign) -> None:
    page = text(officer, REPORT + DATES)
    above = page[page.index("<main") : page.index('class="print-only"')]
    assert above.count(campaign.name) == 1


@pytest.mark.usefixtures("campaign")
def test_one_and_several_people_in_english(officer: Client, province: world.Province) -> None:
    officer.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    people = f"{REPORT}{province.health.pk}/{DATES}&trang-thai="
    assert ": 1 person</h1>" in text(officer, people + "completed")
    assert ": 3 people</h1>" in text(officer, people + "unfinished")


@pytest.mark.usefixtures("campaign")
def test_a_date_may_be_typed_by_hand(officer: Client) -> None:
    page = text(officer, f"{REPORT}?hoan_thanh=19/11/2026")
    assert "tính đến hết ngày 19/11/2026" in page
    assert page.count('value="19/11/2026"') == 3


def test_teams_stand_apart_and_are_in_no_sum(officer: Client, province: world.Province, campaign: Campaign) -> None:
    before = text(officer, REPORT + DATES)
    assert "Tổ công nghệ số cộng đồng" not in before
    team = CommunityTeam.objects.create(name="Tổ ấp 1", agency=province.health)
    TeamMembership.objects.create(person=factories.person("Bà Sáu"), team=team, valid_from=world.START)
    page = text(officer, REPORT + DATES)
    assert "Tổ ấp 1" in page
    assert "1 trên 4 người" in page
    assert "Bà Sáu" in text(officer, f"{REPORT}{province.health.pk}/{DATES}&phan=to-{team.pk}&trang-thai=members")
    assert officer.get(f"{REPORT}{province.health.pk}/{DATES}&phan=to-{team.pk + 1}").status_code == 404


def test_home_says_what_she_answers_for_since_when_and_by_whom(
    officer: Client, minh: Account, province: world.Province
) -> None:
    today = timezone.localdate()
    made = world.campaign(province.root)
    Campaign.objects.filter(pk=made.pk).update(opens_on=today, closes_on=today + dt.timedelta(days=9))
    Scope.objects.filter(account=minh).update(granted_by=factories.account("giam-doc"))
    page = text(officer, "/phu-trach/")
    assert page.count("1 trên 4 người đã hoàn thành") == page.count("25,00%") == 1
    assert f"Số liệu tính đến hết ngày {today:%d/%m/%Y}." in page
    assert "từ ngày 01/01/2025. Người giao: giam-doc" in page
    assert "gồm cả đơn vị trực thuộc" in page
    Scope.objects.filter(account=minh).update(with_descendants=False)
    assert "không gồm đơn vị trực thuộc" in text(officer, "/phu-trach/")


def test_home_has_a_number_beside_each_agency(officer: Client, minh: Account, province: world.Province) -> None:
    made = world.campaign(province.root)
    Campaign.objects.filter(pk=made.pk).update(closes_on=dt.date(2099, 1, 1))
    world.grant(minh, province.home, dt.date(2025, 6, 1))
    page = text(officer, "/phu-trach/")
    assert page.index("<h3>Sở Y tế") < page.index("25,00%") < page.index("<h3>Sở Nội vụ") < page.index("33,33%")


def test_home_without_a_scope_says_whom_to_ask(client: Client, lan: Account) -> None:
    client.force_login(lan)
    page = text(client, "/phu-trach/")
    assert "Anh/chị chưa được giao phụ trách cơ quan nào." in page
    assert "người quản trị hệ thống" in page
    assert "/quan-tri/phan-cong/" not in page


def test_home_leads_an_administrator_to_where_scopes_are_given(client: Client, son: Account) -> None:
    client.force_login(son)
    assert 'href="/quan-tri/phan-cong/"' in text(client, "/phu-trach/")


def test_an_agency_of_another_day_is_explained(officer: Client, minh: Account, province: world.Province) -> None:
    world.campaign(province.root)
    old = world.agency("Sở Dược", province.health, end=dt.date(2026, 3, 1))
    assert "Cơ quan này không còn từ ngày 01/03/2026" in text(officer, f"{REPORT}{DATES}&co-quan={old.pk}")
    young = world.agency("Sở Mới", province.health, dt.date(2026, 6, 1))
    page = text(officer, f"{REPORT}?co_cau=2026-01-01&co-quan={young.pk}")
    assert "Ngày 01/01/2026 chưa có cơ quan này" in page


def test_a_campaign_that_opens_later_says_when(officer: Client, province: world.Province, campaign: Campaign) -> None:
    assert "Đợt này mở ngày" not in text(officer, REPORT + DATES)
    Campaign.objects.filter(pk=campaign.pk).update(opens_on=dt.date(2026, 11, 21))
    for page in (REPORT, f"{REPORT}dien-bien/", f"{REPORT}theo-khoa/"):
        assert "Đợt này mở ngày 21/11/2026." in text(officer, page + DATES)


@pytest.mark.usefixtures("campaign")
def test_budgets(officer: Client, province: world.Province, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        unit = world.agency(f"Phòng {number}", province.health)
        world.member(f"Người {number}", unit)
    address = f"{REPORT}{province.health.pk}/{DATES}"
    for page, most in ((REPORT + DATES, 12), (address, 15), ("/phu-trach/", 14)):
        officer.get(page)
        with django_assert_max_num_queries(most):
            officer.get(page)


def test_agencies_of_a_past_structure_that_left_her_scope_are_in_no_number(
    officer: Client, province: world.Province
) -> None:
    world.campaign(province.root)
    moved: Agency = world.agency("Phòng đã chuyển", province.health, world.START, dt.date(2026, 6, 1))
    AgencyPlacement.objects.create(agency=moved, parent=province.home, valid_from=dt.date(2026, 6, 1))
    closure.rebuild()
    world.member("Người đã chuyển", moved)
    page = text(officer, f"{REPORT}?co_cau=2026-01-01")
    assert "1 trên 4 người" in page
    assert "Phòng đã chuyển" not in page
    assert "1 đơn vị của cơ cấu này nay không thuộc phạm vi anh/chị phụ trách" in page
    assert officer.get(f"{REPORT}?co_cau=2026-01-01&co-quan={moved.pk}").status_code == 404


@pytest.mark.usefixtures("campaign")
def test_the_people_lead_to_their_pages_where_the_reader_may_open_them(
    officer: Client, province: world.Province
) -> None:
    here = world.member("Lê Thị Mới", province.health)
    gone = world.member("Lê Thị Cũ", province.health, valid_to=dt.date(2026, 11, 21))
    concurrent = world.member("Ông Kiêm", province.home)
    world.join(concurrent, province.health, is_primary=False)
    people = f"{REPORT}{province.health.pk}/{DATES}&trang-thai="
    page = text(officer, f"{people}unfinished")
    assert f'<a href="/phu-trach/nguoi/{here.pk}/">Lê Thị Mới</a>' in page
    assert "Lê Thị Cũ" in page
    assert str(gone.pk) not in page
    assert f"/phu-trach/nguoi/{concurrent.pk}/" in text(officer, f"{people}concurrent")


@pytest.mark.usefixtures("campaign")
def test_a_merged_record_leads_to_the_kept_one(officer: Client, province: world.Province) -> None:
    absorbed = world.member("Lê Thị Hai", province.health)
    kept = factories.person("Lê Thị Một")
    merge_people(kept=kept, absorbed=absorbed, acting_user=None, reason="một người")
    page = text(officer, f"{REPORT}{province.health.pk}/{DATES}&trang-thai=unfinished")
    assert f'<a href="/phu-trach/nguoi/{kept.pk}/">Lê Thị Một</a>' in page
