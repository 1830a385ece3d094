"""What we write of questions and answers, read by a second reader of the standard."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions.grading import share
from courses.questions.models import Question, QuestionVersion
from courses.questions.types import by_hand
from courses.questions.xapi_form import interaction, response_pattern
from tests.questions.notation import EVERY_LIST, TYPE, faults, is_right, response_faults
from tests.questions.samples import BY_HAND, EVERY_KIND, KINDS, SAMPLES, data_of, questions, responses, right, version


@given(questions(), st.data())
def test_every_question_and_answer_is_in_the_notation(asked: tuple[str, dict[str, Any]], data: st.DataObject) -> None:
    kind, content = asked
    made = QuestionVersion(question=Question(kind=kind), number=1, prompt="?", data=content)
    definition = interaction(made)
    assert faults(definition) == []
    said = response_pattern(made, data.draw(responses(kind, content)))
    assert not said or response_faults(definition, said) == []


@given(questions(), st.data())
def test_who_reads_the_statement_judges_as_we_do(asked: tuple[str, dict[str, Any]], data: st.DataObject) -> None:
    """Wherever the right answers can be listed, and the answer is told."""
    kind, content = asked
    made = QuestionVersion(question=Question(kind=kind), number=1, prompt="?", data=content)
    definition, answer = interaction(made), data.draw(responses(kind, content) | st.just(right(kind, content)))
    said = response_pattern(made, answer)
    if said and "correctResponsesPattern" in definition:
        assert is_right(definition, said) == (share(kind, content, answer) == 1)


@pytest.mark.parametrize("kind", KINDS)
def test_the_samples_are_told(kind: str) -> None:
    made = version(kind)
    said = response_pattern(made, right(kind, SAMPLES[kind][0]))
    assert said
    assert response_faults(interaction(made), said) == []


def definition(kind: str, *patterns: str, **lists: list[str]) -> dict[str, Any]:
    parts = {name: [{"id": one} for one in ids] for name, ids in lists.items()}
    return {"type": TYPE, "interactionType": kind, "correctResponsesPattern": list(patterns), **parts}


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": TYPE, "interactionType": "essay"},
        definition("choice"),
        definition("true-false", "True"),
        definition("choice", "a[,]", choices=["a", "b"]),
        definition("choice", "a,b", choices=["a", "b"]),
        definition("choice", "a", choices=["a", "a"]),
        definition("choice", "a b", choices=["a b"]),
        definition("choice", "a[,]a", choices=["a", "b"]),
        definition("sequencing", "a[,]c", choices=["a", "b"]),
        definition("likert", "a[,]b", scale=["a", "b"]),
        definition("likert", "a", choices=["a", "b"]),
        definition("matching", "a[,]b", source=["a"], target=["b"]),
        definition("matching", "b[.]a", source=["a"], target=["b"]),
        definition("numeric", "[:]"),
        definition("numeric", "1,5"),
        definition("numeric", "5[:]4"),
        definition("performance", "a", steps=["a"]),
        definition("fill-in", "{lang=}a"),
    ],
)
def test_the_second_reader_finds_what_is_wrong(wrong: dict[str, Any]) -> None:
    assert faults(wrong) != []


def test_the_second_reader_knows_the_examples_of_the_standard() -> None:
    """Appendix C."""
    long = "{case_matters=false}{lang=en}To store and provide access to learning experiences."
    rights = [
        definition("true-false", "true"),
        definition("choice", "golf[,]tetris", choices=["golf", "facebook", "tetris", "scrabble"]),
        definition("fill-in", "Bob's your uncle"),
        definition("long-fill-in", long),
        definition("likert", "likert_3", scale=["likert_0", "likert_3"]),
        definition("matching", "ben[.]3[,]chris[.]2", source=["ben", "chris"], target=["2", "3"]),
        definition("performance", "pong[.]1:[,]dg[.]:10[,]lunch[.]", steps=["pong", "dg", "lunch"]),
        definition("sequencing", "tim[,]mike", choices=["tim", "mike"]),
        definition("numeric", "4[:]"),
        definition("other", "(35.937432,-86.868896)"),
    ]
    assert [faults(one) for one in rights] == [[]] * len(rights)


def documented(kind: str) -> str:
    """The row of a kind's sample in the table for integrators."""
    made = version(kind)
    definition, answer = interaction(made), response_pattern(made, right(kind, data_of(kind)))
    if kind in BY_HAND:
        answer = by_hand(kind).judged_pattern(data_of(kind), BY_HAND[kind][2])
    lists = [f"`{name}`" for name in EVERY_LIST if name in definition]
    patterns = [f"`{pattern}`" for pattern in definition.get("correctResponsesPattern", [])]
    cells = [
        f"`{kind}`",
        f"`{definition['interactionType']}`",
        ", ".join(lists),
        ", ".join(patterns),
        f"`{answer}`" if answer else "",
    ]
    return f"| {' | '.join(cells)} |"


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_table_for_integrators_says_what_we_write(kind: str) -> None:
    assert documented(kind) in Path("docs/integrators.md").read_text().splitlines()
