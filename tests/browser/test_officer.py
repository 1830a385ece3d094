"""An officer is called: "it says I haven't finished". Found, read why, answered, and a new code printed."""

import re

import pytest
from playwright.sync_api import Page, expect

from learners.attempts.actions import open_attempt, save_answers, submit
from learners.enrolment.actions import enrol
from learners.people.models import Person
from learners.progress.actions import complete_lesson, start_unit
from tests.browser import world
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.coverage import world as agencies

pytestmark = pytest.mark.django_db(transaction=True)


def fail_the_test(made: world.World) -> None:
    """Lan has read both lessons and handed in an empty paper."""
    enrolment = enrol(person=made.lan.person, course_key=made.course.translation_key, acting_user=made.lan)
    *lessons, test = enrolment.progress.edition.units.order_by("position")
    for lesson in lessons:
        start_unit(enrolment=enrolment, unit=lesson)
        complete_lesson(enrolment=enrolment, unit=lesson)
    attempt = open_attempt(enrolment=enrolment, unit=test)
    save_answers(attempt=attempt, answers={})
    submit(attempt=attempt)


def find(page: Page, typed: str) -> None:
    page.goto("/phu-trach/")
    page.get_by_label("Tìm theo họ tên").fill(typed)
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name="Nguyễn Thị Lan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nguyễn Thị Lan")


def reads_why(page: Page) -> None:
    main = page.get_by_role("main")
    expect(main.get_by_text(f"Khóa “{world.TITLE}” còn thiếu 1 phần.")).to_be_visible()
    expect(main.get_by_text("Cần làm tiếp:")).to_be_visible()
    missing = main.get_by_role("listitem").filter(has=page.get_by_text("Kiểm tra cuối khóa", exact=True))
    expect(missing).to_contain_text("Điểm cao nhất 0%, cần 80%")
    expect(missing).to_contain_text(re.compile(r"Lần 1, nộp lúc \d\d:\d\d ngày \d\d/\d\d/\d{4}: 0%, chưa đạt"))


def test_it_says_i_have_not_finished(open_page: OpenPage) -> None:
    made = world.build()
    # Another of her name, elsewhere: nothing of Minh's.
    agencies.member("Nguyễn Thị Lan", made.province.home)
    Person.objects.filter(pk=made.lan.person_id).update(phone="+84912345678", birth_year=1990)
    fail_the_test(made)

    desk = open_page(DESK, made.minh)
    find(desk, "lan nguyen")
    reads_why(desk)
    desk.get_by_role("button", name="Cấp mã mới").click()
    slip = desk.get_by_role("listitem").filter(has_text="Nguyễn Thị Lan").first
    expect(slip).to_contain_text("Sở Y tế")
    expect(slip).to_contain_text(re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}"))
    desk.get_by_role("link", name="Xong, quay lại").click()
    expect(desk.get_by_text("Mã đang chờ dùng")).to_be_visible()

    phone = open_page(PHONE, made.minh, java_script_enabled=False)
    find(phone, "0912 345 678")
    reads_why(phone)
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_from_the_number_to_the_person_in_two_presses(open_page: OpenPage) -> None:
    made = world.build()
    fail_the_test(made)
    phone = open_page(PHONE, made.minh)
    phone.goto("/phu-trach/")
    phone.get_by_role("link", name=re.compile(r"\d người chưa hoàn thành")).click()
    phone.get_by_role("link", name="Nguyễn Thị Lan").click()
    reads_why(phone)
