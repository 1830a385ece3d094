"""The steps of a learner's walk, by what a person sees: shared by the walks with and without scripts."""

import re

from playwright.sync_api import Page, expect

from courses.questions.models import QuestionKind
from tests.browser.answering import answer_all
from tests.browser.world import TITLE
from tests.questions.samples import SAMPLES

FAILS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.FILL)


def sign_in(page: Page, username: str, password: str = "mat-khau-tot-2026") -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()


def find_and_enrol(page: Page) -> None:
    """She types the barred D of another alphabet, as many keyboards do."""
    page.goto("/khoa-hoc/?q=C%C3%90S+cơ+bản")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Ghi danh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def read_lessons(page: Page, first: str = "Bài 1") -> None:
    page.get_by_role("link", name=re.compile("^Bắt đầu học")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    for _ in range(2):
        page.get_by_role("button", name="Đã học xong, sang phần tiếp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra cuối khóa")


def take(page: Page, start: str, wrong: tuple[QuestionKind, ...] = ()) -> None:
    """From the start button to the result."""
    page.get_by_role("button", name=start).click()
    answer_all(page, wrong)
    page.get_by_role("button", name="Xem lại và nộp").click()
    expect(page.get_by_text(f"Cả {len(SAMPLES)} câu đều đã có câu trả lời.")).to_be_visible()
    page.get_by_role("button", name="Nộp bài").click()


def fail_once_and_pass(page: Page) -> None:
    take(page, "Bắt đầu làm bài", FAILS)
    expect(page.get_by_text("Chưa đạt", exact=False).first).to_be_visible()
    take(page, "Làm lại bài")
    expect(page.get_by_text("Anh/chị đã hoàn thành khóa học.")).to_be_visible()


def open_certificate(page: Page) -> str:
    """The printed code."""
    page.get_by_role("link", name="Xem giấy chứng nhận").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giấy chứng nhận hoàn thành")
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b", page.get_by_role("main").inner_text())
    assert found, "the code stands on the page"
    return found.group()
