"""A library that an administrator approved and should not have: it gets nothing, and the lesson's page says so."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from content.h5p import core
from content.h5p.models import Revision
from content.h5p.player import playing
from learners.enrolment.actions import enrol
from learners.enrolment.statements import actor, part_iri
from tests import factories
from tests.browser import elsewhere, interactive
from tests.browser.conftest import PATIENCE, PHONE, PLACE, sign_in
from tests.browser.elsewhere import Elsewhere
from tests.browser.interactive import FRAME, inside
from tests.study.interactive import world
from xapi.rows import parse_instant

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(core.find() is None, reason=f"H5P's core is not installed: {core.INSTALL}"),
]
# Milliseconds in which whoever gets out would have knocked.
WHILE = 700
# What attempts.js reads in an unsealed page is everything, and reaches all of these.
REACHES = {
    "fetch", "later", "xhr", "socket", "events", "beacon", "image", "sound", "script", "module", "style", "imported",
    "font", "prefetch", "preload", "frame", "object", "form", "ping", "worker", "data", "udp",
}  # fmt: skip
LEAVES = ("location", "parent", "link", "form", "post", "open", "blank", "ask", "load", "back")
TURNS = ("elsewhere", "data", "blob", "refresh")


@pytest.fixture
def away() -> Iterator[Elsewhere]:
    with elsewhere.elsewhere() as found:
        yield found


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A phone of its own: what a hostile library has the browser complain about is what the test is for."""
    made = browser.new_context(
        base_url=live_server.url, **PLACE, **PHONE, geolocation={"latitude": 9.6, "longitude": 105.9}
    )
    made.grant_permissions(["geolocation"])
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def revision(away: Elsewhere) -> Revision:
    return interactive.hostile(away)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Of somebody who has something to lose on this site."""
    made = context.new_page()
    made.goto("/")
    made.evaluate("localStorage.setItem('of-the-site', 'secret'); document.cookie = 'mine=1'")
    return made


def at_lesson(page: Page, *revisions: Revision) -> str:
    page.goto(interactive.public_lesson(interactive.course_with(*revisions)))
    return page.url


def got(frame: Any) -> dict[str, str]:
    expect(frame.locator("#got")).to_contain_text('"cookie"')
    found: dict[str, str] = json.loads(frame.locator("#got").inner_text())
    return {name: held for name, held in found.items() if held}


def test_in_a_page_that_is_not_sealed_every_attempt_succeeds(context: BrowserContext, away: Elsewhere) -> None:
    page = context.new_page()
    with elsewhere.unsealed(away) as home:
        context.grant_permissions(["geolocation"], origin=home)
        page.goto(f"{home}/page")
        read = got(page.frame_locator("iframe").first)
        page.wait_for_timeout(WHILE)
        assert set(read) == set(page.frames[1].evaluate("Object.keys(attempts({}).reads)"))
        assert set(away.knocks) == REACHES


def test_it_reads_nothing_and_reaches_nobody(page: Page, revision: Revision, away: Elsewhere) -> None:
    told: list[str] = []
    page.on("dialog", lambda one: (told.append(one.message), one.dismiss()))
    page.on("download", lambda one: told.append(one.url))
    address = at_lesson(page, revision)
    assert got(inside(page)) == {}
    for name in LEAVES:
        inside(page).locator(f"#leaves-{name}").click()
    page.wait_for_timeout(WHILE)
    assert page.url == address
    assert len(page.context.pages) == 1
    assert told == []
    assert page.evaluate("localStorage.getItem('of-the-site')") == "secret"
    assert "planted" not in page.evaluate("document.cookie")
    assert away.knocks == []


def test_its_own_address_is_just_as_powerless(page: Page, revision: Revision, away: Elsewhere) -> None:
    page.goto(playing.of(revision).address)
    assert page.evaluate("origin") == "null"
    assert got(page) == {}
    page.locator("#leaves-open").click()
    page.locator("#leaves-blank").click()
    page.wait_for_timeout(WHILE)
    assert len(page.context.pages) == 1
    assert away.knocks == []


@pytest.mark.parametrize("name", [TURNS[0], *(pytest.param(one, marks=pytest.mark.full) for one in TURNS[1:])])
def test_a_frame_that_turns_into_something_else_is_stopped(
    page: Page, revision: Revision, away: Elsewhere, name: str
) -> None:
    address = at_lesson(page, revision)
    page.evaluate("addEventListener('message', ({data}) => { if (data === 'turned') window.turned = true; })")
    inside(page).locator(f"#turns-{name}").click()
    stopped(page)
    page.wait_for_timeout(WHILE)
    assert page.url == address
    assert not page.evaluate("window.turned")
    assert away.knocks == []


@pytest.mark.parametrize("lie", ["flood", "forge", "large", "misfit"])
def test_what_the_bridge_never_says_stops_it(page: Page, revision: Revision, lie: str) -> None:
    at_lesson(page, revision)
    inside(page).locator(f"#lies-{lie}").click()
    stopped(page)


def test_what_it_claims_is_about_itself_and_its_learner(
    context: BrowserContext, live_server: LiveServer, revision: Revision
) -> None:
    """She answers two parts of one lesson; what one of them says of others, or to the other, comes to nothing."""
    lan = factories.account("lan", of=factories.person("Nguyễn Thị Lan"))
    tiny = interactive.tiny()
    course = interactive.course_with(revision, tiny)
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    sign_in(context, lan, live_server.url)
    page = context.new_page()
    page.goto(world.lesson(mine))
    expect(inside(page, 1).get_by_role("button", name="Bấm 0")).to_be_visible()
    inside(page).locator("#lies-touch").click()
    page.wait_for_timeout(2 * WHILE)
    with page.expect_response(lambda one: "/su-kien" in one.url):
        inside(page).locator("#lies-claim").click()
    for number in range(3):
        inside(page, 1).get_by_role("button", name=f"Bấm {number}").click()
    expect(page.get_by_text("Đã xong")).to_have_count(2)
    said = world.claims()
    parts = {part_iri(world.unit(mine).unit_key, one.content.key) for one in (revision, tiny)}
    assert {one["object"]["id"] for one in said} == parts
    for one in said:
        assert one["actor"]["account"] == actor(mine)["account"]
        assert "example" not in json.dumps([one["authority"], one["context"].get("extensions", {})])
        assert one["context"]["registration"] == str(mine.pk)
        assert mine.enrolled_at <= parse_instant(one["timestamp"]) <= parse_instant(one["stored"])
        assert one["result"].get("score", {}).get("raw", 0) <= one["result"].get("score", {}).get("max", 0)
    part = world.done(mine, revision.content)
    assert part is not None
    assert part.verified is None


def stopped(page: Page) -> None:
    expect(page.get_by_text("đã bị dừng")).to_be_visible()
    expect(page.locator(FRAME)).to_be_hidden()
    expect(page.get_by_role("button", name="Thử lại")).to_be_hidden()
