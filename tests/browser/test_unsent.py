"""What an interactive part could not send: it waits on her phone, under her account alone."""

import contextlib

import pytest
from playwright.sync_api import Error, Page, expect

from content.h5p import core
from content.h5p.models import Content
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests.browser.conftest import PATIENCE, PHONE, OpenPage
from tests.browser.interactive import inside
from tests.browser.test_interactive_walk import SIGNS, VERIFIED, check, lan, mark, mine
from tests.study.interactive.world import done, lesson, verbs

__all__ = ["lan", "mine"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(core.find() is None, reason=f"H5P's core is not installed: {core.INSTALL}"),
]
WAITING = 'Object.keys(localStorage).filter((name) => name.startsWith("tuong-tac "))'
OF_ANOTHER = 'localStorage.setItem("tuong-tac 0 x", JSON.stringify({at: Date.now()}))'


def nothing_waits(page: Page) -> None:
    """The page loads once more when the rest was heard: whatever asks meanwhile asks again."""
    for _time in range(PATIENCE // 100):
        with contextlib.suppress(Error):
            if page.evaluate(WAITING) == []:
                return
        page.wait_for_timeout(100)
    raise AssertionError


def test_it_is_sent_when_she_comes_back(open_page: OpenPage, lan: Account, mine: Enrolment) -> None:
    phone = open_page(PHONE, lan)
    phone.goto(lesson(mine))
    mark(inside(phone), *SIGNS)
    phone.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    check(inside(phone))
    expect(phone.get_by_text("được giữ trên máy này")).to_be_visible()
    phone.goto("about:blank")
    assert not done(mine, Content.objects.get())
    phone.context.set_offline(False)
    phone.goto(lesson(mine))
    expect(phone.get_by_text(VERIFIED)).to_be_visible()
    nothing_waits(phone)
    expect(phone.get_by_text(VERIFIED)).to_be_visible()
    assert verbs().count("answered") == 1
    expect(inside(phone).get_by_role("checkbox", checked=True)).to_have_count(len(SIGNS))


def test_nobody_else_sends_it(open_page: OpenPage, lan: Account, mine: Enrolment) -> None:
    phone = open_page(PHONE, lan)
    phone.goto("/")
    phone.evaluate(OF_ANOTHER)
    phone.goto(lesson(mine))
    nothing_waits(phone)
    expect(inside(phone).get_by_role("checkbox").first).to_be_visible()
    assert verbs() == []
