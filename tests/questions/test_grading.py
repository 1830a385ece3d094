"""What an answer earns."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions.grading import grade, is_scored, rounded, share
from courses.questions.models import QuestionKind
from courses.questions.responses import MAX_TEXT, is_answered, well_formed
from courses.questions.types import is_manual
from courses.questions.types.numbers import read_number, write_number
from courses.questions.validation import validate_data
from tests.questions.samples import KINDS, SAMPLES, garbage, questions, right

Asked = tuple[str, dict[str, Any]]


@given(questions())
def test_the_right_answer_earns_the_whole_point(asked: Asked) -> None:
    kind, data = asked
    validate_data(kind, data)
    assert grade(kind, data, right(kind, data)) == int(is_scored(kind) and not is_manual(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_answer_of_the_right_shape_earns_nothing(kind: str) -> None:
    data, wrong = SAMPLES[kind]
    assert grade(kind, data, wrong) == 0


@given(questions(), garbage)
def test_whatever_comes_in_earns_between_nothing_and_a_point(asked: Asked, response: Any) -> None:
    kind, data = asked
    assert 0 <= grade(kind, data, response) <= 1


@given(questions(), garbage)
def test_what_is_no_response_never_raises_and_earns_nothing(asked: Asked, response: Any) -> None:
    kind, data = asked
    if well_formed(kind, data, response) is None:
        assert grade(kind, data, response) == 0


@pytest.mark.parametrize("response", [True, 1.0, "1", -1, 3, 10**30, [1], {"1": 1}, None, float("nan")])
def test_only_an_index_answers_a_single_choice(response: Any) -> None:
    assert grade(QuestionKind.SINGLE, SAMPLES[QuestionKind.SINGLE][0], response) == 0


@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_clicking_is_irrelevant(asked: Asked, dice: Any) -> None:
    kind, data = asked
    if kind not in {QuestionKind.MULTIPLE, QuestionKind.MATCH}:
        return
    clicked = list(data["correct"])
    dice.shuffle(clicked)
    assert grade(kind, data, clicked) == 1


@given(questions())
def test_a_whole_point_is_earned_by_nothing_less(asked: Asked) -> None:
    kind, data = asked
    if kind in {QuestionKind.ORDER, QuestionKind.MATCH}:
        short = [None, *data["correct"][1:]] if kind == QuestionKind.ORDER else data["correct"][1:]
        assert grade(kind, data, short) < 1


def test_all_the_right_choices_and_no_other() -> None:
    data = SAMPLES[QuestionKind.MULTIPLE][0]
    assert [grade("multiple", data, given) for given in ([2, 0], [0], [0, 1, 2], [])] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.500", "1500"),
        ("1,500", "1.5"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("1,500,000", "1500000"),
        ("1 500 000", "1500000"),
        ("1500.250", "1500.25"),
        ("0.125", "0.125"),
        ("-3", "-3"),
        ("\u2212 3,0", "-3"),
        ("+007", "7"),
        (",5", "0.5"),
        ("-0", "0"),
        *((text, None) for text in ("", "1.2.3", "12.34.567", "1,2,3", "1e5", "12 5", "mười", "1.500.00", "--1", "٣")),
    ],
)
def test_numbers_are_read_as_people_here_write_them(typed: str, read: str | None) -> None:
    assert read_number(typed) == read
    assert read is None or read_number(write_number(read)) == read


def test_a_number_is_right_within_its_tolerance_with_or_without_its_unit() -> None:
    data = SAMPLES["numeric"][0]
    rights = ["12,5", "12.5", "13", "12", "12,5kg", "12,5 KG", "12,000"]
    assert [grade("numeric", data, typed) for typed in rights] == [1] * len(rights)
    wrongs = ["13,01", "11,99", "12.500", "12,5 g", "khoảng 12", "", None, 12.5]
    assert [grade("numeric", data, typed) for typed in wrongs] == [0] * len(wrongs)
    assert [grade("numeric", {"low": None, "high": "4"}, typed) for typed in ("-100", "4", "4,1")] == [1, 1, 0]


def test_credit_by_parts_or_for_the_whole() -> None:
    several = {**SAMPLES["multiple"][0], "credit": "partial"}
    assert [share("multiple", several, given) for given in ([0, 2], [0], [0, 1, 2], [1], [0, 1])] == [
        *(1, Fraction(1, 2), Fraction(1, 2), 0, 0)
    ]
    order, match = {**SAMPLES["order"][0], "credit": "all"}, {**SAMPLES["match"][0], "credit": "all"}
    assert [grade("order", order, given) for given in ([1, 2, 0], [1, 0, 2])] == [1, 0]
    assert [grade("match", match, given) for given in ([[0, 1], [1, 0]], [[0, 1]])] == [1, 0]


def test_gaps_earn_by_themselves_and_in_their_own_order() -> None:
    data = {"blanks": [["sông", "rạch"], ["biển"]]}
    given: list[Any] = [["rạch", "biển"], ["sông", None], [None, "BIEN"], ["biển", "sông"], ["sông"], "sông"]
    assert [grade("fill", data, one) for one in given] == [1, Decimal("0.5"), Decimal("0.5"), 0, 0, 0]


TYPED = ["Hà Nội", "Ha\u0300 Nội", "hà nội", "Hà  Nội", "Ha Noi", "ha  noi", "HàNội"]


@pytest.mark.parametrize(
    ("folding", "right"),
    [
        (["case", "space", "marks"], TYPED[:6]),
        (["case", "space"], TYPED[:4]),
        (["space", "marks"], [*TYPED[:2], *TYPED[3:5]]),
        (["case"], TYPED[:3]),
        ([], TYPED[:2]),
    ],
)
def test_an_author_says_what_makes_no_difference(folding: list[str], right: list[str]) -> None:
    data = {"blanks": [["Hà Nội"]], "folding": folding}
    assert [typed for typed in TYPED if grade("fill", data, [typed])] == right


@pytest.mark.parametrize("typed", ["Mười", "muoi", "  MƯỜI ", "10", " 10"])
def test_a_gap_forgives_spaces_case_and_marks(typed: str) -> None:
    assert grade("fill", SAMPLES["fill"][0], typed) == 1


@pytest.mark.parametrize("typed", ["", "   ", "mười một", "1 0", "\u0301", "x" * (MAX_TEXT + 1)])
def test_a_gap_forgives_nothing_else(typed: str) -> None:
    assert grade("fill", SAMPLES["fill"][0], typed) == 0


def test_an_order_earns_by_right_places_and_not_by_repeating_one_step() -> None:
    data = SAMPLES[QuestionKind.ORDER][0]
    assert share("order", data, [1, 0, 2]) == Fraction(1, 3)
    assert grade("order", data, [1, None, None]) == Decimal("0.3333")
    assert grade("order", data, [1, 1, 1]) == 0


def test_a_match_earns_by_right_pairs_and_not_by_naming_every_pair() -> None:
    data = SAMPLES[QuestionKind.MATCH][0]
    assert grade("match", data, [[0, 1]]) == Decimal("0.5")
    assert grade("match", data, [[0, 1], [0, 0], [1, 0]]) == 0


def test_rounding_never_lifts_over_a_threshold() -> None:
    assert rounded(Fraction(99999, 100000)) == Decimal("0.9999")


def test_a_half_filled_order_is_answered_and_an_empty_one_is_not() -> None:
    answers: list[Any] = [0, "x", [None, 1], None, " ", [], [None, None]]
    assert [is_answered(answer) for answer in answers] == [True, True, True, False, False, False, False]
