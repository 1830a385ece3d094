"""Questions and answers in the notation of the standard, valid for our own store."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions.models import Question, QuestionVersion
from courses.questions.types import by_hand
from courses.questions.xapi_form import interaction, response_pattern
from tests.questions.notation import is_right, response_faults
from tests.questions.samples import (
    EVERY_KIND,
    SAMPLES,
    SCORED,
    garbage,
    judgements,
    manual_questions,
    questions,
    right,
    version,
)
from xapi.validation_parts import activity, result

EXPECTED = {
    "single": ("choice", ["c1"]),
    "multiple": ("choice", ["c0[,]c2"]),
    "truefalse": ("true-false", ["false"]),
    "fill": ("fill-in", ["mười", "10"]),
    "order": ("sequencing", ["c1[,]c2[,]c0"]),
    "numeric": ("numeric", ["12[:]13"]),
    "likert": ("likert", None),
    "match": ("matching", ["l0[.]r1[,]l1[.]r0"]),
    "essay": ("long-fill-in", None),
    "performance": ("performance", ["s0[.]1[,]s1[.]1"]),
}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_each_kind_has_its_interaction_and_right_response(kind: str) -> None:
    definition = interaction(version(kind))
    assert (definition["interactionType"], definition.get("correctResponsesPattern")) == EXPECTED[kind]


def test_components_are_named_by_their_place_in_the_data() -> None:
    definition = interaction(version("match"))
    assert [part["id"] for part in definition["source"]] == ["l0", "l1"]
    assert [part["id"] for part in definition["target"]] == ["r0", "r1", "r2"]
    assert interaction(version("order"))["choices"][2] == {"id": "c2", "description": {"vi": "Lưu tệp"}}


@given(questions(), garbage)
def test_any_question_and_any_response_is_valid(asked: tuple[str, dict[str, Any]], response: Any) -> None:
    kind, data = asked
    made = QuestionVersion(question=Question(kind=kind), number=1, prompt="?", data=data)
    activity({"id": "https://example.org/q", "definition": interaction(made)}, "object", "2.0.0")
    result({"response": response_pattern(made, response)}, "result", "2.0.0")


@pytest.mark.parametrize("kind", SCORED)
def test_the_right_response_is_one_of_the_right_patterns(kind: str) -> None:
    made = version(kind)
    said = response_pattern(made, right(kind, SAMPLES[kind][0]))
    assert is_right(interaction(made), said)


def test_a_number_is_told_with_a_point_and_an_open_range_with_one_end() -> None:
    made = version("numeric")
    assert response_pattern(made, "12,4 kg") == "12.4"
    assert response_pattern(made, "mười hai") == ""
    made.data = {"low": "4", "high": None}
    assert interaction(made)["correctResponsesPattern"] == ["4[:]"]
    made.data = {"low": "-0.5", "high": "-0.5"}
    assert interaction(made)["correctResponsesPattern"] == ["-0.5"]


def test_an_opinion_has_a_scale_and_no_right_response() -> None:
    definition = interaction(version("likert"))
    assert [part["description"]["vi"] for part in definition["scale"]] == ["Không đồng ý", "Lưỡng lự", "Đồng ý"]
    assert "correctResponsesPattern" not in definition
    assert response_pattern(version("likert"), 2) == "c2"


def test_a_partial_order_and_no_response() -> None:
    assert response_pattern(version("order"), [None, 2, None]) == "c2"
    assert response_pattern(version("single"), None) == ""


def test_what_was_typed_is_not_told_only_what_it_stands_for() -> None:
    assert response_pattern(version("fill"), ["MUOI"]) == "mười"
    assert response_pattern(version("fill"), ["Nguyễn Thị Lan 0912"]) == ""


def test_what_a_person_marks_tells_nothing_of_what_was_written() -> None:
    assert response_pattern(version("essay"), "Nguyễn Thị Lan 0912") == ""


@given(manual_questions(), st.data())
def test_what_was_seen_of_a_performance_is_in_the_notation(
    asked: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    kind, content = asked
    made = QuestionVersion(question=Question(kind=kind), number=1, prompt="?", data=content)
    given_ = data.draw(judgements(kind, content))
    said = by_hand(kind).judged_pattern(content, given_)
    assert bool(said) == (kind == "performance")
    if said:
        assert response_faults(interaction(made), said) == []
        assert is_right(interaction(made), said) == (by_hand(kind).judged_share(content, given_) == 1)


def gaps(**data: Any) -> QuestionVersion:
    return QuestionVersion(question=Question(kind="fill"), number=1, prompt="?", data=data)


def test_several_gaps_stand_in_one_response() -> None:
    made = gaps(blanks=[["sông", "rạch"], ["biển"]], folding=["space", "marks"])
    rights = ["{case_matters=true}sông[,]biển", "{case_matters=true}rạch[,]biển"]
    assert interaction(made)["correctResponsesPattern"] == rights
    assert response_pattern(made, ["rach", "Biển"]) == "rạch[,]"
    assert response_pattern(made, [None, "bien"]) == "[,]biển"


def test_too_many_right_responses_are_not_listed() -> None:
    """The standard (1.0.3, Part Two, "Correct Responses Pattern"): better none than a list that is not whole."""
    made = gaps(blanks=[["a", "b", "c"]] * 4)
    assert "correctResponsesPattern" not in interaction(made)
    assert response_pattern(made, ["a", "b", "c", "a"]) == "a[,]b[,]c[,]a"
