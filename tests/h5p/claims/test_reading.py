"""What is read of a statement from a browser, and what is refused."""

from typing import Any

import pytest

from content.h5p.claims.limits import MAX_DEPTH, MAX_TEXT
from content.h5p.claims.reading import ClaimRefused, Refusal, read
from tests.h5p.claims.sending import ACTIVITY, ADL, claim, scored, sent

CHILD = "2f9c1a34-0f0a-4c37-9d6a-4f1f2c9f1e55"


def test_an_answer_to_the_whole_content_is_read() -> None:
    definition = {
        "interactionType": "choice",
        "choices": [{"id": "0", "description": {"en-US": "Đúng"}}, {"id": "1", "description": {"en-US": "Sai"}}],
    }
    result = scored(1, 2, success=False, response="0")
    found = claim("answered", library="H5P.MultiChoice-1.16", definition=definition, result=result)
    assert (found.is_top, found.is_ending, found.part, found.parent) == (True, True, None, None)
    assert (found.raw, found.max, found.scaled, found.success, found.completion) == (1, 2, 0.5, False, True)
    assert (found.response, found.duration, found.interaction) == ("0", "PT7.31S", "choice")
    assert found.choices == ("0", "1")
    assert found.library is not None
    assert (found.library.name, found.library.version, found.library.patch) == ("H5P.MultiChoice", (1, 16), None)


def test_a_part_names_itself_and_what_holds_it() -> None:
    found = claim("answered", part=CHILD, parent=None)
    assert (found.part, found.parent, found.has_parent, found.is_top) == (CHILD, None, True, False)
    assert claim("answered", part=CHILD, parent="slide-3").parent == "slide-3"


def test_a_part_without_parent_is_still_none_of_the_top_level() -> None:
    """As a course presentation sends it."""
    assert not claim("answered", part=CHILD).is_top


def test_a_part_without_an_id_of_its_own_is_none_of_the_top_level() -> None:
    """As a single choice set of an old package sends it: the object is the whole content, and so is the parent."""
    found = claim("answered", parent=None)
    assert found.part is None
    assert not found.is_top


def test_a_parent_elsewhere_is_none() -> None:
    statement = sent("answered")
    statement["context"]["contextActivities"]["parent"] = [{"id": "https://evil.example/x"}]
    assert read(statement, ACTIVITY).is_top


@pytest.mark.parametrize(
    "result",
    [
        {"score": {"raw": "5", "max": "5"}},
        {"score": {"raw": True, "max": None}},
        {"score": 5, "success": "true", "completion": 1, "response": 3, "duration": 9},
        {"score": {"raw": 10**12, "max": -(10**12), "scaled": None}},
        {"score": None, "success": None, "completion": None, "response": None, "duration": None},
        None,
        [],
        {},
    ],
)
def test_what_is_missing_null_or_of_another_type_is_read_as_not_said(result: Any) -> None:
    statement = {**sent("completed"), "result": result}
    found = read(statement, ACTIVITY)
    assert {found.raw, found.max, found.scaled, found.success, found.completion} == {None}
    assert {found.response, found.duration} == {None}


def test_half_an_emoji_is_read_as_something_that_can_be_kept() -> None:
    response = claim("answered", result={"response": "xin ch\ud83d"}).response
    assert response is not None
    response.encode()


@pytest.mark.parametrize(
    "iri",
    [
        "https://hoc.example.vn/hoat-dong/bai/khac/h5p",
        f"{ACTIVITY}?subContentId=",
        f"{ACTIVITY}?subContentId=a/../b",
        f"{ACTIVITY}?subContentId={'a' * 65}",
        f"{ACTIVITY}?subContentId=a&x=1",
        f"{ACTIVITY}#a",
        f"{ACTIVITY}x",
        ACTIVITY.upper(),
        "",
        None,
        7,
        [ACTIVITY],
    ],
)
def test_what_belongs_to_another_content_is_refused(iri: Any) -> None:
    statement = sent("completed")
    statement["object"]["id"] = iri
    with pytest.raises(ClaimRefused) as refused:
        read(statement, ACTIVITY)
    assert refused.value.reason is Refusal.OBJECT
    assert "không thuộc nội dung này" in refused.value.message


@pytest.mark.parametrize(
    "verb",
    [
        f"{ADL}voided",
        f"{ADL}registered",
        "https://w3id.org/xapi/adl/verbs/satisfied",
        "https://w3id.org/xapi/tla/verbs/certified",
        f"{ADL}accessed-reuse",
        f"{ADL}completed ",
        "completed",
        None,
        {},
    ],
)
def test_what_is_no_learning_is_refused(verb: Any) -> None:
    with pytest.raises(ClaimRefused) as refused:
        read({**sent("completed"), "verb": {"id": verb}}, ACTIVITY)
    assert refused.value.reason is Refusal.VERB


@pytest.mark.parametrize("statement", [None, 1, "x", [], [sent("completed")], True])
def test_what_is_no_statement_is_refused(statement: Any) -> None:
    with pytest.raises(ClaimRefused) as refused:
        read(statement, ACTIVITY)
    assert refused.value.reason is Refusal.SHAPE


def _nested(depth: int) -> Any:
    value: Any = "x"
    for _level in range(depth):
        value = [value]
    return value


def _endless() -> Any:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        (_nested(MAX_DEPTH), Refusal.SIZE),
        (_nested(100_000), Refusal.SIZE),
        (_endless(), Refusal.SIZE),
        ("x" * (MAX_TEXT + 1), Refusal.SIZE),
        ({"x" * (MAX_TEXT + 1): 1}, Refusal.SIZE),
        ([0] * 20_001, Refusal.SIZE),
        (float("nan"), Refusal.SHAPE),
        (float("inf"), Refusal.SHAPE),
        (10**4000, Refusal.SHAPE),
        ({1: 2}, Refusal.SHAPE),
        (b"bytes", Refusal.SHAPE),
        ((1, 2), Refusal.SHAPE),
        ({"set"}, Refusal.SHAPE),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, Refusal) else "extra",
)
def test_too_much_and_what_no_json_holds_is_refused(extra: Any, reason: Refusal) -> None:
    with pytest.raises(ClaimRefused) as refused:
        read({**sent("completed"), "context": {"extensions": {"https://x.example/": extra}}}, ACTIVITY)
    assert refused.value.reason is reason
    assert refused.value.message
