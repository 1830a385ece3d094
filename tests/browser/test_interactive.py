"""An interactive part on the page of a lesson: it plays, comes when asked for, and says in words when it cannot."""

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from content.h5p import core
from content.h5p.models import Revision
from learners.people.models import Account
from tests import factories
from tests.browser import interactive
from tests.browser.conftest import PHONE, PLACE, OpenPage
from tests.browser.interactive import FRAME, inside
from tests.h5p.player import making

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(core.find() is None, reason=f"H5P's core is not installed: {core.INSTALL}"),
]
# What the page around the frame was sent by it, from the first message on.
LISTEN = "if (window === top) { window.heard = []; addEventListener('message', ({ data }) => heard.push(data)); }"
GROUND = "element => getComputedStyle(element).backgroundColor"


@pytest.fixture
def revision(live_server: object) -> Revision:
    return interactive.tiny()


def address(*revisions: Revision) -> str:
    return interactive.public_lesson(interactive.course_with(*revisions))


def test_it_plays_to_its_end_at_the_width_of_a_phone(phone: Page, revision: Revision) -> None:
    phone.add_init_script(LISTEN)
    phone.goto(address(revision))
    for number in range(3):
        inside(phone).get_by_role("button", name=f"Bấm {number}").click()
    for said_so in ("one.statement?.result?.score?.raw === 3", "one.kind === 'state' && /:3}/.test(one.data)"):
        interactive.until(phone, partial(phone.evaluate, f"heard.some((one) => {said_so})"))
    heard: list[dict[str, Any]] = phone.evaluate("heard.filter((one) => one.attempt)")
    kinds = [one["kind"] for one in heard]
    assert kinds.index("initialized") < kinds.index("interacted")
    assert kinds.count("interacted") == 1
    said = [one for one in heard if one["kind"] == "statement"]
    assert [one["number"] for one in said] == list(range(1, len(said) + 1))
    assert len({one["statement"]["id"] for one in said}) == len(said)
    assert len({one["attempt"] for one in heard}) == 1
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    box = phone.locator(FRAME).bounding_box()
    assert box is not None
    assert box["height"] < 320


def test_two_of_them_do_not_hear_each_other(phone: Page, revision: Revision) -> None:
    other = making.content([pin.library for pin in revision.pins.all()], {"label": "Nhấn"})
    phone.add_init_script(LISTEN)
    phone.goto(address(revision, other))
    inside(phone, 0).get_by_role("button", name="Bấm 0").click()
    expect(inside(phone, 0).get_by_role("button", name="Bấm 1")).to_be_visible()
    expect(inside(phone, 1).get_by_role("button", name="Nhấn 0")).to_be_visible()
    assert len(set(phone.evaluate("heard.filter((one) => one.attempt).map((one) => one.attempt)"))) == 2


def test_on_a_small_line_it_comes_on_a_tap_and_says_how_heavy_it_is(open_page: OpenPage, revision: Revision) -> None:
    factories.found_site()
    lan: Account = factories.account("lan", of=factories.person("Nguyễn Thị Lan"), data_saver=True)
    page = open_page(PHONE, lan)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/h5p/" in one.url else None)
    page.goto(address(revision))
    button = page.get_by_role("button", name=re.compile(r"Mở phần tương tác \(\d+,\d.KB\)"))
    expect(button).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert asked == []
    button.focus()
    page.keyboard.press("Enter")
    expect(inside(page).get_by_role("button", name="Bấm 0")).to_be_visible()
    expect(button).to_be_hidden()


def test_what_cannot_be_loaded_says_so_and_is_tried_again(open_page: OpenPage, revision: Revision) -> None:
    page = open_page(PHONE, refused=frozenset({404}))
    page.route("**/h5p/goi/*.js", lambda route: route.fulfill(status=404))
    page.goto(address(revision))
    expect(page.get_by_text("Chưa mở được phần này")).to_be_visible()
    expect(page.locator(FRAME)).to_be_hidden()
    page.unroute("**/h5p/goi/*.js")
    page.get_by_role("button", name="Thử lại").click()
    expect(inside(page).get_by_role("button", name="Bấm 0")).to_be_visible()
    expect(page.get_by_text("Chưa mở được phần này")).to_be_hidden()


def test_a_content_that_never_begins_says_so(browser: Browser, live_server: LiveServer) -> None:
    library = making.library(
        "H5P.Broken", {"broken.js": "H5P.Broken = class { constructor() { throw new Error('x'); } };"}
    )
    broken = making.content([library], {})
    # What the browser complains about is the content's own fault.
    context = browser.new_context(base_url=live_server.url, **PLACE, **PHONE)
    page = context.new_page()
    page.goto(address(broken))
    expect(page.get_by_text("Chưa mở được phần này")).to_be_visible()
    expect(page.get_by_role("button", name="Thử lại")).to_be_visible()
    context.close()


def test_without_scripts_it_says_what_it_needs(plain_phone: Page, revision: Revision) -> None:
    plain_phone.goto(address(revision))
    words = plain_phone.locator("noscript p")
    expect(words).to_be_visible()
    expect(words).to_contain_text("riêng phần này cần JavaScript")
    expect(plain_phone.locator(FRAME)).to_be_hidden()


def test_where_the_core_is_missing_it_says_so(phone: Page, revision: Revision, settings: Any, tmp_path: Any) -> None:
    settings.H5P_CORE = tmp_path
    phone.goto(address(revision))
    expect(phone.get_by_text("chưa cài bộ phát")).to_be_visible()
    assert phone.locator(FRAME).count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_on_a_ground_they_were_made_for(open_page: OpenPage, revision: Revision, scheme: str) -> None:
    """Libraries write dark on what they think is white, in whatever colours the page around them is."""
    page = open_page(PHONE, color_scheme=scheme)
    page.goto(address(revision))
    expect(inside(page).get_by_role("button")).to_be_visible()
    ground = inside(page).locator(".h5p-content").evaluate(GROUND)
    assert ground in {"rgb(255, 255, 255)", "rgb(254, 254, 254)"}
