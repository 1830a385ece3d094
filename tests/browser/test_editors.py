"""Editors' stories: a course from a skeleton and a Word file to its first learner; a word corrected for everybody."""

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from courses.catalogue.editors import found_writers
from courses.catalogue.models import CoursePage
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.browser import world
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.importing.files import lesson_docx

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "Mật khẩu nào khó đoán hơn?"
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


def write_the_rest(page: Page, course: CoursePage) -> None:
    """The skeleton's third lesson gives way to the Word file; every other place still to be written is."""
    delete(page, course, "Làm theo từng bước")
    write_lesson(page, course, "Mở đầu: học xong làm được gì", minutes="6")
    write_lesson(page, course, "Kiến thức cần có", minutes="8")
    ask_one_question(page, course)
    open_from_board(page, course, NEW)
    page.get_by_role("textbox", name="Tóm tắt").fill("Mật khẩu, và những việc đầu tiên trên mạng.")
    save(page, NEW)


def open_from_board(page: Page, course: CoursePage, title: str) -> None:
    page.goto(f"/quan-tri/so-do/{course.pk}/")
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.locator("#id_title")).to_have_value(title)


def delete(page: Page, course: CoursePage, title: str) -> None:
    open_from_board(page, course, title)
    page.get_by_role("button", name="Việc làm", exact=True).click()
    page.get_by_role("link", name="Xóa", exact=True).click()
    page.get_by_label("để xác nhận", exact=False).fill(settings.WAGTAIL_SITE_NAME)
    page.get_by_role("button", name="Xóa", exact=True).click()
    expect(page.get_by_text(f"Đã xóa trang “{title}”.")).to_be_visible()


def write_lesson(page: Page, course: CoursePage, title: str, minutes: str) -> None:
    open_from_board(page, course, title)
    page.get_by_role("spinbutton", name="Số phút").first.fill(minutes)
    unwritten = page.locator("[contenteditable=true]").filter(has_text="[Viết:")
    expect(unwritten.first).to_be_visible()
    # Editors come up one after the other, upon fields that are all there at once.
    fields = page.locator("input[type=hidden][value*='[Viết:']").count()
    expect(unwritten).to_have_count(fields)
    for place in range(fields, 0, -1):
        unwritten.first.click()
        page.keyboard.press("Control+A")
        page.keyboard.type(f"Việc {place}.")
        # The editor hands what was typed to the form a moment later.
        expect(page.locator(f"input[type=hidden][value*='Việc {place}.']")).to_have_count(1)
    save(page, title)


def ask_one_question(page: Page, course: CoursePage) -> None:
    """The bank is empty: the question is written in the chooser, which says what is wrong with it."""
    title = "Kiểm tra cuối khóa"
    open_from_board(page, course, title)
    page.get_by_role("textbox", name="Lời dẫn").fill("Một câu.")
    page.get_by_role("button", name="Chèn khối").click()
    page.get_by_role("option", name="Câu hỏi", exact=True).click()
    page.get_by_role("button", name="Chọn câu hỏi").click()
    page.get_by_role("tab", name="Câu hỏi mới").click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_label("Loại").select_option("Chọn một")
    chooser.get_by_role("textbox", name="Câu hỏi").fill(ASKED)
    answers = chooser.get_by_role("textbox", name="Phương án và đáp án")
    answers.fill("Mật khẩu dài\nMật khẩu ngắn")
    chooser.get_by_role("button", name="Thêm vào ngân hàng và chọn").click()
    expect(chooser.get_by_text("Đánh dấu đúng một phương án đúng.")).to_be_visible()
    answers.fill("* Mật khẩu dài\nMật khẩu ngắn")
    chooser.get_by_role("button", name="Thêm vào ngân hàng và chọn").click()
    expect(chooser).to_have_count(0)
    expect(page.get_by_role("region", name="Câu hỏi", exact=True)).to_contain_text(ASKED)
    save(page, title)


def save(page: Page, title: str) -> None:
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text(f"Đã cập nhật trang “{title}”.")).to_be_visible()


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
    # Saving by hand may overtake the automatic saving, whose older text the server then refuses.
    writer = open_page(DESK, yen, frozenset({400}))
    course = begin(writer)
    bring_in(writer)
    write_the_rest(writer, course)
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
