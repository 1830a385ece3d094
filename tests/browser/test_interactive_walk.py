"""An interactive part as a learner meets it: played, left, gone on with elsewhere, finished, and heard once."""

import re
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, Request, Response, expect

from content.h5p import core
from content.h5p.building import SCAM_SIGNS, build, samples
from content.h5p.models import Content
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, part_iri
from learners.people.models import Account
from learners.progress.claims import verdict_iri
from learners.progress.models import Progress
from learners.study.interactive.telling import TRY
from tests import factories
from tests.browser import interactive
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.interactive import inside
from tests.browser.test_scam_signs import NAME, ORDINARY, SIGNS
from tests.h5p.test_importing import approve_everything, bring, taken
from tests.study.interactive.world import claims, done, lesson, unit, verbs
from xapi.models import Document, Statement
from xapi.rows import parse_instant

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(core.find() is None, reason=f"H5P's core is not installed: {core.INSTALL}"),
]
VERIFIED = "Đã xong, kết quả đã được máy chủ kiểm"
RESEND = """async ([method, url, body]) => {
  const token = document.querySelector("[data-interactive]").dataset.token;
  const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
  return (await fetch(url, {method, headers, body})).status;
}"""


@pytest.fixture
def lan(live_server: object) -> Account:
    factories.found_site()
    return factories.account("lan", of=factories.person("Nguyễn Thị Lan"))


@pytest.fixture
def mine(lan: Account) -> Enrolment:
    """Of a course whose first lesson is done when our own content is, as the server sees it."""
    oanh = factories.editor("oanh")
    brought = bring(build(SCAM_SIGNS, samples()[NAME]), oanh)
    approve_everything()
    course = interactive.course_with(taken(brought), by=oanh, required=True, verified=True)
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


def mark(frame: FrameLocator, *places: int) -> None:
    for place in places:
        frame.get_by_role("checkbox").nth(place).click()


def checked(frame: FrameLocator) -> list[int]:
    boxes = frame.get_by_role("checkbox")
    expect(boxes).to_have_count(len(SIGNS) + len(ORDINARY))
    return [place for place, box in enumerate(boxes.all()) if box.get_attribute("aria-checked") == "true"]


def check(frame: FrameLocator) -> None:
    frame.get_by_role("button", name="Kiểm tra").click()


def is_state(response: Response) -> bool:
    return response.request.method == "PUT"


class Sent:
    """What a page sends about its parts: method, path and body."""

    def __init__(self, page: Page) -> None:
        self.all: list[tuple[str, str, str]] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if "/tuong-tac/" in request.url and request.post_data and "json" in request.headers.get("content-type", ""):
            self.all.append((request.method, request.url, request.post_data))


def stored(mine: Enrolment) -> dict[str, Any]:
    """All that sending again might change."""
    return {
        "statements": list(Statement.objects.order_by("seq").values_list("statement_id", "raw")),
        "progress": Progress.objects.filter(pk=mine.pk).values().get(),
        "states": states(),
    }


def states() -> bytes:
    return b"".join(bytes(content) for content in Document.objects.values_list("content", flat=True))


def tries() -> list[str]:
    return list(dict.fromkeys(claim["context"]["extensions"][TRY] for claim in claims()))


def test_played_left_gone_on_with_elsewhere_and_finished(open_page: OpenPage, lan: Account, mine: Enrolment) -> None:
    phone = open_page(PHONE, lan)
    phone.goto(lesson(mine))
    expect(phone.get_by_text("Cần làm xong phần này")).to_be_visible()
    mark(inside(phone), *SIGNS[:2])
    mark(inside(phone), ORDINARY[0])
    # Straight on to another page.
    phone.get_by_role("link", name="Mục lục").click()
    expect(phone).not_to_have_url(re.compile(lesson(mine)))
    phone.close()
    assert verbs().count("answered") == 0

    desk = open_page(DESK, lan)
    sent = Sent(desk)
    desk.goto(lesson(mine))
    assert checked(inside(desk)) == sorted([*SIGNS[:2], ORDINARY[0]])
    mark(inside(desk), ORDINARY[0], *SIGNS[2:])
    with desk.expect_response(is_state):
        check(inside(desk))
    expect(desk.get_by_text(VERIFIED)).to_be_visible()
    expect(desk.get_by_text("Cần làm xong phần này")).to_be_hidden()
    content = Content.objects.get()
    part = done(mine, content)
    assert part is not None
    assert part.verified == part.done

    answered, completed = claims()[-2:]
    assert verbs()[-2:] == ["answered", "completed"]
    for claim in (answered, completed):
        assert claim["actor"] == {**actor(mine), "objectType": "Agent"}
        assert claim["context"]["registration"] == str(mine.pk)
        assert claim["object"]["id"] == part_iri(unit(mine).unit_key, content.key)
        assert claim["result"]["score"] == {"raw": 5, "min": 0, "max": 5, "scaled": 1}
        assert claim["result"]["extensions"][verdict_iri()]["outcome"] == "agreed"
        assert mine.enrolled_at <= parse_instant(claim["timestamp"]) <= parse_instant(claim["stored"])
    assert len(tries()) == 1

    interactive.until(desk, lambda: b'checked\\":true' in states())
    desk.wait_for_load_state("networkidle")
    before, bodies = stored(mine), list(sent.all)
    again = [desk.evaluate(RESEND, list(one)) for one in bodies]
    assert {method for method, _url, _body in bodies} == {"POST", "PUT"}
    assert set(again) == {200, 204}
    assert stored(mine) == before

    desk.get_by_role("button", name="Đã học xong").click()
    expect(desk).not_to_have_url(lesson(mine))
    assert "done" in Progress.objects.get(pk=mine.pk).units[str(unit(mine).unit_key)]


def test_nothing_is_lost_where_the_line_is(open_page: OpenPage, lan: Account, mine: Enrolment) -> None:
    page = open_page(PHONE, lan)
    page.goto(lesson(mine))
    mark(inside(page), *SIGNS[:2])
    page.context.set_offline(True)
    mark(inside(page), *SIGNS[2:])
    check(inside(page))
    expect(page.get_by_text("Mất kết nối")).to_be_visible()
    assert "answered" not in verbs()
    with page.expect_response(is_state):
        page.context.set_offline(False)
    expect(page.get_by_text(VERIFIED)).to_be_visible()
    expect(page.get_by_text("Mất kết nối")).to_be_hidden()
    assert verbs() == ["answered", "completed"]
    page.reload()
    expect(inside(page).get_by_role("heading", name="Đạt: 5/5 điểm")).to_be_visible()


def test_a_second_try_is_told_apart_from_the_first(open_page: OpenPage, lan: Account, mine: Enrolment) -> None:
    page = open_page(PHONE, lan)
    for number, places in enumerate((SIGNS, SIGNS[:1]), start=1):
        page.goto(lesson(mine))
        assert checked(inside(page)) == []
        mark(inside(page), *places)
        with page.expect_response(is_state):
            check(inside(page))
        expect(page.get_by_text(VERIFIED)).to_be_visible()
        page.reload()
        page.locator("section").get_by_role("button", name="Làm lại", exact=True).click()
        page.wait_for_load_state()
        assert len(tries()) == number
    scores = [claim["result"]["score"]["raw"] for claim in claims() if claim["verb"]["id"].endswith("answered")]
    assert scores == [5, 1]
    part = done(mine, Content.objects.get())
    assert part is not None
    assert part.verified == part.done == min(parse_instant(claim["timestamp"]) for claim in claims())
