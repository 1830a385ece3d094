"""What is written out and read in again is the same question, in every format that writes."""

import io
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.exchange.formats import gift, gift_out, sheet
from courses.exchange.items import Item
from courses.questions.plain_text import to_text
from courses.questions.types.feedback import with_feedback
from courses.questions.validation import validate_data
from tests.questions.samples import questions

MARKS = "abcđĐêộ =~#{}:*\\/->%[]()|_1,.\"'<&"
texts = st.text(MARKS, min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
prompts = st.lists(texts, min_size=1, max_size=3).map("\n".join)


@st.composite
def items(draw: st.DrawFn) -> Item:
    kind, data = draw(questions())
    if kind in ("single", "multiple", "truefalse", "likert") and draw(st.booleans()):
        data = with_feedback(data, [draw(texts | st.just("")) for _choice in data["choices"]])
    asked = " ".join(["___"] * len(data["blanks"])) if kind == "fill" and len(data["blanks"]) > 1 else draw(prompts)
    return Item(
        place="",
        kind=kind,
        prompt=asked,
        data=data,
        explanation=draw(prompts | st.just("")),
        hints=tuple(draw(st.lists(texts, max_size=2))),
        tags=tuple(sorted(draw(st.sets(texts.filter(lambda tag: "," not in tag and '"' not in tag), max_size=2)))),
        difficulty=draw(st.sampled_from(["easy", "medium", "hard"])),
        competence=draw(st.sampled_from(["", "2.3"])),
        key=draw(st.sampled_from(["", "cau-1", "e7c1c1c8-3a04-4b47-8d4e-0d7f2a3bb0a1"])),
    )


def told(item: Item) -> tuple[Any, ...]:
    validate_data(item.kind, item.data, item.prompt)
    return (
        item.kind,
        item.prompt,
        to_text(item.kind, item.data),
        item.explanation,
        item.hints,
        item.tags,
        item.difficulty,
        item.competence,
        item.key,
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(items().filter(gift_out.can_write), min_size=1, max_size=3))
def test_gift(written: list[Item]) -> None:
    read = gift.read(gift_out.write(written))
    assert [told(one) for one in read if isinstance(one, Item)] == [told(one) for one in written]


@settings(max_examples=40, deadline=None)
@given(st.lists(items(), min_size=1, max_size=3))
def test_spreadsheet(written: list[Item]) -> None:
    stream = io.BytesIO()
    sheet.write(stream, written)
    read = sheet.read(stream.getvalue())
    assert [told(one) for one in read if isinstance(one, Item)] == [told(one) for one in written]


def test_the_template_reads_as_questions() -> None:
    stream = io.BytesIO()
    sheet.write_template(stream)
    read = [one for one in sheet.read(stream.getvalue()) if isinstance(one, Item)]
    assert [one.kind for one in read] == ["single", "match"]
    assert all(told(one) for one in read)


def test_a_question_longer_than_a_cell_stays_out_and_is_counted() -> None:
    stream, data = io.BytesIO(), {"choices": ["a", "b"], "correct": 0}
    long = Item("", "single", "Dài?", data, explanation="x" * (sheet.LONGEST_CELL + 1))
    sheet.write(stream, [Item("", "single", "Ngắn?", data), long])
    assert [one.prompt for one in sheet.read(stream.getvalue())] == ["Ngắn?"]
    help_sheet = openpyxl.load_workbook(stream)[sheet.HELP_SHEET]
    assert help_sheet["A1"].value == "1 câu dài hơn một ô chứa được, không có trong tệp này."
