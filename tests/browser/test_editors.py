"""Editors' stories: a course from a skeleton and a Word file to its first learner; a word corrected for everybody."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from courses.catalogue.editors import found_writers
from courses.catalogue.models import AssessmentPage, AssessmentQuestion, CoursePage, LessonPage
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.browser import world
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.importing.files import lesson_docx

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "Kỹ năng số cho tổ công nghệ"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def yen(db: None) -> Account:
    """She writes; what she writes is approved by an editor."""
    factories.catalogue()
    made = factories.account("yen", of=factories.person("Đặng Hải Yến"), is_staff=True)
    made.groups.add(found_writers())
    return made


def begin(page: Page) -> CoursePage:
    page.goto("/quan-tri/")
    page.get_by_role("link", name="Khóa học mới").click()
    page.get_by_label("Tên khóa học").fill(NEW)
    page.get_by_label("Mã khóa học").fill("CDS-31")
    page.get_by_label("Mẫu: Khóa ngắn ba bài", exact=False).check()
    page.get_by_role("button", name="Xem sẽ tạo gì").click()
    expect(page.get_by_text("Làm theo từng bước")).to_be_visible()
    page.get_by_role("button", name="Tạo bản nháp").click()
    expect(page.get_by_role("heading", name=NEW, exact=True)).to_be_visible()
    return CoursePage.objects.get(code="CDS-31")


def bring_in(page: Page) -> None:
    """The Word file becomes a lesson once its picture is described."""
    page.get_by_role("link", name="Thêm bài từ tệp").click()
    file: Any = {"name": "mat-khau.docx", "mimeType": WORD, "buffer": lesson_docx()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    frame = page.frame_locator(".beside-frame")
    expect(frame.get_by_role("heading", name="Mật khẩu dài")).to_be_visible()
    page.get_by_label("Ảnh 1 cho thấy gì").fill("Màn hình đổi mật khẩu")
    page.get_by_role("button", name="Tạo bản nháp").click()
    expect(page.locator("#id_title")).to_have_value("Mật khẩu dài")


def write_the_rest(course: CoursePage, by: Account) -> None:
    """What an author types all day: two of the skeleton's lessons are written, the third gave way to the Word file."""
    first, second, third = LessonPage.objects.descendant_of(course).order_by("path")[:3]
    second.delete()
    for lesson in (first, third):
        lesson.body, lesson.minutes = [("text", f"<p>Nội dung của {lesson.title}.</p>")], 5
        lesson.save_revision(user=by)
    paper = AssessmentPage.objects.descendant_of(course).get()
    paper.intro, paper.questions = "Một câu.", [AssessmentQuestion(question=factories.question())]
    paper.save_revision(user=by)
    course.summary = "Mật khẩu, và những việc đầu tiên trên mạng."
    course.save_revision(user=by)


def look_and_send(page: Page, course: CoursePage) -> None:
    page.goto(f"/quan-tri/so-do/{course.pk}/")
    expect(page.get_by_text("Cần sửa", exact=False)).to_have_count(0)
    page.get_by_role("link", name="Xem như học viên").click()
    expect(page.get_by_text("không ghi nhận gì", exact=False).first).to_be_visible()
    expect(page.get_by_text("Mật khẩu dài").first).to_be_visible()
    page.goto(f"/quan-tri/so-do/{course.pk}/")
    page.get_by_role("button", name="Gửi duyệt cả 6 trang").click()
    expect(page.get_by_text("Đã gửi duyệt 6 trang.")).to_be_visible()


def approve_and_release(page: Page) -> None:
    page.goto("/quan-tri/")
    page.get_by_role("region", name="Khóa học của tôi").get_by_role("link", name=NEW).first.click()
    page.get_by_role("button", name="Duyệt cả 6 trang").click()
    expect(page.get_by_text("Đã duyệt 6 trang.")).to_be_visible()
    page.get_by_role("link", name="Xem và phát hành").click()
    expect(page.get_by_text("Mật khẩu dài").first).to_be_visible()
    page.get_by_role("button", name="Phát hành", exact=True).click()
    expect(page.get_by_text(f"Đã phát hành “{NEW}”, lần 1.")).to_be_visible()


def test_from_a_skeleton_and_a_word_file_to_the_first_learner(open_page: OpenPage, yen: Account) -> None:
    oanh = factories.editor("oanh", of=factories.person("Trần Kim Oanh"))
    lan = factories.account("lan", of=factories.person("Nguyễn Thị Lan"))
    writer = open_page(DESK, yen)
    course = begin(writer)
    bring_in(writer)
    write_the_rest(course, yen)
    look_and_send(writer, course)
    approve_and_release(open_page(DESK, oanh))

    phone = open_page(PHONE, lan)
    phone.goto("/khoa-hoc/")
    phone.get_by_role("link", name=NEW).click()
    phone.get_by_role("button", name="Ghi danh").click()
    expect(phone.get_by_text("Mật khẩu dài").first).to_be_visible()
    phone.get_by_role("link", name=re.compile("^Bắt đầu học")).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mở đầu: học xong làm được gì")


def test_a_word_corrected_reaches_who_is_in_the_midst_of_it(open_page: OpenPage) -> None:
    made = world.build()
    mine = enrol(person=made.lan.person, course_key=made.course.translation_key, acting_user=made.lan)
    phone = open_page(PHONE, made.lan)
    phone.goto(f"/hoc/{mine.pk}/")
    phone.get_by_role("link", name=re.compile("^Bắt đầu học")).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bài 1")
    phone.get_by_role("button", name="Đã học xong, sang phần tiếp").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bài 2")

    desk = open_page(DESK, made.oanh)
    desk.goto(f"/quan-tri/pages/{world.first_lesson(made.course).pk}/edit/")
    desk.locator("#id_title").fill("Bài 1, đã sửa chữ")
    desk.get_by_label("Sửa câu chữ, cho mọi người ngay").check()
    desk.get_by_label("Đã sửa gì").fill("Tên bài viết sai chính tả")
    desk.locator("footer [data-w-dropdown-target=toggle]").first.click()
    desk.locator("button[name=action-publish]").click()
    expect(desk.get_by_text("Mọi người học thấy ngay câu chữ mới", exact=False)).to_be_visible()
    desk.goto(f"/quan-tri/phat-hanh/{made.course.pk}/")
    corrected = desk.get_by_role("row", name=re.compile("Bài 1, đã sửa chữ"))
    expect(corrected).to_contain_text("Tên bài viết sai chính tả")
    expect(corrected).to_contain_text("Trần Kim Oanh")

    phone.goto(f"/hoc/{mine.pk}/")
    expect(phone.get_by_text("Bài 1, đã sửa chữ").first).to_be_visible()
    done = phone.get_by_role("listitem").filter(has_text="Bài 1, đã sửa chữ")
    expect(done.get_by_text("Đã xong").first).to_be_visible()
