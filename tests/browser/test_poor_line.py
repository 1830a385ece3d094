"""A poor line: 400 kbps and 400 ms, then none for five minutes in the middle. The attempt ends with every answer.

The five minutes pass on the page's own clock.
"""

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from courses.questions.models import QuestionKind
from learners.attempts.actions import open_attempt, save_answers
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.browser import world
from tests.browser.answering import answer, question
from tests.browser.conftest import PHONE, OpenPage
from tests.questions.samples import SAMPLES, right

pytestmark = pytest.mark.django_db(transaction=True)
# Bytes a second, milliseconds.
POOR: dict[str, Any] = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
KINDS = [QuestionKind(kind) for kind in SAMPLES]
BEFORE, MEANWHILE = KINDS[:3], KINDS[3:]
HELD = "() => Object.keys(localStorage)"


@pytest.fixture
def made(live_server: object) -> world.World:
    factories.found_site()
    return world.build()


@pytest.fixture
def attempt(made: world.World) -> Attempt:
    enrolment = enrol(person=made.lan.person, course_key=made.course.translation_key, acting_user=made.lan)
    return open_attempt(enrolment=enrolment, unit=enrolment.progress.edition.units.get(kind="assessment"))


def line_of(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", POOR)
    return session


def at_paper(open_page: OpenPage, lan: Account, attempt: Attempt) -> tuple[Page, CDPSession]:
    page = open_page(PHONE, lan)
    page.clock.install()
    session = line_of(page)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    return page, session


def cut(page: Page, session: CDPSession) -> None:
    session.send("Network.emulateNetworkConditions", {**POOR, "offline": True})
    assert not page.evaluate("navigator.onLine")


def saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu")


def waits(page: Page) -> None:
    expect(page.locator("[data-status]")).to_have_text("Chưa lưu được, sẽ thử lại")


def test_an_attempt_ends_with_every_answer(open_page: OpenPage, made: world.World, attempt: Attempt) -> None:
    page, session = at_paper(open_page, made.lan, attempt)
    for kind in BEFORE:
        answer(page, kind)
    page.clock.run_for(2_000)
    saved(page)
    assert page.evaluate(HELD) == []

    cut(page, session)
    for kind in MEANWHILE:
        answer(page, kind)
    page.clock.run_for(2_000)
    waits(page)
    page.clock.fast_forward(300_000)
    # A page of the browser's own, without her answers, is not where a button leads now.
    page.get_by_role("button", name="Xem lại và nộp").click()
    waits(page)
    assert len(page.evaluate(HELD)) == 1

    session.send("Network.emulateNetworkConditions", POOR)
    page.clock.run_for(9_000)
    saved(page)
    assert page.evaluate(HELD) == []
    page.get_by_role("button", name="Xem lại và nộp").click()
    expect(page.get_by_text("câu đều đã có câu trả lời.")).to_be_visible()
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.locator(".outcome-word")).to_have_text("Đạt 100%")
    attempt.refresh_from_db()
    assert attempt.percent == 100


def test_answers_kept_on_the_phone_are_sent_when_she_is_back(
    open_page: OpenPage, made: world.World, attempt: Attempt
) -> None:
    """The phone ran out in between; one question was answered on another one meanwhile."""
    page, session = at_paper(open_page, made.lan, attempt)
    cut(page, session)
    for kind in (QuestionKind.SINGLE, QuestionKind.FILL):
        answer(page, kind, wrong=True)
    page.clock.run_for(2_000)
    waits(page)
    page.close()
    item = attempt.items.get(version__question__kind=QuestionKind.FILL)
    elsewhere = right(QuestionKind.FILL, SAMPLES[QuestionKind.FILL][0])
    save_answers(attempt=attempt, answers={item.position: elsewhere})

    again = page.context.new_page()
    again.goto(f"/hoc/luot/{attempt.pk}/")
    expect(again.get_by_text("được trả lời ở cửa sổ khác", exact=False)).to_be_visible()
    assert again.evaluate(HELD) == []
    kept = {one.version.question.kind: one.response for one in attempt.items.select_related("version__question")}
    assert kept[QuestionKind.SINGLE] == SAMPLES[QuestionKind.SINGLE][1]
    item.refresh_from_db()
    assert item.revision == 1
    assert kept[QuestionKind.FILL] == item.response


def test_what_waits_on_the_phone_goes_when_she_signs_out(
    open_page: OpenPage, made: world.World, attempt: Attempt
) -> None:
    page, session = at_paper(open_page, made.lan, attempt)
    cut(page, session)
    question(page, QuestionKind.FILL).get_by_role("textbox").fill("chỉ của Lan")
    page.clock.run_for(2_000)
    waits(page)
    assert len(page.evaluate(HELD)) == 1
    other = page.context.new_page()
    other.goto("/hoc/")
    other.get_by_role("button", name="Đăng xuất").click()
    expect(other.get_by_role("link", name="Đăng nhập").first).to_be_visible()
    assert other.evaluate(HELD) == []
