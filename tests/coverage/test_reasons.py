"""Why something does not count, as the person's page says it to the officer who is asked."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.editions.actions import release
from courses.editions.models import EditionUnit, LearnerPolicy
from learners.campaigns.models import Campaign
from learners.enrolment.actions import leave
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, derived_id, statement, voiding
from learners.people.models import Account
from learners.progress.actions import complete_lesson
from learners.progress.models import Completion
from tests import factories
from tests.coverage import world
from tests.coverage.test_pages import text
from tests.coverage.test_person import address, studies, take
from tests.progress.lrs import authority
from xapi.models import Statement
from xapi.recording import record
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(province: world.Province, course: CoursePage) -> Campaign:
    """Of which the last day is far away."""
    made = world.campaign(province.root, course.translation_key)
    Campaign.objects.filter(pk=made.pk).update(closes_on=dt.date(2099, 12, 31))
    world.count()
    return made


@pytest.fixture
def lan(province: world.Province) -> Account:
    return factories.account("lan", of=world.member("Nguyễn Thị Lan", province.health))


def void(enrolment: Enrolment, verb: str, unit: EditionUnit) -> None:
    target = Statement.objects.get(registration=enrolment.pk, verb=verb, object_key__contains=str(unit.unit_key))
    made = voiding(
        str(target.statement_id),
        registration=enrolment.pk,
        statement_id=derived_id(target.statement_id, "void"),
        by=actor(enrolment),
    )
    record([made], authority=target.authority)


def today() -> str:
    return f"{timezone.localdate():%d/%m/%Y}"


@pytest.mark.usefixtures("asked")
def test_below_the_mark_with_every_paper(officer: Client, lan: Account, course: CoursePage) -> None:
    enrolment, (first, second, test) = studies(lan, course)
    for lesson in (first, second):
        complete_lesson(enrolment=enrolment, unit=lesson)
    take(enrolment, test, 1)
    take(enrolment, test, 1)
    page = text(officer, address(lan.person))
    assert "Điểm cao nhất 0%, cần 80%; được làm lại." in page
    assert "Lần 1, nộp lúc" in page
    assert page.count("0%, chưa đạt") == 2
    assert "Cần làm tiếp:</strong> làm “Kiểm tra” (điểm cao nhất 0%, cần 80%; được làm lại)." in page


@pytest.mark.usefixtures("asked")
def test_proof_that_was_taken_back(officer: Client, lan: Account, course: CoursePage) -> None:
    enrolment, (first, second, test) = studies(lan, course)
    complete_lesson(enrolment=enrolment, unit=first)
    complete_lesson(enrolment=enrolment, unit=second)
    void(enrolment, Verb.COMPLETED, first)
    page = text(officer, address(lan.person))
    assert f"<strong>Bài 1</strong> <span>Kết quả ngày {today()} đã bị hủy ngày {today()}.</span>" in page
    take(enrolment, test, 0)
    void(enrolment, Verb.PASSED, test)
    page = text(officer, address(lan.person))
    assert f"Điểm cao nhất 100%, cần 80%; được làm lại; kết quả ngày {today()} đã bị hủy ngày {today()}." in page


@pytest.mark.usefixtures("asked")
def test_a_completion_that_was_withdrawn(officer: Client, lan: Account, course: CoursePage) -> None:
    enrolment, (first, second, test) = studies(lan, course)
    for lesson in (first, second):
        complete_lesson(enrolment=enrolment, unit=lesson)
    take(enrolment, test, 0)
    assert "Không còn thiếu gì" in text(officer, address(lan.person))
    Completion.objects.update(withdrawn_at=factories.at(40))
    world.count()
    page = text(officer, address(lan.person))
    assert f"Khóa đã được ghi hoàn thành ngày {today()}, kết quả này bị hủy ngày 12/12/2026." in page
    assert "Khóa “Chuyển đổi số cơ bản” chưa được ghi hoàn thành." in page
    assert "báo người quản trị" in page


@pytest.mark.usefixtures("asked")
def test_a_claim_from_elsewhere(officer: Client, lan: Account, course: CoursePage) -> None:
    enrolment, (_, _, test) = studies(lan, course)
    claim = statement(enrolment, verb=Verb.PASSED, unit_key=test.unit_key, at=factories.at(2), result={"success": True})
    record([claim], authority=authority("onetouch"))
    page = text(officer, address(lan.person))
    assert "Chưa làm bài kiểm tra; kết quả ngày 04/11/2026 gửi từ nơi khác không được công nhận." in page


@pytest.mark.usefixtures("asked")
def test_another_edition(officer: Client, lan: Account, oanh: Account, course: CoursePage) -> None:
    enrolment, (first, second, _) = studies(lan, course)
    for lesson in (first, second):
        complete_lesson(enrolment=enrolment, unit=lesson)
    assert "Đang học bản" not in text(officer, address(lan.person))
    module = ModulePage.objects.child_of(course).get()
    LessonPage.objects.child_of(module).get(title="Bài 1").unpublish()
    factories.lesson(module, "Bài 3")
    release(course=course, acting_user=oanh, policy=LearnerPolicy.MOVE)
    page = text(officer, address(lan.person))
    assert f"Đang học bản 2 của khóa, từ ngày {today()}." in page
    assert "Đã học nhưng không tính, vì bản này không còn: Bài 1." in page
    assert "<strong>Bài 3</strong> <span>Chưa mở bài này; phần này mới có trong bản đang học.</span>" in page
    assert "<strong>Kiểm tra</strong> <span>Chưa làm bài kiểm tra.</span>" in page


@pytest.mark.usefixtures("asked")
def test_a_course_that_was_left(officer: Client, lan: Account, course: CoursePage) -> None:
    enrolment, _ = studies(lan, course)
    leave(enrolment=enrolment, acting_user=lan)
    page = text(officer, address(lan.person))
    assert "Đã rời khóa “Chuyển đổi số cơ bản”." in page
    assert f"Đã rời khóa ngày {today()}." in page
    Campaign.objects.all().update(opens_on=dt.date(2099, 1, 1))
    world.count()
    assert "Chuyển đổi số cơ bản" not in text(officer, address(lan.person))


def test_after_the_last_day(officer: Client, lan: Account, asked: Campaign) -> None:
    Campaign.objects.filter(pk=asked.pk).update(closes_on=dt.date(2026, 11, 1))
    world.count()
    asked.courses.update(course_key=world.COURSE)
    world.complete(lan.person)
    page = text(officer, address(lan.person))
    assert "đã học xong nhưng sau hạn 01/11/2026, nên báo cáo ghi là hoàn thành muộn." in page
    assert "xong ngày 20/11/2026, sau hạn nên không tính" in page


def test_an_elective_is_lacking(officer: Client, lan: Account, asked: Campaign) -> None:
    Campaign.objects.filter(pk=asked.pk).update(electives_needed=1)
    world.count()
    asked.courses.update(course_key=world.COURSE)
    asked.courses.create(course_key=factories.uuid_of(factories.dice(3)), mandatory=False)
    world.count()
    world.complete(lan.person)
    page = text(officer, address(lan.person))
    assert "Còn thiếu 1 khóa tự chọn." in page
    assert "chọn và học thêm một khóa tự chọn" in page


def test_not_asked_because_of_her_category(officer: Client, lan: Account, asked: Campaign) -> None:
    Campaign.objects.filter(pk=asked.pk).update(categories=["vien_chuc"])
    world.count()
    page = text(officer, address(lan.person))
    assert "Hiện không được giao học khóa nào." in page
    assert "Đợt này giao cho viên chức; người này là công chức." in page
    Campaign.objects.filter(pk=asked.pk).update(closes_on=dt.date(2026, 1, 1), opens_on=dt.date(2025, 12, 1))
    world.count()
    assert "không giao cho người này" not in text(officer, address(lan.person))


def test_not_asked_where_she_is_concurrent(
    officer: Client, province: world.Province, course: CoursePage, lan: Account
) -> None:
    made = world.campaign(province.home, course.translation_key)
    Campaign.objects.filter(pk=made.pk).update(closes_on=dt.date(2099, 12, 31))
    world.count()
    assert "Chuyển đổi số 2026" not in text(officer, address(lan.person))
    world.join(lan.person, province.home, is_primary=False)
    page = text(officer, address(lan.person))
    assert "Chỉ giao cho cơ quan nơi người này kiêm nhiệm; kiêm nhiệm không tính." in page


@pytest.mark.usefixtures("asked")
def test_more_than_one_campaign_is_said(officer: Client, province: world.Province, lan: Account) -> None:
    other = Campaign.objects.create(
        slug="dot-2", name="Đợt 2", opens_on=world.START, closes_on=dt.date(2099, 1, 1), announced_at=world.NOON
    )
    other.agencies.create(agency=province.root)
    other.courses.create(course_key=world.COURSE)
    world.count()
    assert "Ngoài ra còn 1 đợt khác chưa hoàn thành" in text(officer, address(lan.person))
