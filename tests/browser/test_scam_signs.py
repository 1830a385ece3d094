"""Our own H5P content type in the real core and a sealed frame: played, resumed, retried, and looked at."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from content.h5p import core
from content.h5p.building import SCAM_SIGNS, Content, build, samples
from content.h5p.claims.grading import regrade
from content.h5p.claims.reading import read
from tests.browser import texts
from tests.browser.conftest import PATIENCE, PHONE, PLACE
from tests.browser.test_accessible import BUTTONS, SMALL
from tests.browser.watch import Watch
from tests.h5p.own import player
from tests.h5p.own.player import told
from xapi.validation import validate

NAME = "ngan-hang-khoa-tai-khoan"
# Of that sample, counted from the address.
SIGNS, ORDINARY = [0, 3, 4, 5, 6], [1, 2, 7]
AXE = "within => axe.run(within, {resultTypes: ['violations']})"
# What a page around it must have, and this one has not.
OF_THE_PAGE = {"page-has-heading-one", "heading-order"}


class Playing:
    """Opens contents, each on a phone of its own."""

    def __init__(self, browser: Browser, installed: core.Core) -> None:
        self.browser, self.installed = browser, installed
        self.contexts: list[BrowserContext] = []
        self.watches: list[Watch] = []

    def __call__(self, content: Content | str = NAME, state: Any = None) -> tuple[Page, Frame]:
        context = self.browser.new_context(**PLACE, **PHONE, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        context.on("page", lambda page: self.watches.append(Watch(page, player.HOME)))
        made = build(SCAM_SIGNS, samples()[content] if isinstance(content, str) else content)
        return player.play(context, self.installed, made, state)


@pytest.fixture
def playing(browser: Browser) -> Iterator[Playing]:
    installed = core.find()
    if installed is None:
        pytest.skip(f"H5P's core is not installed: {core.INSTALL}")
    made = Playing(browser, installed)
    yield made
    for context in made.contexts:
        context.close()
    complaints = [complaint for watch in made.watches for complaint in watch.complaints]
    assert not complaints, "\n".join(complaints)


def mark(frame: Frame, *places: int) -> None:
    for place in places:
        frame.get_by_role("checkbox").nth(place).click()


def press(frame: Frame, name: str) -> None:
    frame.get_by_role("button", name=name).click()


def state_of(frame: Frame) -> Any:
    return frame.evaluate("H5P.instances[0].getCurrentState()")


def checked(frame: Frame) -> list[int]:
    boxes = frame.get_by_role("checkbox").all()
    return [place for place, box in enumerate(boxes) if box.get_attribute("aria-checked") == "true"]


def focused(frame: Frame) -> str:
    """The words of what has the focus; none while that is the page itself."""
    return str(frame.evaluate("document.activeElement === document.body ? '' : document.activeElement.textContent"))


def verified(statement: dict[str, Any]) -> bool:
    """Whether the server comes to the same."""
    claim = read(statement, player.ACTIVITY)
    return regrade("H5P.ScamSigns 1.0", samples()[NAME].params, claim).is_verified


def tab_to(page: Page, frame: Frame, words: str) -> None:
    for _ in range(20):
        if words in focused(frame):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach {words!r}")


def test_by_keyboard_alone_to_the_end(playing: Playing) -> None:
    page, frame = playing()
    for words in ("+84 300", "Nếu không xác minh", "https://cuasong", "nhập mật khẩu"):
        tab_to(page, frame, words)
        page.keyboard.press("Space")
    tab_to(page, frame, "Để bảo mật")
    page.keyboard.press("Enter")
    expect(frame.get_by_role("status")).to_have_text("Đã đánh dấu 5 chỗ, cần tìm 5 dấu hiệu.")
    tab_to(page, frame, "Kiểm tra")
    page.keyboard.press("Enter")
    assert focused(frame) == "Đạt: 5/5 điểm"
    expect(frame.get_by_role("listitem")).to_have_count(5)
    expect(frame.get_by_role("button", name="Xem dấu hiệu còn thiếu")).to_have_count(0)
    (answered,) = told(page, "answered")
    result = answered["result"]
    assert result["score"] == {"min": 0, "max": 5, "raw": 5, "scaled": 1}
    assert (result["success"], result["completion"], result["response"]) == (True, True, "0[,]3[,]4[,]5[,]6")
    assert result["duration"].startswith("PT")
    assert verified(answered)


def test_what_it_says_are_statements_of_one_activity(playing: Playing) -> None:
    page, frame = playing()
    mark(frame, *SIGNS)
    press(frame, "Kiểm tra")
    said = page.evaluate("told")
    assert [each["verb"]["display"]["en-US"] for each in said] == ["attempted", *["interacted"] * 5, "answered"]
    for each in said:
        validate(each, "1.0.3")
        assert each["object"]["id"] == player.ACTIVITY
    assert len({str(each["object"]["definition"]) for each in said}) == 1
    definition = said[-1]["object"]["definition"]
    assert definition["name"] == {"vi": "Tin nhắn dọa khóa tài khoản ngân hàng"}
    assert definition["interactionType"] == "choice"
    assert definition["correctResponsesPattern"] == ["0[,]3[,]4[,]5[,]6"]
    assert [each["id"] for each in definition["choices"]] == [str(place) for place in range(8)]
    assert definition["choices"][1]["description"] == {"vi": "Kính gửi Quý khách,"}
    asked = frame.evaluate("H5P.instances[0].getXAPIData().statement")
    assert asked["object"] == said[-1]["object"]
    assert asked["result"] | {"duration": ""} == said[-1]["result"] | {"duration": ""}


def test_wrong_marks_cost_and_everything_does_not_pass(playing: Playing) -> None:
    page, frame = playing()
    mark(frame, *SIGNS, *ORDINARY)
    expect(frame.get_by_role("status")).to_have_text("Đã đánh dấu 8 chỗ, nhiều hơn 5 dấu hiệu cần tìm.")
    press(frame, "Kiểm tra")
    assert focused(frame) == "Chưa đạt: 2/5 điểm"
    frame.get_by_role("checkbox").nth(1).dispatch_event("click")
    assert checked(frame) == list(range(8))
    press(frame, "Làm lại")
    assert focused(frame) == "+84 300 555 148"
    mark(frame, *ORDINARY)
    press(frame, "Kiểm tra")
    everything, ordinary = [each["result"] for each in told(page, "answered")]
    assert all(map(verified, told(page, "answered")))
    assert (everything["score"]["raw"], everything["success"]) == (2, False)
    assert (ordinary["score"]["raw"], ordinary["success"], ordinary["response"]) == (0, False, "1[,]2[,]7")
    assert len(told(page, "attempted")) == 2


def test_what_was_missed_is_shown_when_asked_for(playing: Playing) -> None:
    page, frame = playing()
    press(frame, "Kiểm tra")
    expect(frame.get_by_role("status")).to_have_text("Anh/chị hãy đánh dấu ít nhất một chỗ rồi kiểm tra.")
    mark(frame, 0, 1)
    press(frame, "Kiểm tra")
    notes = frame.get_by_role("listitem")
    expect(notes).to_have_count(2)
    expect(notes.nth(1)).to_contain_text("2. Chỗ này bình thường")
    press(frame, "Xem dấu hiệu còn thiếu")
    expect(notes).to_have_count(6)
    expect(notes.nth(2)).to_contain_text("3. Dấu hiệu bị bỏ sót")
    expect(frame.get_by_role("checkbox", name="Dấu hiệu bị bỏ sót, giải thích số 3")).to_have_count(1)
    assert len(told(page, "answered")) == 1


def test_resumed_elsewhere_it_is_the_same(playing: Playing) -> None:
    _, first = playing()
    mark(first, 0, 2, 3)
    left = state_of(first)
    assert (left["marked"], left["checked"]) == (["0", "2", "3"], False)
    page, second = playing(state={**left, "elapsed": 600})
    assert checked(second) == [0, 2, 3]
    expect(second.get_by_role("status")).to_have_text("Đã đánh dấu 3 chỗ, cần tìm 5 dấu hiệu.")
    mark(second, 2, 4, 5, 6)
    press(second, "Kiểm tra")
    (answered,) = told(page, "answered")
    assert answered["result"]["score"]["raw"] == 5
    assert float(answered["result"]["duration"][2:-1]) >= 600
    press(second, "Làm lại")
    assert state_of(second) == {"marked": [], "checked": False, "revealed": False, "elapsed": 0}


def test_resumed_after_the_end_it_shows_the_result_and_says_nothing_new(playing: Playing) -> None:
    _, first = playing()
    mark(first, *SIGNS[:3], 1)
    press(first, "Kiểm tra")
    press(first, "Xem dấu hiệu còn thiếu")
    page, second = playing(state=state_of(first))
    assert state_of(second) == state_of(first)
    expect(second.get_by_role("heading", name="Chưa đạt: 2/5 điểm")).to_be_visible()
    assert second.get_by_role("list").inner_text() == first.get_by_role("list").inner_text()
    assert not told(page, "answered")


def test_the_contract_of_question_types(playing: Playing) -> None:
    _, frame = playing()

    def ask(call: str) -> Any:
        return frame.evaluate(f"H5P.instances[0].{call}")

    assert (ask("getAnswerGiven()"), ask("getScore()"), ask("getMaxScore()")) == (False, 0, 5)
    mark(frame, 0, 3)
    assert (ask("getAnswerGiven()"), ask("getScore()")) == (True, 2)
    assert ask("getTitle()") == "Tin nhắn dọa khóa tài khoản ngân hàng"
    ask("showSolutions()")
    expect(frame.get_by_role("listitem")).to_have_count(5)
    ask("resetTask()")
    assert (ask("getAnswerGiven()"), ask("getScore()"), checked(frame)) == (False, 0, [])
    expect(frame.get_by_role("button", name="Kiểm tra")).to_be_visible()


def test_texts_are_words_and_never_markup(playing: Playing) -> None:
    written = ["A &amp; B &lt;b&gt;", "<img src=x onerror=parent.postMessage(1)>trơn"]
    parts = [{"text": text, "kind": "sign", "feedback": text} for text in written]
    _, frame = playing(Content({"sender": {"name": "x"}, "messages": [{"parts": parts}]}))
    marks = frame.get_by_role("checkbox")
    assert [marks.nth(place).inner_text() for place in (1, 2)] == ["A & B <b>", "trơn"]
    assert frame.locator("img").count() == 0
    mark(frame, 1)
    press(frame, "Kiểm tra")
    expect(frame.get_by_role("listitem")).to_contain_text("A & B <b>")


@pytest.mark.parametrize("name", samples())
def test_nothing_is_lost_and_axe_finds_nothing(playing: Playing, name: str) -> None:
    page, frame = playing(name)
    frame.evaluate(AXE_SCRIPT)
    wrong = [*looks(page, frame, "at first")]
    mark(frame, 0, 1)
    wrong += looks(page, frame, "marked")
    press(frame, "Kiểm tra")
    press(frame, "Xem dấu hiệu còn thiếu")
    wrong += looks(page, frame, "checked")
    assert not wrong, "\n".join(wrong)


def looks(page: Page, frame: Frame, when: str) -> Iterator[str]:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for one in frame.evaluate(AXE, ".h5p-content")["violations"]:
            if one["id"] not in OF_THE_PAGE:
                yield from (f"{when}, {scheme}: {one['id']}: {node['html'][:160]}" for node in one["nodes"])
    yield from (f"{when}: too small {one}" for one in frame.locator(BUTTONS).evaluate_all(SMALL))
    page.set_viewport_size({"width": 320, "height": 740})
    yield from (f"{when}, at 320 px: {one}" for one in frame.evaluate(texts.LOST, "main"))
    frame.evaluate(texts.DOUBLE)
    page.set_viewport_size({"width": 360, "height": 740})
    yield from (f"{when}, at 200 %: {one}" for one in frame.evaluate(texts.LOST, "main"))
    frame.evaluate("() => { document.documentElement.style.fontSize = ''; }")
