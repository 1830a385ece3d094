"""People who ask for more attempts, and their officer: she sees them, answers in one press, and nobody else does."""

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.attempts.models import Accommodation, AttemptRequest
from learners.attempts.requesting import ask
from learners.coverage.requests import officers_of
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.notices.models import Notice
from learners.people.models import Account
from tests import factories
from tests.attempts.world import assessment, take
from tests.coverage import world
from tests.coverage.test_pages import text

pytestmark = pytest.mark.django_db
LIST = "/phu-trach/xin-them-luot/"


@pytest.fixture
def lan(province: world.Province) -> Account:
    return factories.account("lan", of=world.member("Nguyễn Thị Lan", province.health))


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


@pytest.fixture
def unit(course: CoursePage, enrolment: Enrolment) -> EditionUnit:
    made = assessment(course, max_attempts=1)
    take(enrolment, made, right=0, day=3)
    return made


@pytest.fixture
def asked(minh: Account, enrolment: Enrolment, unit: EditionUnit, lan: Account) -> AttemptRequest:
    return ask(enrolment=enrolment, unit=unit, words="Mất điện", acting_user=lan)


def test_her_officer_is_told_and_led_there(
    officer: Client, minh: Account, enrolment: Enrolment, unit: EditionUnit, lan: Account
) -> None:
    assert "xin thêm lượt" not in text(officer, "/phu-trach/")
    assert "Không có đề nghị nào đang chờ." in text(officer, LIST)
    asked = ask(enrolment=enrolment, unit=unit, words="Mất điện", acting_user=lan)
    assert "1 người xin thêm lượt làm bài" in text(officer, "/phu-trach/")
    page = text(officer, LIST)
    for words in ("Nguyễn Thị Lan", "Mất điện", "Kiểm tra", "Theo đề nghị của người học."):
        assert words in page
    assert f"{LIST}{asked.pk}/" in text(officer, f"/phu-trach/nguoi/{lan.person_id}/")
    assert Notice.objects.get(account=minh).url == f"{LIST}{asked.pk}/"


def test_one_press_grants_and_a_second_says_by_whom(officer: Client, asked: AttemptRequest) -> None:
    given = {"attempts": "1", "reason": "Theo đề nghị của người học."}
    for said in ("Đã cho thêm 1 lượt.", "Phạm Thị Minh đã cho thêm lượt trước đó."):
        assert said in officer.post(f"{LIST}{asked.pk}/", given, follow=True).content.decode()
    assert Accommodation.objects.get().extra_attempts == 1
    assert "đã cho thêm lượt lúc" in text(officer, f"{LIST}{asked.pk}/")


def test_a_no_needs_a_reason(officer: Client, asked: AttemptRequest) -> None:
    assert "Hãy ghi lý do" in officer.post(f"{LIST}{asked.pk}/", {"tu-choi": "1"}).content.decode()
    officer.post(f"{LIST}{asked.pk}/", {"tu-choi": "1", "answer": "Hết đợt"})
    asked.refresh_from_db()
    assert asked.answer == "Hết đợt"


def test_the_officer_of_another_agency_sees_nothing(client: Client, tam: Account, asked: AttemptRequest) -> None:
    client.force_login(tam)
    assert "Không có đề nghị nào" in text(client, LIST)
    assert client.get(f"{LIST}{asked.pk}/").status_code == 404


def test_nor_does_one_who_has_her_besides(
    client: Client, tam: Account, lan: Account, asked: AttemptRequest, province: world.Province
) -> None:
    world.join(lan.person, province.home, is_primary=False)
    client.force_login(tam)
    assert client.get(f"{LIST}{asked.pk}/").status_code == 404


def test_whoever_asks_does_not_answer(officer: Client, minh: Account, course: CoursePage, unit: EditionUnit) -> None:
    mine = enrol(person=minh.person, course_key=course.translation_key, acting_user=minh)
    take(mine, unit, right=0, day=3)
    own = ask(enrolment=mine, unit=unit, words="Cho tôi", acting_user=minh)
    assert officer.get(f"{LIST}{own.pk}/").status_code == 404
    assert not Notice.objects.filter(account=minh).exists()


def test_the_nearest_officers_are_told(province: world.Province, lan: Account, minh: Account, tam: Account) -> None:
    above = factories.account("tren", of=world.member("Lê Văn Trên", province.root))
    world.grant(above, province.root)
    alone = factories.account("rieng", of=world.member("Lê Văn Riêng", province.root))
    world.grant(alone, province.root, with_descendants=False)
    assert officers_of(lan.person, world.DAY) == {minh.pk}
    somebody = world.member("Không Ai Lo", world.agency("Sở Mới", province.root))
    assert officers_of(somebody, world.DAY) == {above.pk}
    assert officers_of(factories.person("Không thuộc đâu"), world.DAY) == set()


def test_one_more_is_given_beside_what_is_exhausted(
    officer: Client, lan: Account, enrolment: Enrolment, unit: EditionUnit, province: world.Province
) -> None:
    world.campaign(province.health, enrolment.course_key)
    person = f"/phu-trach/nguoi/{lan.person_id}/"
    address = f"{person}{enrolment.course_key}/{unit.unit_key}/them-luot/"
    assert address in text(officer, person)
    assert "hãy ghi lý do" in officer.post(address, {"attempts": "1"}, follow=True).content.decode()
    given = {"attempts": "1", "reason": "Cơ quan cho làm lại."}
    for said in ("Đã cho thêm lượt.", "đang làm được bài"):
        assert said in officer.post(address, given, follow=True).content.decode()
    assert Accommodation.objects.get().reason == "Cơ quan cho làm lại."
    assert address not in text(officer, person)
