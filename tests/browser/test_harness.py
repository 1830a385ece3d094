"""The harness sees what it is there to see."""

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from tests.browser import texts
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.watch import Watch

POLICY = {"Content-Security-Policy": "default-src 'self'"}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<script>document.title = 'x'</script>", "Content Security Policy"),
        ("<p style='color: red'>x</p>", "Content Security Policy"),
        ("<script src='/no-such.js'></script>", "404"),
        ("<img src='https://elsewhere.invalid/x.png'>", "asked elsewhere"),
    ],
)
def test_a_page_that_misbehaves_is_noticed(browser: Browser, live_server: LiveServer, body: str, says: str) -> None:
    context = browser.new_context()
    page: Page = context.new_page()
    watch = Watch(page, live_server.url)

    def answer(route: Route) -> None:
        headers = POLICY if "elsewhere" not in body else {}
        route.fulfill(body=f"<!doctype html><title>x</title>{body}", content_type="text/html", headers=headers)

    page.route("**/trang-xau/", answer)
    page.goto(f"{live_server.url}/trang-xau/")
    page.wait_for_load_state("networkidle")
    context.close()
    assert any(says in complaint for complaint in watch.complaints), watch.complaints


def test_a_page_of_ours_behaves(phone: Page) -> None:
    phone.goto("/dang-nhap/")
    assert phone.get_by_role("heading", level=1).inner_text() == "Đăng nhập"
    assert phone.evaluate("getComputedStyle(document.body).fontSize") == "18px", "the style sheet is served"


LONG = "Thường trực Hội đồng nhân dân"


@pytest.mark.parametrize(
    ("style", "says"),
    [
        ("white-space: nowrap; font-size: 40px", "outside"),
        ("width: 100px; white-space: nowrap; overflow: hidden", "cut off"),
        ("width: 100px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis", "cut off"),
        ("height: 20px; width: 100px; overflow: clip", "cut off"),
        ("position: absolute; left: -20px", "outside"),
        ("width: 100px; overflow: auto; white-space: nowrap", ""),
        ("width: 1px; height: 1px; overflow: hidden; white-space: nowrap", ""),
        ("width: 100px", ""),
    ],
)
def test_words_that_cannot_be_read_are_noticed(open_page: OpenPage, style: str, says: str) -> None:
    page = open_page(PHONE)
    page.set_content(f'<meta name="viewport" content="width=device-width"><p style="{style}">{LONG}</p>')
    found = "\n".join(texts.lost(page))
    assert (says in found) if says else not found
