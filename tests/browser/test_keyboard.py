"""The keyboard alone finishes an assessment, and always shows where it is."""

import pytest
from playwright.sync_api import Page, expect

from courses.questions.models import QuestionKind
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from tests.browser import world
from tests.browser.answering import question, words
from tests.browser.conftest import DESK, OpenPage
from tests.questions.samples import SAMPLES, SCORED, data_of, right

pytestmark = pytest.mark.django_db(transaction=True)
FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  return {
    text: (e.labels?.[0] ?? e).innerText.trim(), name: e.name ?? "", value: e.value ?? "", type: e.type ?? e.tagName,
    ring: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
  };
}"""
LIMIT = 60
# The label of the field.
TYPED = {
    QuestionKind.FILL: "Câu trả lời",
    QuestionKind.NUMERIC: "Câu trả lời (kg)",
    QuestionKind.ESSAY: "Bài viết",
}


def press_until(page: Page, wanted: str, kind: QuestionKind | None = None) -> None:
    """Tab on until the thing called ``wanted`` has the focus; of the ``kind``'s question, for others share words."""
    for _ in range(LIMIT):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        assert here["ring"], f"the focus cannot be seen on {here}"
        inside = kind is None or question(page, kind).evaluate("all => all.contains(document.activeElement)")
        if here["text"] == wanted and inside:
            return
    raise AssertionError(f"Tab never reached {wanted!r}")


def fill_in(page: Page, kind: QuestionKind) -> None:
    said = words(kind, right(kind, data_of(kind)))
    if kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE, QuestionKind.LIKERT):
        return _choose(page, kind, next(iter(said)))
    if kind == QuestionKind.MULTIPLE:
        return _tick(page, kind, set(said))
    for label, text in said.items():
        if kind in TYPED:
            press_until(page, TYPED[kind], kind)
            page.keyboard.type(text)
        else:
            _select(page, kind, label, text)
    return None


def _tick(page: Page, kind: QuestionKind, wanted: set[str]) -> None:
    """In the order in which this paper shows them."""
    labels = (
        question(page, kind).get_by_role("checkbox").evaluate_all("all => all.map(e => e.labels[0].innerText.trim())")
    )
    for label in labels:
        if label in wanted:
            press_until(page, label, kind)
            page.keyboard.press("Space")


def _select(page: Page, kind: QuestionKind, label: str, text: str) -> None:
    """Down the list: what is not on an American keyboard cannot be typed into a list by the tests' browser."""
    press_until(page, label, kind)
    for _ in range(LIMIT):
        if page.evaluate("document.activeElement.selectedOptions[0].innerText.trim()") == text:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{text!r} is not in the list")


def _choose(page: Page, kind: QuestionKind, text: str) -> None:
    """Radio buttons are one stop; the arrows go through them."""
    first = question(page, kind).get_by_role("radio").first.evaluate("radio => radio.labels[0].innerText.trim()")
    press_until(page, first, kind)
    page.keyboard.press("Space")
    while page.evaluate(FOCUSED)["text"] != text:
        page.keyboard.press("ArrowDown")


def test_an_assessment_is_finished_without_a_mouse(open_page: OpenPage) -> None:
    made = world.build()
    enrolment = enrol(person=made.lan.person, course_key=made.course.translation_key, acting_user=made.lan)
    unit = enrolment.progress.edition.units.get(kind="assessment")
    page = open_page(DESK, made.lan)
    page.goto(f"/hoc/{enrolment.pk}/bai/{unit.unit_key}/")
    press_until(page, "Bắt đầu làm bài")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Xem lại và nộp")).to_be_visible()
    order = [item.version.question.kind for item in Attempt.objects.get().items.select_related("version__question")]
    for kind in order:
        fill_in(page, QuestionKind(kind))
    press_until(page, "Xem lại và nộp")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Cả {len(SAMPLES)} câu đều đã có câu trả lời.")).to_be_visible()
    press_until(page, "Nộp bài")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Đúng {len(SCORED)}/{len(SCORED)} câu.", exact=False)).to_be_visible()
