"""Against the clock, question by question, and things dragged into their places: by finger and by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from learners.attempts.actions import open_attempt
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.study import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lan(live_server: object) -> Account:
    factories.found_site()
    return factories.account("lan", of=factories.person("Nguyễn Thị Lan"))


def taken(lan: Account, kinds: tuple[str, str, str] = ("fill", "fill", "fill"), **rules: Any) -> Attempt:
    by = factories.account("oanh", of=factories.person("Trần Kim Oanh"), is_staff=True)
    made = world.sectioned(by, kinds=kinds, **rules)
    enrolment = enrol(person=lan.person, course_key=made.translation_key, acting_user=lan)
    return open_attempt(enrolment=enrolment, unit=enrolment.progress.edition.units.get())


def test_the_clock_speaks_twice_and_has_the_page_saved(open_page: OpenPage, lan: Account) -> None:
    attempt = taken(lan, time_limit=30)
    page = open_page(PHONE, lan)
    page.clock.install()
    page.goto(f"/hoc/luot/{attempt.pk}/")
    clock, said = page.locator("[data-clock]"), page.locator("[data-said]")
    expect(clock).to_contain_text("29:")
    expect(said).to_have_text("")
    page.clock.fast_forward("25:30")
    expect(said).to_have_text("Còn 5 phút.")
    page.clock.fast_forward("03:30")
    expect(said).to_have_text("Còn 1 phút.")
    page.get_by_role("textbox").first.evaluate("field => { field.value = 'mười'; }")
    page.clock.run_for(58_000)
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu")
    assert attempt.items.get(position=0).response == ["mười"]


def test_question_by_question_by_keyboard(open_page: OpenPage, lan: Account) -> None:
    attempt = taken(lan, sequential=True)
    page = open_page(DESK, lan)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    for number in (1, 2, 3):
        expect(page.get_by_text(f"Câu {number}/3 · ")).to_be_visible()
        page.get_by_role("textbox").focus()
        page.keyboard.type("mười")
        page.keyboard.press("Enter")
    expect(page.get_by_text("Anh/chị đã đi hết các câu.")).to_be_visible()
    page.get_by_role("button", name="Nộp bài").press("Enter")
    expect(page.locator(".outcome-word")).to_have_text("Đạt 100%")


def chosen(group: Locator) -> list[str]:
    return [
        one.evaluate("select => select.selectedOptions[0].innerText") for one in group.get_by_role("combobox").all()
    ]


def drag(page: Page, chip: Locator, to: Locator) -> None:
    chip.scroll_into_view_if_needed()
    start, end = chip.bounding_box(), to.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 12, steps=5)
    page.mouse.up()


def test_steps_are_dragged_tapped_and_moved_by_keyboard(open_page: OpenPage, lan: Account) -> None:
    attempt = taken(lan, ("order", "match", "fill"))
    page = open_page(DESK, lan)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    order = page.locator('fieldset[data-drag="order"]')
    chips = {text: order.locator(".chip", has_text=text) for text in ("Mở máy", "Gõ chữ", "Lưu tệp")}
    drag(page, chips["Gõ chữ"], order.get_by_role("combobox").nth(1))
    assert chosen(order) == ["Chưa chọn", "Gõ chữ", "Chưa chọn"]
    chips["Mở máy"].click()
    chips["Lưu tệp"].click()
    assert chosen(order) == ["Mở máy", "Gõ chữ", "Lưu tệp"]
    # A step stands in one place: the one that was there takes the other's.
    drag(page, chips["Mở máy"], order.get_by_role("combobox").nth(2))
    assert chosen(order) == ["Lưu tệp", "Gõ chữ", "Mở máy"]
    order.get_by_role("button", name="Chuyển lên: Bước 3").press("Enter")
    assert chosen(order) == ["Lưu tệp", "Mở máy", "Gõ chữ"]
    match = page.locator('fieldset[data-drag="match"]')
    drag(page, match.locator(".chip", has_text="Two"), match.get_by_role("combobox").nth(1))
    assert chosen(match) == ["Chưa chọn", "Two"]
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu")
    kept = {one.version.question.kind: one.response for one in attempt.items.select_related("version__question")}
    assert kept["order"] == [2, 0, 1]
    assert kept["match"] == [[1, 0]]
