"""Whom people ask in their agency: set by its officer, shown to its people and to those below that name nobody."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from content.pages.models import Contact
from courses.editions.actions import release
from learners.agencies.contacts import Told, set_contact
from learners.agencies.models import AgencyContact, Membership
from learners.people.models import Account, Person
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.certificates.world import finish
from tests.coverage import world
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
ROOT = Told("Phòng Đào tạo", "0292 000 111", "")
HEALTH = Told("Phạm Thị Minh <Sở Y tế>", "", "minh@example.org")
SITE = "Sở Khoa học và Công nghệ"


@pytest.fixture(autouse=True)
def site() -> None:
    factories.found_site()
    Contact.objects.create(site=Site.objects.get(is_default_site=True), owner=SITE, phone="0292 999 999")


@pytest.fixture
def an(province: world.Province) -> Account:
    return factories.account("an", of=world.member("Đặng Văn An", province.health))


@pytest.fixture
def an_in(client: Client, an: Account) -> Client:
    client.force_login(an)
    return client


@pytest.fixture
def officer(minh: Account) -> Client:
    client = Client()
    client.force_login(minh)
    return client


def address(place: world.Agency) -> str:
    return f"/phu-trach/co-quan/{place.pk}/lien-he/"


def foot(client: Client, path: str = "/hoc/") -> str:
    page = client.get(path).content.decode()
    return page[page.index("<footer") :]


def test_an_officer_names_whom_her_people_ask(officer: Client, an_in: Client, province: world.Province) -> None:
    path = address(province.health)
    assert f'href="{path}"' in officer.get("/phu-trach/").content.decode()
    assert SITE in foot(an_in)
    told = {"name": HEALTH.name, "phone": "0292.3820.111", "email": HEALTH.email}
    answer = officer.post(path, told, follow=True)
    assert answer.redirect_chain == [("/phu-trach/", 302)]
    assert "Đã lưu liên hệ" in answer.content.decode()
    shown = foot(an_in)
    assert "Phạm Thị Minh &lt;Sở Y tế&gt;" in shown
    assert '<a href="tel:02923820111">0292.3820.111</a>' in shown
    assert '<a href="mailto:minh@example.org">' in shown
    assert SITE not in shown
    entry = AuditEntry.objects.get(verb="set_contact")
    assert (entry.old, entry.new, entry.subject_id) == (None, told, str(province.health.pk))


def test_it_stands_on_every_page_with_a_foot_and_says_both_on_the_help_page(
    an_in: Client, province: world.Province
) -> None:
    set_contact(agency=province.health, told=HEALTH, acting_user=None)
    for path in ("/", "/khoa-hoc/", "/hoc/", "/hoc/ho-so/", "/thong-bao/", "/phu-trach/", "/khong-co/"):
        assert "minh@example.org" in foot(an_in, path)
    page = an_in.get("/tro-giup/").content.decode()
    asked = page[page.index('id="hoi-ai"') : page.index("<footer")]
    assert "minh@example.org" in asked
    assert "0292 999 999" in asked


def test_empty_pages_say_whom_to_ask(an_in: Client, province: world.Province) -> None:
    for path in ("/hoc/", "/phu-trach/", "/khong-co/"):
        page = an_in.get(path).content.decode()
        assert f"Cần hỏi? Hãy liên hệ {SITE}" in page[: page.index("<footer")]
    set_contact(agency=province.health, told=HEALTH, acting_user=None)
    for path in ("/hoc/", "/phu-trach/", "/khong-co/"):
        page = an_in.get(path).content.decode()
        assert "người phụ trách học tập của cơ quan: Phạm Thị Minh" in page[: page.index("<footer")]


def test_the_hours_of_a_certificate_are_not_said_of_whom_to_ask(
    an_in: Client, an: Account, oanh: Account, province: world.Province
) -> None:
    set_contact(agency=province.health, told=HEALTH, acting_user=None)
    course = factories.course()
    release(course=course, acting_user=oanh, at=factories.at(0))
    assert an.person
    certificate = finish(an.person, course)
    for path in (f"/giay-chung-nhan/{certificate.pk}/", f"/xac-minh/{certificate.code}/"):
        shown = BeautifulSoup(an_in.get(path).content, "html.parser").select(".foot-reach p")
        assert [line.get_text() for line in shown][1:] == [HEALTH.name, HEALTH.email]


def test_the_nearest_above_that_names_somebody_counts(an_in: Client, province: world.Province) -> None:
    set_contact(agency=province.root, told=ROOT, acting_user=None)
    assert ROOT.name in foot(an_in)
    set_contact(agency=province.home, told=Told("Sở khác", "1900", ""), acting_user=None)
    assert ROOT.name in foot(an_in)
    set_contact(agency=province.health, told=HEALTH, acting_user=None)
    assert (ROOT.name in foot(an_in), HEALTH.email in foot(an_in)) == (False, True)
    set_contact(agency=province.health, told=None, acting_user=None)
    assert ROOT.name in foot(an_in)


def test_it_is_that_of_where_she_belongs_today(an_in: Client, an: Account, province: world.Province) -> None:
    set_contact(agency=province.health, told=HEALTH, acting_user=None)
    set_contact(agency=province.home, told=Told("Sở Nội vụ", "1900", ""), acting_user=None)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(person=an.person).update(valid_to=yesterday)
    assert SITE in foot(an_in)
    world.join(an.person, province.home, yesterday, is_primary=False)
    assert SITE in foot(an_in)
    Membership.objects.filter(agency=province.home, person=an.person).update(is_primary=True)
    assert "Sở Nội vụ" in foot(an_in)


def test_after_a_merge_it_is_that_of_the_kept_record(an_in: Client, an: Account, province: world.Province) -> None:
    set_contact(agency=province.home, told=Told("Sở Nội vụ", "1900", ""), acting_user=None)
    kept = world.member("Đặng Văn An", province.home)
    Membership.objects.filter(person=an.person).delete()
    Person.objects.filter(pk=an.person_id).update(merged_into=kept)
    assert "Sở Nội vụ" in foot(an_in)


def test_it_costs_no_query(an_in: Client, province: world.Province) -> None:
    foot(an_in)
    before = len(queries_of(lambda: foot(an_in)))
    set_contact(agency=province.health, told=HEALTH, acting_user=None)
    assert len(queries_of(lambda: foot(an_in))) == before


def test_it_is_nothing_for_visitors(client: Client, province: world.Province) -> None:
    set_contact(agency=province.root, told=ROOT, acting_user=None)
    cache.clear()
    for path in ("/", "/khoa-hoc/", "/tro-giup/"):
        assert ROOT.name not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"name": "Phòng Đào tạo"}, "Hãy ghi điện thoại hoặc thư điện tử"),
        ({"phone": "0292 000 111"}, "Hãy ghi tên người hoặc bộ phận phụ trách"),
        ({"name": "Phòng Đào tạo", "phone": "gọi chị Ba"}, "Số điện thoại chỉ gồm chữ số"),
        ({"name": "Phòng Đào tạo", "email": "minh"}, "Địa chỉ thư điện tử chưa đúng"),
    ],
)
def test_what_nobody_could_use_is_told_and_changes_nothing(
    officer: Client, province: world.Province, told: dict[str, str], why: str
) -> None:
    page = officer.post(address(province.health), told).content.decode()
    assert why in page
    assert all(f'value="{typed}"' in page for typed in told.values())
    assert not AgencyContact.objects.exists()


def test_left_blank_the_one_above_counts_and_the_page_says_so(officer: Client, province: world.Province) -> None:
    set_contact(agency=province.root, told=ROOT, acting_user=None)
    set_contact(agency=province.health, told=HEALTH, acting_user=None)
    page = officer.get(address(province.health)).content.decode()
    assert "dùng liên hệ của cơ quan cấp trên: Phòng Đào tạo" in page
    assert 'value="minh@example.org"' in page
    officer.post(address(province.health), {"name": "", "phone": "", "email": ""})
    assert AgencyContact.objects.get().agency == province.root
    officer.post(address(province.health), {"name": "", "phone": "", "email": ""})
    assert AuditEntry.objects.filter(verb="set_contact", subject_id=str(province.health.pk)).count() == 2


def test_another_officer_s_agency_does_not_exist(officer: Client, province: world.Province, tam: Account) -> None:
    for place in (province.home, province.root):
        assert officer.post(address(place), {"name": "X", "phone": "1900"}).status_code == 404
    assert not AgencyContact.objects.exists()
