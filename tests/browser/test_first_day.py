"""A learner's first day on a phone: from a sheet, after a forgotten password, as a child, as a guest."""

import re

import pytest
from playwright.sync_api import Page, expect

from learners.notices.models import Notice
from learners.people.codes import Issued, issue
from learners.people.models import Account, Consent, DataPurpose
from tests.browser import walking, world
from tests.browser.conftest import PHONE, OpenPage
from tests.coverage import world as agencies

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "con-thuyen-xanh-7"


@pytest.fixture
def made(live_server: object) -> world.World:
    return world.build()


class Screens:
    """Counts the pages a person sees: what a press leads over on the way is none."""

    def __init__(self, page: Page) -> None:
        self.page, self.seen = page, 0

    def see(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.seen += 1


def enter_code(page: Page, issued: Issued) -> None:
    page.get_by_label("Tên đăng nhập").fill(issued.username)
    page.get_by_label("Mã đăng nhập").fill(issued.code.lower().replace("-", " "))
    page.get_by_role("button", name="Tiếp tục").click()


def choose_password(page: Page, button: str, label: str = "Mật khẩu mới") -> None:
    page.get_by_label(label, exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_from_the_printed_sheet_to_the_first_lesson_in_six_screens(
    open_page: OpenPage, made: world.World, scripts: bool
) -> None:
    person = agencies.member("Đặng Thị Bưởi", made.province.health)
    [issued] = issue(people=[person], acting_user=made.minh)
    page = open_page(PHONE, java_script_enabled=scripts)
    screens = Screens(page)
    page.goto("/lan-dau/")
    screens.see("Đăng nhập bằng mã")
    enter_code(page, issued)
    screens.see("Đây có phải là anh/chị?")
    expect(page.get_by_role("main")).to_contain_text("Đặng Thị Bưởi")
    expect(page.get_by_role("main")).to_contain_text("Sở Y tế")
    page.get_by_role("link", name="Đúng, đặt mật khẩu").click()
    screens.see("Đặt mật khẩu")
    expect(page.get_by_role("heading", name="Trang này ghi lại gì về anh/chị")).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        expect(box).not_to_be_checked()
    choose_password(page, "Đã đọc, lưu và bắt đầu học")
    screens.see("Việc học của tôi")
    page.get_by_role("button", name="Ghi danh").click()
    screens.see(world.TITLE)
    page.get_by_role("link", name=re.compile("^Bắt đầu học")).click()
    screens.see("Bài 1")
    assert screens.seen <= 6
    assert [row.text.purpose for row in Consent.objects.filter(account__person=person)] == [DataPurpose.NOTICE]
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names <= {"sessionid", "csrftoken", "ngon_ngu"}


def test_not_me_leaves_the_name_and_tells_who_printed_the_sheet(open_page: OpenPage, made: world.World) -> None:
    person = agencies.member("Đặng Thị Bưởi", made.province.health)
    [issued] = issue(people=[person], acting_user=made.minh)
    page = open_page(PHONE)
    page.goto("/lan-dau/")
    enter_code(page, issued)
    refuse = page.get_by_role("button", name="Đúng, hủy mã này")
    expect(refuse).to_be_hidden()
    page.get_by_text("Không phải tôi").click()
    refuse.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã đã hủy")
    page.go_back()
    expect(page.get_by_role("main")).not_to_contain_text("Đặng Thị Bưởi")
    assert Notice.objects.filter(account=made.minh, text__contains="Không phải tôi").exists()


def test_a_forgotten_password_is_set_anew_and_told(open_page: OpenPage, made: world.World) -> None:
    forgotten_open = open_page(PHONE, made.lan)
    forgotten_open.goto("/hoc/")
    expect(forgotten_open.get_by_role("heading", level=1)).to_have_text("Việc học của tôi")

    page = open_page(PHONE)
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Quên mật khẩu").click()
    expect(page.get_by_role("main")).to_contain_text("Người phụ trách học tập của cơ quan")
    [issued] = issue(people=[made.lan.person], acting_user=made.minh, purpose="reset")
    page.get_by_role("link", name="Tôi đã có mã").click()
    enter_code(page, issued)
    page.get_by_role("link", name="Đúng, đặt mật khẩu").click()
    choose_password(page, "Lưu và bắt đầu học")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc học của tôi")
    expect(page.get_by_role("main")).not_to_contain_text("đã được đặt lại")

    forgotten_open.reload()
    expect(forgotten_open.get_by_role("heading", level=1)).to_have_text("Đăng nhập")

    page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("main")).to_contain_text("Mật khẩu của anh/chị đã được đặt lại")
    expect(page.get_by_role("main")).to_contain_text("bằng mã do Phạm Thị Minh cấp")
    page.reload()
    expect(page.get_by_role("main")).not_to_contain_text("đã được đặt lại")


def test_a_child_of_the_public_waits_for_a_guardian(open_page: OpenPage, made: world.World) -> None:
    page = open_page(PHONE)
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Chưa có tài khoản? Đăng ký").click()
    page.get_by_label("Họ và tên").fill("Đỗ Thị Mận")
    page.get_by_label("Năm sinh").fill("2016")
    choose_password(page, "Đã đọc và đăng ký", "Mật khẩu")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cha mẹ hoặc người giám hộ đồng ý")
    expect(page.get_by_role("main")).to_contain_text("Đỗ Thị Mận còn nhỏ tuổi")

    # Nobody grown up is there: she comes back with the name the page told her.
    page.goto("/hoc/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill("man.do")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cha mẹ hoặc người giám hộ đồng ý")
    page.get_by_label("Họ và tên cha, mẹ hoặc người giám hộ").fill("Đỗ Văn Ba")
    agrees = page.get_by_label("Tôi là cha, mẹ hoặc người giám hộ", exact=False).last
    expect(agrees).not_to_be_checked()
    agrees.check()
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã đăng ký")

    page.goto("/ho-so-ca-nhan/du-lieu/")
    expect(page.get_by_role("main")).to_contain_text("người giám hộ Đỗ Văn Ba")
    page.get_by_role("button", name="Người giám hộ rút lại đồng ý").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    page.goto("/hoc/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    assert Account.objects.get(username="man.do").on_hold


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_two_taps_from_the_catalogue_to_a_lesson_without_an_account(
    open_page: OpenPage, made: world.World, scripts: bool
) -> None:
    page = open_page(PHONE, java_script_enabled=scripts)
    page.goto("/khoa-hoc/")
    page.get_by_role("link", name=world.TITLE).tap()
    page.get_by_role("link", name="Đọc bài đầu tiên").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bài 1")
    expect(page.get_by_role("article")).to_contain_text("Nội dung của Bài 1.")
    assert page.context.cookies() == []


def test_what_is_allowed_is_taken_back_in_as_many_steps(open_page: OpenPage, made: world.World) -> None:
    page = open_page(PHONE)
    walking.sign_in(page, "lan")
    page.get_by_role("link", name=re.compile("Tài khoản của tôi")).click()
    page.get_by_role("link", name="Dữ liệu của tôi").click()
    page.get_by_role("button", name="Cho phép: Cho đo thời gian tôi đọc bài").click()
    expect(page.get_by_text("Đang cho phép")).to_be_visible()
    page.get_by_role("button", name="Rút lại: Cho đo thời gian tôi đọc bài").click()
    expect(page.get_by_text("Chưa cho phép")).to_be_visible()


def test_a_new_password_and_larger_text(open_page: OpenPage, made: world.World) -> None:
    page = open_page(PHONE, made.lan)
    page.goto("/ho-so-ca-nhan/")
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_label("Rất lớn").check()
    page.get_by_role("button", name="Lưu thay đổi").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > before
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Đổi mật khẩu").click()
    page.get_by_label("Mật khẩu hiện nay").fill("mat-khau-tot-2026")
    choose_password(page, "Đổi mật khẩu")
    expect(page.get_by_text("Đã đổi mật khẩu.", exact=False)).to_be_visible()
