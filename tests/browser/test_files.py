"""A sheet written by hand is photographed and handed in: with scripts, without, and on a line that breaks."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Request, expect

from learners.attempts.actions import open_attempt
from learners.attempts.file_models import AnswerFile
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.browser.conftest import PHONE, OpenPage
from tests.study import world

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = {"name": "trang.html", "mimeType": "image/jpeg", "buffer": b"<!doctype html><script>alert(1)</script>"}


def photo(size: tuple[int, int] = (64, 48), noisy: bool = False) -> dict[str, Any]:
    made = io.BytesIO()
    picture = Image.effect_noise(size, 90) if noisy else Image.new("RGB", size, "white")
    picture.convert("RGB").save(made, "JPEG", quality=95)
    return {"name": "phiếu viết tay.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


@pytest.fixture
def lan(live_server: object) -> Account:
    factories.found_site()
    return factories.account("lan", of=factories.person("Nguyễn Thị Lan"))


@pytest.fixture
def attempt(lan: Account) -> Attempt:
    by = factories.account("oanh", of=factories.person("Trần Kim Oanh"), is_staff=True)
    course = world.taking_files(by, "required")
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    return open_attempt(enrolment=mine, unit=mine.progress.edition.units.get())


def choose(page: Page, *files: dict[str, Any]) -> None:
    page.locator("#tep-1 input[type=file]").set_input_files(list(files))


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Xem lại và nộp").click()
    expect(page.get_by_text("Cả 1 câu đều đã có câu trả lời.")).to_be_visible()
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_role("link", name="phiếu viết tay.jpg")).to_be_visible()


def test_a_photo_goes_by_itself_once_and_what_is_typed_beside_it(
    open_page: OpenPage, lan: Account, attempt: Attempt
) -> None:
    page = open_page(PHONE, lan)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    files = page.locator("#tep-1")
    posted: list[Request] = []
    page.on("request", lambda asked: posted.append(asked) if asked.method == "POST" else None)
    choose(page, photo((400, 300), noisy=True))
    expect(files.get_by_role("status")).to_have_text("Đã nhận tệp.")
    expect(files.get_by_role("link", name="phiếu viết tay.jpg")).to_be_visible()
    page.get_by_label("Bài viết").fill("Tôi viết kế hoạch ở ảnh.")
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu ")
    sent, saved = posted
    assert sent.headers["content-type"].startswith("multipart/form-data")
    assert "tep-1" not in (saved.post_data or "tep-1")
    choose(page, PAGE)
    expect(files.get_by_text("Câu 1: tệp “trang.html” không phải PDF")).to_be_visible()
    assert attempt.items.get().response == "Tôi viết kế hoạch ở ảnh."
    hand_in(page)


def test_a_photo_that_is_too_large_is_made_smaller(open_page: OpenPage, lan: Account, attempt: Attempt) -> None:
    page = open_page(PHONE, lan)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    large = photo((3000, 2400), noisy=True)
    assert len(large["buffer"]) > 5 * 2**20
    choose(page, large)
    expect(page.locator("#tep-1").get_by_role("status")).to_have_text("Đã nhận tệp.")
    assert AnswerFile.objects.get().size < 5 * 2**20


def test_on_a_line_that_breaks_the_photo_stays_chosen(open_page: OpenPage, lan: Account, attempt: Attempt) -> None:
    page = open_page(PHONE, lan)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    files = page.locator("#tep-1")
    page.context.set_offline(True)
    choose(page, photo())
    expect(files.get_by_role("status")).to_contain_text("Tệp chưa gửi được vì mất kết nối.")
    page.context.set_offline(False)
    files.get_by_role("button", name="Tải tệp lên").click()
    expect(files.get_by_role("status")).to_have_text("Đã nhận tệp.")
    assert AnswerFile.objects.count() == 1


def test_without_scripts_the_button_sends_it_with_the_page(open_page: OpenPage, lan: Account, attempt: Attempt) -> None:
    page = open_page(PHONE, lan, java_script_enabled=False)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    files = page.locator("#tep-1")
    page.get_by_label("Bài viết").fill("Tôi viết kế hoạch ở ảnh.")
    choose(page, PAGE)
    files.get_by_role("button", name="Tải tệp lên").click()
    expect(page.get_by_role("heading", name="Có tệp chưa nhận được")).to_be_visible()
    expect(page.get_by_label("Bài viết")).to_have_value("Tôi viết kế hoạch ở ảnh.")
    choose(page, photo())
    files.get_by_role("button", name="Tải tệp lên").click()
    expect(files.get_by_role("link", name="phiếu viết tay.jpg")).to_be_visible()
    files.get_by_text("Bỏ tệp này").click()
    files.get_by_role("button", name="Bỏ tệp").click()
    expect(files.get_by_role("link")).to_have_count(0)
    choose(page, photo())
    hand_in(page)
