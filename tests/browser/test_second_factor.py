"""An officer's first sign-in with rights, on a phone: an app takes the secret from the picture, codes open the site."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from learners.people.models import Account
from tests.browser import qr
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_accessible import BUTTONS, SMALL, violations
from tests.factor_clock import PASSWORD, Clock

pytestmark = pytest.mark.django_db(transaction=True)
# Room for a picture that a camera can read.
NEAR = {**PHONE, "device_scale_factor": 3}


@pytest.fixture(autouse=True)
def required(settings: Any, clock: Clock, minh: Account) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def sign_in(page: Page) -> None:
    page.goto("/dang-nhap/?next=/phu-trach/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill("minh")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def scan(page: Page) -> str:
    """The secret as the app reads it, which is the one that stands below the picture."""
    expect(page.locator(".factor-picture")).to_be_visible()
    written = "".join(page.locator(".factor-secret span").all_inner_texts())
    if qr.library():
        address = urlsplit(qr.decode(page.locator(".factor-picture").screenshot()))
        read = parse_qs(address.query)
        assert (address.scheme, address.netloc, address.path) == ("otpauth", "totp", "/minh")
        assert (read["secret"], read["issuer"]) == ([written], ["Đại học số"])
    return written


def set_up(page: Page, clock: Clock) -> str:
    secret = scan(page)
    page.get_by_label("Mã 6 chữ số trong ứng dụng").fill(clock.code(secret))
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.locator(".factor-codes li")).to_have_count(10)
    return secret


def test_she_sets_it_up_without_scripts_and_is_asked_ever_after(open_page: OpenPage, clock: Clock) -> None:
    page = open_page(NEAR, java_script_enabled=False)
    sign_in(page)
    secret = set_up(page, clock)
    page.get_by_role("link", name="Đã cất mã, tiếp tục").click()
    # The notice about data is read on the way, as at any first sign-in.
    page.goto("/phu-trach/")
    assert page.get_by_role("heading", name="Tôi phụ trách").is_visible()
    page.get_by_role("button", name="Đăng xuất").click()

    clock.forward(60)
    sign_in(page)
    page.get_by_label("Mã xác nhận").fill("000000")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert").get_by_text("Mã chưa đúng hoặc đã dùng rồi.")).to_be_visible()
    page.get_by_label("Mã xác nhận").fill(clock.code(secret))
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda address: "/dang-nhap/" not in address)
    page.goto("/phu-trach/")
    assert page.get_by_role("heading", name="Tôi phụ trách").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_its_pages(open_page: OpenPage, clock: Clock, scheme: str) -> None:
    page = open_page({**NEAR, "color_scheme": scheme}, bypass_csp=True)
    sign_in(page)
    wrong = look(page, "set up")
    set_up(page, clock)
    wrong += look(page, "codes")
    for path in ("", "ma-du-phong/", "dien-thoai-khac/"):
        page.goto(f"/dang-nhap/hai-buoc/{path}")
        wrong += look(page, path or "state")
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page)
    wrong += look(page, "asked")
    assert not wrong, "\n".join(wrong)


def look(page: Page, name: str) -> list[str]:
    wrong = [*violations(page), *page.locator(BUTTONS).evaluate_all(SMALL)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("scrolls sideways")
    return [f"{name}: {one}" for one in wrong]
