"""Each type's score, recomputed from the response: equal to a naive count over drawn answers, and case by case."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.h5p.claims.grading import Outcome, Reason, Verdict, regrade
from tests.h5p.claims.contents import (
    BLANKS,
    DRAG_TEXT,
    MARK_THE_WORDS,
    MULTI_CHOICE,
    TRUE_FALSE,
    blanks,
    multi_choice,
    true_false,
)
from tests.h5p.claims.sending import answered

Json = dict[str, Any]
word = st.text("abcdeghiklmnopqrstuvxyăâđêôơưáàảãạéèíìóòúùý", min_size=1, max_size=8)


def graded(library: str, parameters: Json, response: str | None, patch: int | None = None) -> Verdict:
    """What the server comes to, whatever was claimed."""
    return regrade(library, parameters, answered(response, 0, 1), patches={library: patch} if patch else None)


def points(library: str, parameters: Json, response: str) -> tuple[Any, Any, Any]:
    verdict = graded(library, parameters, response, patch=99)
    return verdict.raw, verdict.max, verdict.success


def joined(places: list[int]) -> str:
    return "[,]".join(map(str, places))


# -- Multiple choice --------------------------------------------------------------


@given(st.lists(st.booleans(), min_size=2, max_size=8), st.data())
def test_each_right_answer_earns_a_point_and_each_wrong_one_costs_it(right: list[bool], data: Any) -> None:
    chosen = data.draw(st.lists(st.sampled_from(range(len(right))), unique=True))
    raw, most, success = points(MULTI_CHOICE, multi_choice(*right, type="multi"), joined(chosen))
    if not any(right):
        assert (raw, most) == (int(not chosen), 1)
        return
    hits, misses = sum(right[place] for place in chosen), sum(not right[place] for place in chosen)
    assert (raw, most) == (max(hits - misses, 0), sum(right))
    assert success is (raw == most)


@given(st.lists(st.booleans(), min_size=2, max_size=8), st.data())
def test_one_point_for_the_whole_from_the_pass_mark_on(right: list[bool], data: Any) -> None:
    right[0] = True
    chosen = data.draw(st.lists(st.sampled_from(range(len(right))), unique=True))
    mark = data.draw(st.integers(0, 100))
    hits, misses = sum(right[place] for place in chosen), sum(not right[place] for place in chosen)
    share = 100 * max(hits - misses, 0) / sum(right)
    asked = multi_choice(*right, type="multi", singlePoint=True, passPercentage=mark)
    assert points(MULTI_CHOICE, asked, joined(chosen))[:2] == (int(share >= mark), 1)


@given(st.integers(2, 8), st.data())
def test_with_one_right_answer_one_is_chosen(count: int, data: Any) -> None:
    right, chosen = data.draw(st.integers(0, count - 1)), data.draw(st.integers(0, count - 1))
    asked = multi_choice(*[place == right for place in range(count)])
    assert points(MULTI_CHOICE, asked, str(chosen)) == (int(chosen == right), 1, chosen == right)
    assert points(MULTI_CHOICE, asked, "")[:2] == (0, 1)
    assert graded(MULTI_CHOICE, asked, joined([chosen, (chosen + 1) % count])).reason is Reason.RESPONSE


def test_weights_count() -> None:
    asked = multi_choice(True, True, False, type="multi")
    asked["answers"][0]["weight"] = 3
    assert points(MULTI_CHOICE, asked, "0")[:2] == (3, 4)
    assert points(MULTI_CHOICE, asked, "0[,]2")[:2] == (2, 4)


@pytest.mark.parametrize(
    "response", ["9", "-1", "0[,]0", "a", "0,1", "٣", "1.0", "[,]", "0[,]", "99999999999999999999"]
)
def test_a_response_that_names_no_answers_cannot_be_judged(response: str) -> None:
    verdict = graded(MULTI_CHOICE, multi_choice(True, True, False), response)
    assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_KNOW, Reason.RESPONSE)


# -- True or false ----------------------------------------------------------------


@pytest.mark.parametrize("right", ["true", "false"])
@pytest.mark.parametrize("response", ["true", "false", ""])
def test_true_or_false_has_one_point(right: str, response: str) -> None:
    assert points(TRUE_FALSE, true_false(right), response) == (int(right == response), 1, right == response)


# -- Blanks -----------------------------------------------------------------------


@given(st.lists(st.lists(word, min_size=1, max_size=3), min_size=1, max_size=5), st.data())
def test_a_gap_filled_with_one_of_its_answers_earns_a_point(gaps: list[list[str]], data: Any) -> None:
    asked = blanks("<p>" + " ".join(f"*{'/'.join(variants)}: gợi ý*" for variants in gaps) + "</p>")
    typed = [data.draw(st.sampled_from([*variants, "", "zzz"])) for variants in gaps]
    naive = sum(text in variants for text, variants in zip(typed, gaps, strict=True))
    verdict = graded(BLANKS, asked, "[,]".join(typed), patch=37)
    assert (verdict.raw, verdict.max, verdict.success) == (naive, len(gaps), None)


@pytest.mark.parametrize(
    ("question", "typed", "behaviour", "earned"),
    [
        ("*Hà Nội*", "Hà Nội", {}, 1),
        ("*Hà Nội*", "hà nội", {}, 0),
        ("*Hà Nội*", "hà NỘI", {"caseSensitive": False}, 1),
        ("* Hà Nội / Thăng Long *", "  Thăng Long ", {}, 1),
        ("*mã OTP:có sáu chữ số*", "mã OTP", {}, 1),
        ("*a&amp;b*", "a&b", {}, 1),
        ("*<strong>mật khẩu</strong>*", "mật khẩu", {}, 1),
        ("*mật&nbsp;khẩu*", "mật\u00a0khẩu", {}, 1),
        ("*Sacramento*", "Sacremento", {"acceptSpellingErrors": True}, 1),
        ("*Sacramento*", "Sacremneto", {"acceptSpellingErrors": True}, 1),
        ("*Sacramento*", "Sacrem", {"acceptSpellingErrors": True}, 0),
        ("*mạng*", "mạgn", {"acceptSpellingErrors": True}, 1),
        ("*mạng*", "mgạn", {"acceptSpellingErrors": True}, 0),
        ("*OTP*", "OPT", {"acceptSpellingErrors": True}, 0),
        ("*OTP*", "OTP", {"acceptSpellingErrors": True}, 1),
        ("*Sacramento*", "Sacremento", {"acceptSpellingErrors": "true"}, 0),
    ],
)
def test_what_counts_as_the_answer(question: str, typed: str, behaviour: Json, earned: int) -> None:
    verdict = graded(BLANKS, blanks(question, **behaviour), typed, patch=37)
    assert (verdict.raw, verdict.max) == (earned, 1)


def test_two_asterisks_together_and_a_last_one_alone_make_no_gap() -> None:
    asked = blanks("5 ** 2 là *25* và *", "<p>Không có</p>")
    assert graded(BLANKS, asked, "25", patch=37).max == 1


def test_a_gap_that_touches_another_is_none() -> None:
    assert graded(BLANKS, blanks("*a**b*"), "a", patch=37).max == 1
    assert graded(BLANKS, blanks("*a* *b*"), "a[,]b", patch=37).raw == 2


def test_a_typed_separator_cannot_be_told_from_the_next_gap() -> None:
    assert graded(BLANKS, blanks("*a* *b*"), "a[,]b[,]c", patch=37).reason is Reason.RESPONSE


def test_tags_in_a_gap_are_judged_only_where_the_version_takes_them_away() -> None:
    asked = blanks("*<em>a</em>*")
    assert graded(BLANKS, asked, "a", patch=11).reason is Reason.VERSION
    assert graded(BLANKS, asked, "a").reason is Reason.VERSION
    assert graded(BLANKS, asked, "a", patch=12).raw == 1


# -- Drag the words ---------------------------------------------------------------


@given(st.lists(word, min_size=1, max_size=6), st.data())
def test_a_gap_with_its_own_word_earns_a_point(words: list[str], data: Any) -> None:
    asked = {"textField": "\n".join(f"Dòng *{text}:gợi ý* này." for text in words), "distractors": "*nhiễu*"}
    dropped = [data.draw(st.sampled_from([*words, "nhiễu", ""])) for _word in words]
    naive = sum(mine == given for mine, given in zip(words, dropped, strict=True))
    verdict = graded(DRAG_TEXT, asked, "[,]".join(dropped))
    assert (verdict.raw, verdict.max, verdict.success) == (naive, len(words), None)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Một *từ*.", "từ"),
        ("*hai từ*", "hai từ"),
        ("*từ:gợi ý*", "từ"),
        (r"*từ\+Giỏi\-Chưa đúng*", "từ"),
        (r"*từ:gợi ý\+Giỏi\-Chưa đúng*", "từ"),
        ("*từ  *", "từ"),
        ("* từ*", " từ"),
        ("*một/hai*", "một/hai"),
        ("dòng *một\r\nhai*", "một<br/>hai"),
    ],
)
def test_a_words_hints_are_no_part_of_it(text: str, right: str) -> None:
    assert points(DRAG_TEXT, {"textField": text}, right)[:2] == (1, 1)
    assert points(DRAG_TEXT, {"textField": text}, "khác")[:2] == (0, 1)


# -- Mark the words ---------------------------------------------------------------


@given(st.lists(st.tuples(word, st.booleans()), min_size=1, max_size=10), st.data())
def test_each_right_word_earns_a_point_and_each_wrong_one_costs_it(words: list[tuple[str, bool]], data: Any) -> None:
    text = "<p>" + " ".join(f"*{text}*," if right else f"“{text}”!" for text, right in words) + "</p>"
    marked = data.draw(st.lists(st.sampled_from(range(len(words))), unique=True).map(sorted))
    hits, misses = sum(words[place][1] for place in marked), sum(not words[place][1] for place in marked)
    most = sum(right for _word, right in words)
    naive = max(hits - misses, 0) if most else int(not misses)
    assert points(MARK_THE_WORDS, {"textField": text}, joined(marked)) == (
        naive,
        most or 1,
        naive == (most or 1),
    )


@pytest.mark.parametrize(
    ("text", "count", "right"),
    [
        ("<p>Một *hai* ba</p>", 3, [1]),
        ("<p>Một</p><p>*hai*</p>", 2, [1]),
        ("Một<br/>*hai*", 2, [1]),
        ("một <strong>*hai*</strong> ba", 3, [1]),
        ("(*hai*). … *ba*?", 2, [0, 1]),
        ("*hai*'s ba", 2, []),
        ("*hai*x ba", 2, [0]),
        ("*hai từ* ba", 3, []),
        ("một&nbsp;*hai*", 2, [1]),
        ("**hai** ba", 2, []),
        ("&lt;b&gt; *hai*", 2, [1]),
    ],
)
def test_which_words_there_are_and_which_are_right(text: str, count: int, right: list[int]) -> None:
    asked = {"textField": text}
    assert points(MARK_THE_WORDS, asked, joined(right))[1] == (len(right) or 1)
    assert points(MARK_THE_WORDS, asked, joined(right))[0] == (len(right) or 1)
    assert graded(MARK_THE_WORDS, asked, str(count - 1)).reason is not Reason.RESPONSE
    assert graded(MARK_THE_WORDS, asked, str(count)).reason is Reason.RESPONSE


def test_a_phrase_was_one_word_in_old_versions() -> None:
    asked, old = {"textField": "một *hai ba* bốn"}, "H5P.MarkTheWords 1.9"
    assert graded(old, asked, "1", patch=8).raw == 1
    assert graded(old, asked, "1", patch=9).reason is Reason.VERSION
    assert (graded(old, asked, "", patch=10).raw, graded(old, asked, "", patch=10).max) == (1, 1)


# -- All of them ------------------------------------------------------------------

anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=12)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)
KEYS = {
    MULTI_CHOICE: ("answers", "behaviour", "weight"),
    TRUE_FALSE: ("correct",),
    BLANKS: ("questions", "behaviour"),
    DRAG_TEXT: ("textField", "distractors"),
    MARK_THE_WORDS: ("textField",),
    "H5P.SingleChoiceSet 1.11": ("choices", "behaviour"),
    "H5P.QuestionSet 1.21": ("questions", "poolSize", "passPercentage"),
    "H5P.Column 1.18": ("content",),
}


@pytest.mark.parametrize("library", KEYS)
@given(data=st.data())
def test_odd_parameters_never_raise(library: str, data: Any) -> None:
    parameters = {name: data.draw(anything) for name in KEYS[library]}
    verdict = graded(library, parameters, data.draw(st.text(max_size=12)))
    assert verdict.outcome in Outcome
    assert verdict.reason.words()


markup = st.lists(
    st.sampled_from(["*", "**", "<p>", "</", "<!", "<![x", "&", "&amp;", ":", "/", "\\+", "từ", " ", "[,]"])
)


@pytest.mark.parametrize(
    ("library", "of"),
    [
        (BLANKS, lambda text: {"questions": [text]}),
        (DRAG_TEXT, lambda text: {"textField": text}),
        (MARK_THE_WORDS, lambda text: {"textField": text}),
    ],
)
@given(data=st.data())
def test_odd_marks_never_raise(library: str, of: Callable[[str], Json], data: Any) -> None:
    text, response = "".join(data.draw(markup)), "".join(data.draw(markup))
    assert graded(library, of(text), response, patch=data.draw(st.integers(0, 60))).outcome in Outcome
