"""The harness sees what it is there to see."""

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

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
