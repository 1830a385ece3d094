"""The statement that is recorded of a claim: what stays, what goes, and that the LRS takes all of it."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.h5p.claims.cleaning import ENDING_POINT, SUB_CONTENT, clean
from content.h5p.claims.grading import regrade
from content.h5p.claims.plain import plain
from content.h5p.claims.reading import ClaimRefused, read
from tests.h5p.claims.contents import TRUE_FALSE, true_false
from tests.h5p.claims.sending import (
    ACTIVITY,
    ADL,
    CLAIMED,
    RECORDING,
    VERDICT,
    answered,
    claim,
    part_iri,
    scored,
    sent,
)
from tests.xapi.generated import anything
from xapi.validation import validate

Json = dict[str, Any]
ID = "3b6f0b1e-5f0a-4a3c-9a9e-0d7d5b7a1c11"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://hoc.example.vn", "name": "7d1f"}}


def recorded(statement: Json, **changed: Any) -> Json:
    made = clean(read(statement, ACTIVITY), dataclasses.replace(RECORDING, **changed))
    for version in ("1.0.3", "2.0.0"):
        validate({**made, "actor": ACTOR}, version)
    return made


def test_an_answer_becomes_a_statement_of_ours() -> None:
    definition = {
        "name": {"en-US": "Mật khẩu"},
        "description": {"en-US": "<p>Dấu hiệu nào là <strong>lừa đảo</strong>?</p>\n<p>Chọn hai.</p>"},
        "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
        "interactionType": "choice",
        "correctResponsesPattern": ["0[,]1"],
        "choices": [{"id": "0", "description": {"en-US": "Đòi mã <em>OTP</em>\n"}}, {"id": "1"}],
    }
    result = scored(1, 2, success=False, response="0")
    told = sent(
        "answered", part="q1", parent=None, library="H5P.MultiChoice-1.16", definition=definition, result=result
    )
    assert recorded(told) == {
        "verb": {"id": f"{ADL}answered"},
        "object": {
            "objectType": "Activity",
            "id": part_iri("q1"),
            "definition": {
                "name": {"vi": "Mật khẩu"},
                "description": {"vi": "Dấu hiệu nào là lừa đảo? Chọn hai."},
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "interactionType": "choice",
                "choices": [{"id": "0", "description": {"vi": "Đòi mã OTP"}}, {"id": "1"}],
            },
        },
        "context": {
            "language": "vi",
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": ACTIVITY}],
                "category": [{"objectType": "Activity", "id": "http://h5p.org/libraries/H5P.MultiChoice-1.16"}],
            },
            "extensions": {SUB_CONTENT: "q1"},
        },
        "timestamp": "2026-03-02T09:30:00.000000Z",
        "result": {
            "score": {"raw": 1, "min": 0, "max": 2, "scaled": 0.5},
            "success": False,
            "completion": True,
            "response": "0",
            "duration": "PT7.31S",
        },
    }


def test_what_a_browser_may_not_say_is_gone() -> None:
    forged = {
        **sent("completed", result=scored(1, 1)),
        "actor": {"objectType": "Agent", "mbox": "mailto:giam-doc@example.vn", "name": "Giám đốc"},
        "authority": {"objectType": "Agent", "mbox": "mailto:he-thong@example.vn"},
        "stored": "2020-01-01T00:00:00Z",
        "version": "9.9",
        "attachments": [{"usageType": "x"}],
        "context": {
            "registration": ID,
            "instructor": {"mbox": "mailto:a@b.vn"},
            "platform": "x",
            "revision": "y",
            "statement": {"objectType": "StatementRef", "id": ID},
            "extensions": {"https://evil.example/x": 1},
            "contextActivities": {
                "grouping": [{"id": "https://evil.example/g"}],
                "other": [{"id": "https://evil.example/o"}],
                "parent": [{"id": "https://evil.example/p"}],
                "category": [{"id": "https://evil.example/H5P.X-1.0"}],
            },
        },
    }
    forged["result"]["extensions"] = {VERDICT: {"outcome": "agreed"}, CLAIMED: {"raw": 9}}
    made = recorded(forged)
    assert set(made) == {"verb", "object", "context", "timestamp", "result"}
    assert made["context"] == {"language": "vi"}
    assert set(made["result"]) == {"score", "completion", "duration"}
    assert "evil" not in json.dumps(made)


@pytest.mark.parametrize(
    ("raw", "most", "score"),
    [
        (10, 1, {"raw": 1, "min": 0, "max": 1, "scaled": 1}),
        (-3, 5, {"raw": 0, "min": 0, "max": 5, "scaled": 0}),
        (2, 3, {"raw": 2, "min": 0, "max": 3, "scaled": 0.6667}),
        (0, 0, {"raw": 0, "min": 0, "max": 0}),
        (4, None, {"raw": 4, "min": 0}),
        (1, -1, None),
        (None, 5, None),
    ],
)
def test_a_score_lies_within_its_bounds(raw: Any, most: Any, score: Json | None) -> None:
    made = recorded(sent("completed", result={"score": {"raw": raw, "max": most, "min": 99, "scaled": 7}}))
    assert made.get("result", {}).get("score") == score


@pytest.mark.parametrize(
    ("sent_duration", "kept"),
    [
        ("PT12.34S", "PT12.34S"),
        ("PT12.3456S", "PT12.34S"),
        ("PT5S", "PT5S"),
        ("PT1H2M", "PT1H2M"),
        ("PTNaNS", None),
        ("PT-4S", None),
        ("PT1e+21S", None),
        ("PT", None),
        ("", None),
        ("PT" + "1" * 60 + "S", None),
    ],
)
def test_only_a_duration_of_the_standard_stays(sent_duration: str, kept: str | None) -> None:
    made = recorded(sent("completed", result={"duration": sent_duration, "completion": True}))
    assert made["result"].get("duration") == kept


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2026-03-02T15:20:30.5+07:00", "2026-03-02T08:20:30.500000Z"),
        ("2026-03-02T08:20:30Z", "2026-03-02T08:20:30.000000Z"),
        ("1970-01-01T00:00:00Z", "2026-03-02T08:00:00.000000Z"),
        ("2099-01-01T00:00:00Z", "2026-03-02T09:30:00.000000Z"),
        ("2026-02-30T00:00:00Z", "2026-03-02T09:30:00.000000Z"),
        ("hôm qua", "2026-03-02T09:30:00.000000Z"),
        (5, "2026-03-02T09:30:00.000000Z"),
    ],
)
def test_a_timestamp_lies_between_the_attempt_and_now(told: Any, kept: str) -> None:
    assert recorded({**sent("completed"), "timestamp": told})["timestamp"] == kept


@pytest.mark.parametrize(("told", "kept"), [(ID, ID), (ID.upper(), ID), ("x", None), (7, None), (f" {ID}", None)])
def test_an_id_of_the_browsers_is_kept_where_it_is_one(told: Any, kept: str | None) -> None:
    assert recorded({**sent("completed"), "id": told}).get("id") == kept


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("place", ["context", "definition"])
def test_the_place_in_a_set_comes_from_wherever_a_type_writes_it(scheme: str, place: str) -> None:
    told = {"extensions": {f"{scheme}://id.tincanapi.com/extension/ending-point": 3}}
    made = recorded(sent("progressed", **({"context": told} if place == "context" else {"definition": told})))
    assert made["context"]["extensions"] == {ENDING_POINT: 3}


def test_what_was_typed_stays_out_unless_asked_for() -> None:
    told = sent("answered", definition={"interactionType": "fill-in"}, result=scored(1, 1, response="Nguyễn Thị Lan"))
    assert "response" not in recorded(told)["result"]
    assert recorded(told, keeps_typed=True)["result"]["response"] == "Nguyễn Thị Lan"


def test_h5ps_own_kind_of_interaction_is_none_of_the_standards() -> None:
    made = recorded(sent("completed", definition={"interactionType": "compound", "choices": [{"id": "0"}]}))
    assert "definition" not in made["object"]


def test_choices_that_cannot_be_told_apart_go() -> None:
    choices = [{"id": "0"}, {"id": 0}]
    made = recorded(sent("answered", definition={"interactionType": "choice", "choices": choices}))
    assert made["object"]["definition"] == {"interactionType": "choice"}


def test_a_part_that_is_its_own_parent_belongs_to_the_content() -> None:
    made = recorded(sent("answered", part="a", parent="a"))
    assert made["context"]["contextActivities"]["parent"][0]["id"] == ACTIVITY
    made = recorded(sent("answered", part="a", parent="b"))
    assert made["context"]["contextActivities"]["parent"][0]["id"] == part_iri("b")


# -- Verdicts ---------------------------------------------------------------------


def test_the_servers_score_stands_where_it_disagrees() -> None:
    told = answered("true", 10, 1, success=True)
    made = clean(told, RECORDING, regrade(TRUE_FALSE, true_false("false"), told))
    validate({**made, "actor": ACTOR}, "1.0.3")
    assert made["result"]["score"] == {"raw": 0, "min": 0, "max": 1, "scaled": 0}
    assert made["result"]["success"] is False
    assert made["result"]["extensions"] == {
        VERDICT: {"outcome": "disagreed", "reason": "score", "raw": 0, "max": 1, "success": False},
        CLAIMED: {"raw": 1, "min": 0, "max": 1, "scaled": 1},
    }


def test_agreement_and_not_knowing_leave_the_claim() -> None:
    told = answered("true", 1, 1, success=True)
    made = clean(told, RECORDING, regrade(TRUE_FALSE, true_false("true"), told))
    assert made["result"]["extensions"][VERDICT]["outcome"] == "agreed"
    assert CLAIMED not in made["result"]["extensions"]
    made = clean(told, RECORDING, regrade("H5P.Essay 1.5", {}, told))
    assert made["result"]["score"]["raw"] == 1
    assert made["result"]["extensions"] == {VERDICT: {"outcome": "cannot-know", "reason": "type"}}


# -- Whatever comes ---------------------------------------------------------------

number = st.one_of(st.integers(-(10**12), 10**12), st.floats(), st.booleans(), st.none(), st.text(max_size=3))
text = st.one_of(st.text(max_size=12), st.sampled_from(["<p>", "PT1S", "2026-03-02T08:20:30Z", "choice", ID, "\ud800"]))
listed = st.lists(st.fixed_dictionaries({}, optional={"id": text | number, "description": anything}), max_size=3)
definition = st.fixed_dictionaries(
    {},
    optional={
        "name": st.dictionaries(text, text | anything, max_size=2) | anything,
        "description": st.dictionaries(text, text, max_size=2),
        "type": text | st.just("http://adlnet.gov/x"),
        "interactionType": st.sampled_from(["choice", "matching", "sequencing", "likert", "other", "compound"]) | text,
        "extensions": st.dictionaries(text, anything, max_size=2),
        **dict.fromkeys(("choices", "source", "target", "scale", "steps"), listed | anything),
    },
)
result = st.fixed_dictionaries(
    {},
    optional={
        "score": st.fixed_dictionaries({}, optional=dict.fromkeys(("raw", "min", "max", "scaled"), number)) | anything,
        **dict.fromkeys(("response", "duration", "success", "completion", "extensions"), text | number | anything),
    },
)


@given(
    verb=st.sampled_from(["answered", "completed", "interacted", "passed", "progressed"]),
    part=st.none() | st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True),
    definition=definition,
    result=result | anything,
    context=anything,
    more=st.fixed_dictionaries({}, optional=dict.fromkeys(("id", "timestamp", "actor", "authority"), text | anything)),
    keeps_typed=st.booleans(),
)
def test_the_lrs_takes_whatever_comes_of_a_claim(
    verb: str, part: str | None, definition: Json, result: Any, context: Any, more: Json, keeps_typed: bool
) -> None:
    told = {**sent(verb, part=part, definition=definition), "result": result, **more}
    if isinstance(context, dict):
        told["context"] = context
    try:
        found = read(told, ACTIVITY)
    except ClaimRefused:
        return
    verdict = regrade(TRUE_FALSE, true_false("true"), found)
    for made in (
        clean(found, dataclasses.replace(RECORDING, keeps_typed=keeps_typed)),
        clean(found, RECORDING, verdict),
    ):
        for version in ("1.0.3", "2.0.0"):
            validate({**made, "actor": ACTOR}, version)
        json.dumps(made, allow_nan=False, ensure_ascii=False).encode()


@given(st.text(max_size=60), st.integers(1, 20))
def test_plain_text_is_one_line_of_its_length(text: str, limit: int) -> None:
    line = plain(text, limit)
    assert len(line) <= limit
    assert "\n" not in line


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<p>Một</p><p>hai</p>", "Một hai"),
        ("T<strong>ô</strong>i &amp; <br>bạn", "Tôi & bạn"),
        ("a < b &lt;script&gt;", "a < b <script>"),
        ("<script>alert(1)</script>x<style>y</style>", "x"),
        ("<img src=x onerror=alert(1)>ảnh", "ảnh"),
        ("<![x", ""),
        ("", ""),
    ],
)
def test_html_becomes_what_a_reader_sees(html: str, line: str) -> None:
    assert plain(html, 100) == line


def test_a_claim_says_nothing_twice() -> None:
    told = claim("completed", result=scored(1, 1))
    assert clean(told, RECORDING) == clean(told, RECORDING)
