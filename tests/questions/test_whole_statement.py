"""The second reader of statements finds what is wrong, and nothing in what is right."""

import copy
from typing import Any

import pytest

from tests.questions.notation import TYPE
from tests.questions.whole_statement import faults

RIGHT: dict[str, Any] = {
    "id": "b9f1b9f3-5c5a-4a07-9d0b-0c7a9b2f1a11",
    "actor": {"objectType": "Agent", "account": {"homePage": "https://example.org", "name": "1"}},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"vi": "đã trả lời"}},
    "object": {
        "objectType": "Activity",
        "id": "https://example.org/q/1",
        "definition": {
            "type": TYPE,
            "interactionType": "choice",
            "choices": [{"id": "c0", "description": {"vi": "Sông"}}, {"id": "c1"}],
            "correctResponsesPattern": ["c0"],
        },
    },
    "result": {
        "score": {"scaled": 1, "raw": 2.5, "min": 0, "max": 2.5},
        "success": True,
        "response": "c0",
        "duration": "PT4.25S",
    },
    "context": {
        "registration": "b9f1b9f3-5c5a-4a07-9d0b-0c7a9b2f1a12",
        "language": "vi",
        "contextActivities": {"grouping": [{"id": "https://example.org/c"}]},
    },
    "timestamp": "2026-11-02T08:00:00+07:00",
    "stored": "2026-11-02T01:00:00.123Z",
    "version": "1.0.3",
}


def test_what_is_right_has_no_fault() -> None:
    assert faults(RIGHT) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("id", "1"),
        ("id", None),
        ("actor", {}),
        ("actor", {"account": {"homePage": "example.org", "name": "1"}}),
        ("actor", {"account": {"homePage": "https://example.org"}}),
        ("actor", {"mbox": "mailto:a@example.org", "openid": "https://example.org"}),
        ("actor", {"objectType": "Group"}),
        ("verb", {"id": "answered"}),
        ("verb.display", {"tiếng việt": "đã"}),
        ("object.id", "câu 1"),
        ("object.definition.choices", [{"id": "c0"}, {"id": "c0"}]),
        ("object.definition.correctResponsesPattern", ["c7"]),
        ("object.definition.extra", 1),
        ("object.objectType", "Question"),
        ("result.response", "c0,c1"),
        ("result.response", 1),
        ("result.success", "true"),
        ("result.duration", "4 giây"),
        ("result.duration", "PT"),
        ("result.score", {"scaled": 1.01}),
        ("result.score", {"raw": 3, "min": 0, "max": 2}),
        ("result.score", {"raw": True}),
        ("result.extensions", {"lượt": 1}),
        ("context.registration", 7),
        ("context.contextActivities", {"above": []}),
        ("context.language", "tiếng Việt"),
        ("timestamp", "2026-11-02T08:00:00"),
        ("timestamp", "02/11/2026"),
        ("version", "0.95"),
        ("score", {"scaled": 1}),
    ],
)
def test_what_is_wrong_is_found(place: str, value: Any) -> None:
    wrong = copy.deepcopy(RIGHT)
    *way, last = place.split(".")
    inner = wrong
    for name in way:
        inner = inner[name]
    inner[last] = value
    assert faults(wrong) != []


@pytest.mark.parametrize("name", ["actor", "verb", "object"])
def test_what_lacks_is_found(name: str) -> None:
    assert faults({key: value for key, value in RIGHT.items() if key != name}) == [f"statement: lacks {name}"]


def test_a_revision_is_of_an_activity() -> None:
    void = {**RIGHT, "object": {"objectType": "StatementRef", "id": RIGHT["id"]}, "context": {"revision": "2"}}
    assert faults(void) == ["statement.context.revision: not about an activity"]
