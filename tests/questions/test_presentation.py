"""A question on the page, and what comes back from it."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.questions.models import Question, QuestionVersion
from courses.questions.presentation import parse, present
from courses.questions.responses import MAX_TEXT, well_formed
from courses.questions.types import type_of
from courses.questions.wording import response_feedback, response_words, right_words
from tests.questions.fields import sent_by
from tests.questions.samples import EVERY_KIND, data_of, questions_of, responses, right, version


def html(made: QuestionVersion, order: list[int], response: Any = None) -> str:
    item = present(made, order, response, prefix="cau-1", number=1)
    return render_to_string(item.template, {"item": item})


def filled_in(page: str) -> QueryDict:
    """What a browser would send of the page as it stands."""
    post = QueryDict(mutable=True)
    for name, values in sent_by(BeautifulSoup(page, "html.parser")).items():
        post.setlist(name, values)
    return post


@pytest.mark.parametrize("kind", EVERY_KIND)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_saved_answer_is_shown_and_comes_back_in_original_indices(kind: str, data: st.DataObject) -> None:
    _, content = data.draw(questions_of(kind))
    made = QuestionVersion(question=Question(kind=kind), number=1, prompt="?", data=content)
    order = data.draw(st.permutations(range(type_of(kind).things_to_order(content))))
    answer = well_formed(kind, content, data.draw(responses(kind, content) | st.just(right(kind, content))))
    assert parse(made, order, filled_in(html(made, order, answer)), "cau-1") == answer


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_an_untouched_question_is_unanswered(kind: str) -> None:
    made = version(kind)
    order = list(range(type_of(kind).things_to_order(data_of(kind))))
    assert parse(made, order, filled_in(html(made, order)), "cau-1") is None
    assert parse(made, order, QueryDict(), "cau-1") is None


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_question_has_a_legend_and_every_field_a_label(kind: str) -> None:
    order = list(range(type_of(kind).things_to_order(data_of(kind))))
    page = html(version(kind, prompt="Chọn <b>gì</b>?"), order)

    assert re.search(r"<legend>Câu 1\.\s+Chọn &lt;b&gt;gì&lt;/b&gt;\?</legend>", page)
    for field in re.findall(r'<(?:select|textarea|input type="text") id="([^"]+)"', page):
        assert f'<label for="{field}">' in page
    assert page.count('<label class="choice">') == len(re.findall(r'type="(?:radio|checkbox)"', page))
    assert "script" not in page
    assert "style=" not in page


def test_the_fields_do_not_tell_the_right_order() -> None:
    page = html(version("order"), [2, 0, 1])
    assert re.findall(r'<option value="(\d+)">([^<]+)</option>', page)[:3] == [
        ("0", "Lưu tệp"),
        ("1", "Mở máy"),
        ("2", "Gõ chữ"),
    ]


@pytest.mark.parametrize("sent", ["cau-1=9", "cau-1=-1", "cau-1=x", "cau-1=", "cau-1=" + "9" * 5000, "khac=1"])
def test_a_forged_choice_is_no_answer(sent: str) -> None:
    assert parse(version("single"), [2, 1, 0], QueryDict(sent), "cau-1") is None


def test_positions_are_turned_into_indices() -> None:
    assert parse(version("single"), [2, 0, 1], QueryDict("cau-1=2"), "cau-1") == 1
    assert parse(version("multiple"), [2, 0, 1], QueryDict("cau-1=0&cau-1=1&cau-1=0"), "cau-1") == [0, 2]
    assert parse(version("order"), [2, 0, 1], QueryDict("cau-1-0=2&cau-1-2=1"), "cau-1") == [1, None, 0]
    assert parse(version("match"), [2, 0, 1], QueryDict("cau-1-1=1"), "cau-1") == [[1, 0]]


def test_a_text_is_kept_short_and_storable() -> None:
    post = QueryDict(mutable=True)
    post["cau-1"] = " mười\x00 " + "x" * 999
    kept = parse(version("fill"), [], post, "cau-1")
    assert isinstance(kept, list)
    assert kept[0].startswith("mười ")
    assert len(kept[0]) < MAX_TEXT


@pytest.mark.parametrize("sent", ["a\r\nb\r\n\r\nc", "a\rb\r\rc", "a\nb\r\n\rc", "a\r\nb\n\nc"])
def test_a_line_ends_as_in_any_text_area(sent: str) -> None:
    made = version("essay")
    post = QueryDict(mutable=True)
    post["cau-1"] = sent
    assert parse(made, [], post, "cau-1") == well_formed("essay", made.data, sent) == "a\nb\n\nc"
    assert parse(made, [], filled_in(html(made, [], "a\nb\n\nc")), "cau-1") == "a\nb\n\nc"


def test_carriage_returns_alone_are_lines_of_their_own() -> None:
    made = version("essay")
    kept = well_formed("essay", made.data, "1\r\r\n1")
    assert kept == "1\n\n1"
    assert parse(made, [], filled_in(html(made, [], kept)), "cau-1") == kept


def several_gaps() -> QuestionVersion:
    question = Question(kind="fill")
    data = {"blanks": [["sông"], ["biển", "bể"]], "folding": ["case", "space"]}
    return QuestionVersion(question=question, number=1, prompt="Nước chảy ra ___ rồi ra ____.", data=data)


def test_several_gaps_are_numbered_in_the_prompt_and_at_their_fields() -> None:
    made = several_gaps()
    page = html(made, [], ["Sông", None])
    assert "Nước chảy ra (1) ___ rồi ra (2) ____." in page
    assert re.findall(r'<label for="([^"]+)">([^<]+)<', page) == [
        ("cau-1-0", "Chỗ trống 1"),
        ("cau-1-1", "Chỗ trống 2"),
    ]
    assert re.findall(r'<input type="text" id="([^"]+)" name="([^"]+)" value="([^"]*)"', page) == [
        ("cau-1-0", "cau-1-0", "Sông"),
        ("cau-1-1", "cau-1-1", ""),
    ]
    assert "cần viết đúng dấu" in page
    assert parse(made, [], QueryDict("cau-1-1= bể "), "cau-1") == [None, "bể"]
    assert right_words(made) == ["1. sông", "2. biển"]
    assert response_words(made, [None, "Nguyễn"]) == ["2. Nguyễn"]


def test_each_step_of_a_scale_is_answered_in_the_author_s_words() -> None:
    made = version("likert")
    made.data = {**made.data, "feedback": ["Xem lại bài 2.", "", ""]}
    assert [response_feedback(made, step) for step in (0, 1, None)] == [["Xem lại bài 2."], [], []]


def test_a_gap_filled_wrongly_is_answered_in_the_author_s_words() -> None:
    made = version("fill")
    made.data = {**made.data, "feedback": ["Đếm lại."]}
    assert [response_feedback(made, [text]) for text in ("chín", "10", None)] == [["Đếm lại."], [], []]
    made.data = {"blanks": [["a"], ["b"], ["c"]], "feedback": ["Một.", "", "Ba."]}
    assert response_feedback(made, ["x", "x", "x"]) == ["1. Một.", "3. Ba."]
    assert response_feedback(made, ["A", "x", None]) == []


def test_a_pair_matched_wrongly_is_answered_in_the_author_s_words() -> None:
    made = version("match")
    made.data = {**made.data, "feedback": ["Đếm lại.", "Xem từ này."]}
    assert response_feedback(made, [[0, 0], [1, 0]]) == ["Đếm lại."]
    assert response_feedback(made, [[0, 1]]) == []
    assert response_feedback(made, [[0, 2], [1, 1]]) == ["Đếm lại.", "Xem từ này."]


def test_a_wrong_number_is_answered_in_the_author_s_words() -> None:
    made = version("numeric")
    made.data = {**made.data, "feedback": "Cân lại."}
    assert [response_feedback(made, text) for text in ("13", "13,1", "mười", None)] == [
        [],
        ["Cân lại."],
        ["Cân lại."],
        [],
    ]


def test_a_step_out_of_its_place_is_answered_in_the_author_s_words() -> None:
    made = version("order")
    made.data = {**made.data, "feedback": ["Máy.", "Chữ.", "Tệp."]}
    assert response_feedback(made, [1, 2, 0]) == []
    assert response_feedback(made, [1, 0, 2]) == ["Máy.", "Tệp."]
    assert response_feedback(made, [1, 1, None]) == ["Chữ."]


def test_answers_in_words() -> None:
    assert right_words(version("multiple")) == ["Sông", "Biển"]
    assert right_words(version("fill")) == ["mười"]
    assert right_words(version("order")) == ["1. Gõ chữ", "2. Lưu tệp", "3. Mở máy"]
    assert right_words(version("match")) == ["Một → One", "Hai → Two"]
    assert response_words(version("order"), [None, 0, None]) == ["2. Mở máy"]
    assert response_words(version("truefalse"), 0) == ["Đúng"]
    assert response_words(version("single"), None) == []
