"""Two people on one phone: nothing of the first is shown to the second, kept by the browser, or sent in her name."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from courses.questions.models import QuestionKind
from learners.attempts.actions import open_attempt
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests import factories
from tests.browser import walking, world
from tests.browser.answering import question
from tests.browser.conftest import PHONE, OpenPage

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "câu trả lời chỉ của Lan"
# Whatever a page can keep on a phone beyond the cookies.
KEPT = """async () => ({
  local: Object.entries(localStorage),
  session: Object.entries(sessionStorage),
  databases: (await indexedDB.databases()).map(each => each.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING: dict[str, Any] = {"local": [], "session": [], "databases": [], "caches": [], "workers": 0}


@pytest.fixture
def made(live_server: object) -> world.World:
    factories.found_site()
    return world.build()


@pytest.fixture
def huy(made: world.World) -> Account:
    return factories.account("huy", of=factories.person("Trương Gia Huy"))


@pytest.fixture
def enrolment(made: world.World) -> Enrolment:
    return enrol(person=made.lan.person, course_key=made.course.translation_key, acting_user=made.lan)


@pytest.fixture
def attempt(enrolment: Enrolment) -> Attempt:
    return open_attempt(enrolment=enrolment, unit=enrolment.progress.edition.units.get(kind="assessment"))


def shows_nothing_of_lan(page: Page) -> None:
    expect(page.locator("body")).to_be_visible()
    seen = page.content()
    assert "Nguyễn Thị Lan" not in seen
    assert SECRET not in seen


def test_nothing_of_the_first_is_left_for_the_second(
    open_page: OpenPage, made: world.World, huy: Account, enrolment: Enrolment, attempt: Attempt
) -> None:
    page = open_page(PHONE)
    walking.sign_in(page, "lan")
    lesson = f"/hoc/{enrolment.pk}/bai/{world.first_lesson(made.course).translation_key}/"
    visited = ["/hoc/", f"/hoc/{enrolment.pk}/", lesson, "/thong-bao/", "/hoc/ho-so/", "/ho-so-ca-nhan/"]
    for path in visited:
        page.goto(path)
        # The given name stands on every page on a phone, and the way out beside it.
        expect(page.locator("header .who")).to_contain_text("Lan")
        expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.goto(f"/hoc/luot/{attempt.pk}/")
    question(page, QuestionKind.FILL).get_by_role("textbox").fill(SECRET)
    page.get_by_role("button", name="Lưu lại").click()
    expect(page.get_by_text("Đã lưu", exact=False).first).to_be_visible()
    assert page.evaluate(KEPT) == NOTHING
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()
    for _ in range(3):
        page.go_back()
        shows_nothing_of_lan(page)

    walking.sign_in(page, "huy")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc học của tôi")
    for path in [*visited, f"/hoc/luot/{attempt.pk}/"]:
        page.goto(path)
        shows_nothing_of_lan(page)
    for _ in range(len(visited) + 8):
        page.go_back()
        shows_nothing_of_lan(page)
    assert page.evaluate(KEPT) == NOTHING


def test_a_draft_in_an_open_window_is_not_sent_in_the_second_s_name(
    open_page: OpenPage, made: world.World, huy: Account, attempt: Attempt
) -> None:
    """Lan's paper stays open in one window, the network is away; Huy signs in in another; the network is back."""
    lans = open_page(PHONE, refused=frozenset([403]))
    walking.sign_in(lans, "lan")
    lans.goto(f"/hoc/luot/{attempt.pk}/")
    held: list[Route] = []
    lans.route(f"**/hoc/luot/{attempt.pk}/", lambda route: (held.append(route), route.abort())[1])
    question(lans, QuestionKind.FILL).get_by_role("textbox").fill(SECRET)
    for _ in range(100):
        lans.wait_for_timeout(100)
        if held:
            break
    assert held
    huys = lans.context.new_page()
    huys.goto("/hoc/")
    huys.get_by_role("button", name="Đăng xuất").click()
    walking.sign_in(huys, "huy")
    expect(huys.get_by_role("heading", level=1)).to_have_text("Việc học của tôi")
    lans.unroute(f"**/hoc/luot/{attempt.pk}/")
    lans.evaluate("dispatchEvent(new Event('online'))")
    # The script gives up and the page itself asks: it is not Huy's.
    expect(lans.get_by_role("heading", level=1)).not_to_have_text("Kiểm tra cuối khóa")
    shows_nothing_of_lan(lans)
    huys.reload()
    shows_nothing_of_lan(huys)
    assert not attempt.items.exclude(response=None).exists()
    assert not Attempt.objects.exclude(pk=attempt.pk).exists()


def test_a_session_that_ended_keeps_her_answers_for_nobody_else(
    open_page: OpenPage, made: world.World, huy: Account, attempt: Attempt
) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    walking.sign_in(page, "lan")
    page.goto(f"/hoc/luot/{attempt.pk}/")
    page.context.clear_cookies(name="sessionid")
    question(page, QuestionKind.FILL).get_by_role("textbox").fill(SECRET)
    page.get_by_role("button", name="Lưu lại").click()
    walking.sign_in(page, "huy")
    page.goto(f"/hoc/luot/{attempt.pk}/")
    shows_nothing_of_lan(page)
    page.get_by_role("button", name="Đăng xuất").click()
    walking.sign_in(page, "lan")
    page.goto(f"/hoc/luot/{attempt.pk}/")
    assert SECRET not in page.content()
    assert not attempt.items.exclude(response=None).exists()
