"""The page that answers "it says I haven't finished"."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.campaigns.models import Campaign, Exemption
from learners.certificates.models import Certificate
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.actions import merge_people
from learners.people.models import Account, Person
from learners.progress.actions import complete_lesson
from tests import factories
from tests.coverage import world
from tests.coverage.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(province: world.Province, course: CoursePage) -> Campaign:
    made = world.campaign(province.root, course.translation_key)
    Campaign.objects.filter(pk=made.pk).update(closes_on=timezone.localdate() + dt.timedelta(days=9))
    world.count()
    made.refresh_from_db()
    return made


@pytest.fixture
def lan(province: world.Province) -> Account:
    """On the roster here, unlike the Lan of the cast."""
    return factories.account("lan", of=world.member("Nguyễn Thị Lan", province.health))


def address(person: Person) -> str:
    return f"/phu-trach/nguoi/{person.pk}/"


def studies(account: Account, course: CoursePage) -> tuple[Enrolment, list[EditionUnit]]:
    assert account.person
    made = enrol(person=account.person, course_key=course.translation_key, acting_user=account)
    return made, list(course.editions.get().units.order_by("position"))


def take(enrolment: Enrolment, unit: EditionUnit, chosen: int) -> None:
    attempt = open_attempt(enrolment=enrolment, unit=unit)
    save_answers(attempt=attempt, answers={0: chosen})
    submit(attempt=attempt)


@pytest.mark.usefixtures("asked")
def test_it_says_what_is_done_when_and_what_is_missing_and_why(
    officer: Client, lan: Account, course: CoursePage
) -> None:
    enrolment, (first, _, test) = studies(lan, course)
    complete_lesson(enrolment=enrolment, unit=first)
    take(enrolment, test, 1)
    page = text(officer, address(lan.person))
    assert "Khóa “Chuyển đổi số cơ bản” còn thiếu 2 phần." in page
    assert "<strong>Bài 1</strong> <span>Xong lúc" in page
    assert "<strong>Bài 2</strong> <span>Chưa mở bài này.</span>" in page
    assert "<strong>Kiểm tra</strong> <span>Điểm cao nhất 0%, cần" in page
    assert "xong 1/3 phần" in page
    assert "còn 9 ngày" in page


@pytest.mark.usefixtures("asked")
def test_who_has_finished_has_a_certificate_with_its_number(officer: Client, lan: Account, course: CoursePage) -> None:
    enrolment, (first, second, test) = studies(lan, course)
    for lesson in (first, second):
        complete_lesson(enrolment=enrolment, unit=lesson)
    take(enrolment, test, 0)
    page = text(officer, address(lan.person))
    assert "Không còn thiếu gì trong các đợt được giao." in page
    assert Certificate.objects.get().number in page
    assert "Còn thiếu" not in page
    assert "điểm cao nhất 100%" in page


@pytest.mark.usefixtures("asked")
def test_who_has_not_begun_is_told_so(officer: Client, province: world.Province, lan: Account) -> None:
    assert "Khóa “Chuyển đổi số cơ bản” chưa ghi danh." in text(officer, address(lan.person))
    page = text(officer, address(world.member("Lê Thị Mới", province.health)))
    assert "chưa có tài khoản để học" in page
    assert "Chưa có tài khoản" in page


def test_an_exemption_says_by_whom_and_why(officer: Client, lan: Account, asked: Campaign) -> None:
    Exemption.objects.create(
        campaign=asked, person=lan.person, reason="Nghỉ thai sản", approved_by="Giám đốc Sở", valid_from=world.START
    )
    world.count()
    page = text(officer, address(lan.person))
    assert "Được miễn từ ngày 01/01/2025: Nghỉ thai sản. Người duyệt: Giám đốc Sở." in page
    assert "Không còn thiếu gì" in page


def test_what_came_after_the_last_day_is_late(
    officer: Client, lan: Account, asked: Campaign, province: world.Province
) -> None:
    Campaign.objects.filter(pk=asked.pk).update(closes_on=dt.date(2026, 11, 1))
    world.count()
    asked.courses.update(course_key=world.COURSE)
    world.count()
    assert "Chưa hoàn thành, đã quá hạn" in text(officer, address(lan.person))
    world.complete(lan.person)
    assert "Hoàn thành muộn" in text(officer, address(lan.person))


@pytest.mark.usefixtures("asked")
def test_what_she_chose_herself_is_told_apart(officer: Client, lan: Account, course: CoursePage) -> None:
    world.complete(lan.person, course=factories.uuid_of(factories.dice(1)))
    assert "Tự học thêm" in text(officer, address(lan.person))


def test_posts_have_their_dates(officer: Client, province: world.Province, lan: Account) -> None:
    old = world.agency("Phòng cũ", province.home)
    world.join(lan.person, old, dt.date(2020, 1, 1), valid_to=dt.date(2025, 1, 1))
    world.join(lan.person, province.home, dt.date(2026, 2, 1), is_primary=False)
    page = text(officer, address(lan.person))
    assert '<strong>Sở Nội vụ</strong> <span class="tag">kiêm nhiệm, không tính</span>' in page
    assert "từ ngày 01/02/2026" in page
    assert "Phòng cũ" in page
    assert "đến trước ngày 01/01/2025" in page


def test_nobody_else_s_people(client: Client, tam: Account, lan: Account, officer: Client) -> None:
    assert officer.get(address(lan.person)).status_code == 200
    client.force_login(tam)
    assert client.get(address(lan.person)).status_code == 404
    client.logout()
    assert client.get(address(lan.person))["Location"].startswith("/dang-nhap/")


def test_a_merged_record_leads_to_the_kept_one(officer: Client, province: world.Province, lan: Account) -> None:
    absorbed = factories.person("Nguyễn Thị Lành")
    merge_people(kept=lan.person, absorbed=absorbed, acting_user=None, reason="một người")
    assert officer.get(address(absorbed))["Location"] == address(lan.person)


@pytest.mark.usefixtures("asked")
def test_the_number_of_queries_does_not_grow(
    officer: Client, lan: Account, course: CoursePage, province: world.Province, django_assert_max_num_queries: Any
) -> None:
    enrolment, (first, _, test) = studies(lan, course)
    complete_lesson(enrolment=enrolment, unit=first)
    take(enrolment, test, 1)
    for number in range(3):
        made = Campaign.objects.create(
            slug=f"dot-{number}",
            name=f"Đợt {number}",
            opens_on=world.START,
            closes_on=dt.date(2099, 1, 1),
            announced_at=world.NOON,
        )
        made.agencies.create(agency=province.root)
        made.courses.create(course_key=course.translation_key)
        world.join(lan.person, world.agency(f"Phòng {number}", province.home), is_primary=False)
        world.complete(lan.person, course=factories.uuid_of(factories.dice(number)))
    world.count()
    officer.get(address(lan.person))
    with django_assert_max_num_queries(31):
        officer.get(address(lan.person))
