"""A learner at an assessment of one question of each kind: she answers by the words on the page."""

import re
from typing import Any

from playwright.sync_api import Locator, Page

from courses.questions.models import QuestionKind
from tests.questions.samples import SAMPLES, data_of, right

PROMPTS = {kind: f"Hỏi về {kind.label.lower()}?" for kind in QuestionKind}

TYPED = (QuestionKind.FILL, QuestionKind.NUMERIC, QuestionKind.ESSAY)


def question(page: Page, kind: QuestionKind) -> Locator:
    return page.get_by_role("group", name=re.compile(re.escape(PROMPTS[kind])))


def answer_all(page: Page, wrong: tuple[QuestionKind, ...] = ()) -> None:
    for kind in map(QuestionKind, SAMPLES):
        answer(page, kind, wrong=kind in wrong)


def answer(page: Page, kind: QuestionKind, *, wrong: bool = False) -> None:
    data, mistake = SAMPLES[kind]
    said, place = words(kind, mistake if wrong else right(kind, data)), question(page, kind)
    if kind in TYPED:
        place.get_by_role("textbox").fill(said[""])
    elif kind in (QuestionKind.ORDER, QuestionKind.MATCH):
        for label, text in said.items():
            place.get_by_label(label, exact=True).select_option(label=text)
    else:
        for text in said:
            place.get_by_label(text, exact=True).check()


def words(kind: QuestionKind, response: Any) -> dict[str, str]:
    """What to do on the page: label of a field -> what to put there."""
    data = data_of(kind)
    if kind in TYPED:
        return {"": response[0] if isinstance(response, list) else response}
    if kind == QuestionKind.ORDER:
        return {f"Bước {place}": data["choices"][index] for place, index in enumerate(response, start=1)}
    if kind == QuestionKind.MATCH:
        return {data["left"][left]: data["right"][partner] for left, partner in response}
    return {data["choices"][index]: "" for index in (response if isinstance(response, list) else [response])}


def shown(page: Page, kind: QuestionKind) -> dict[str, str]:
    """What stands in the fields now, in the form of ``words``."""
    place = question(page, kind)
    if kind in TYPED:
        return {"": place.get_by_role("textbox").input_value()}
    if kind in (QuestionKind.ORDER, QuestionKind.MATCH):
        read = "select => [select.labels[0].innerText, select.selectedOptions[0].innerText]"
        return dict(choice.evaluate(read) for choice in place.get_by_role("combobox").all())
    return {choice.inner_text().strip(): "" for choice in place.locator("label:has(:checked)").all()}
