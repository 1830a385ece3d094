"""A statement sent again: equal in what the standard compares, or another one under the same id (409).

xAPI 1.0.3, Part Two, 2.3.1; Part Three, 2.1.1 and 2.1.2.
"""

import copy
import json
import uuid
from typing import Any

import pytest

from tests.xapi.client import HOME, LAN, TAM, Lrs, reference, statement
from xapi.models import Statement
from xapi.rows import Json

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]
A, B = ({"id": f"https://example.org/{name}"} for name in "ab")
TEAM = {"objectType": "Group", "member": [LAN, TAM]}
FILE = {
    "usageType": "https://example.org/anh",
    "display": {"vi": "Ảnh"},
    "contentType": "image/png",
    "length": 3,
    "sha2": "0" * 64,
    "fileUrl": "https://example.org/anh.png",
}


def full() -> Json:
    return {
        "id": str(uuid.uuid4()),
        "actor": copy.deepcopy(TEAM),
        "verb": {"id": "https://example.org/lam", "display": {"vi": "làm", "en": "did"}},
        "object": {
            "id": "https://example.org/a",
            "definition": {"name": {"vi": "Bài A"}, "extensions": {"https://x.y/z": {"a": 1, "b": [1, 2]}}},
        },
        "result": {
            "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10},
            "success": True,
            "completion": True,
            "response": "vâng",
            "duration": "PT1M2.50S",
            "extensions": {"https://x.y/z": 1},
        },
        "context": {
            "registration": str(uuid.uuid4()),
            "instructor": LAN,
            "team": copy.deepcopy(TEAM),
            "contextActivities": {"parent": [A], "other": [A, B]},
            "revision": "2",
            "platform": "web",
            "language": "vi-VN",
            "statement": reference(str(uuid.UUID(int=7))),
            "extensions": {"https://x.y/z": None},
        },
        "timestamp": "2026-11-24T09:00:00.123+07:00",
        "attachments": [FILE],
    }


def changed(body: Json, path: str, value: Any) -> Json:
    """A copy in which the value at ``path`` is another; the function ``value`` is given the old one."""
    made = copy.deepcopy(body)
    *way, last = path.split("/")
    at = made
    for name in way:
        at = at[int(name)] if isinstance(at, list) else at[name]
    key: Any = int(last) if isinstance(at, list) else last
    at[key] = value(at[key]) if callable(value) else value
    return made


def reversed_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(value)}
    return [reversed_keys(item) for item in value] if isinstance(value, list) else value


SAME: list[tuple[str, Any]] = [
    ("stored", "2020-01-01T00:00:00Z"),
    ("authority", TAM),
    ("version", "1.0.5"),
    ("timestamp", "2026-11-24T02:00:00.123Z"),
    ("timestamp", "2026-11-24T02:00:00.123000+00:00"),
    ("actor/member", lambda old: old[::-1]),
    ("context/team/member", lambda old: old[::-1]),
    ("context/contextActivities/other", lambda old: old[::-1]),
    ("context/contextActivities/parent", A),
    ("context/contextActivities/parent", [{**A, "objectType": "Activity"}]),
    ("context/instructor", {"account": LAN["account"]}),
    ("object/objectType", "Activity"),
    ("result/duration", "PT1M2.5S"),
    ("result/duration", "PT1M2.509S"),
    ("result/score/raw", 5.0),
    ("result/score/max", 10.0),
    ("result/extensions/https:~~x.y~z", 1.0),
    ("object/definition/extensions/https:~~x.y~z", {"b": [1.0, 2], "a": 1}),
    ("verb/display", {"en": "did", "vi": "làm"}),
    ("id", lambda old: old.upper()),
]
OTHER: list[tuple[str, Any]] = [
    ("actor", LAN),
    ("actor/member", [LAN]),
    ("actor/member/0/name", "Lan"),
    ("verb/id", "https://example.org/khac"),
    ("verb/display/vi", "khác"),
    ("object/id", "https://example.org/b"),
    ("object/definition/name/vi", "Bài B"),
    ("object/definition/extensions/https:~~x.y~z", {"a": 1, "b": [2, 1]}),
    ("object", TAM),
    ("result/score/scaled", 0.51),
    ("result/score/raw", 6),
    ("result/score/min", 1),
    ("result/score/max", 11),
    ("result/success", False),
    ("result/completion", False),
    ("result/response", "không"),
    ("result/duration", "PT1M2.51S"),
    ("result/duration", "PT2M2.50S"),
    ("result/extensions/https:~~x.y~z", "1"),
    ("result/extensions/https:~~x.y~z", True),
    ("result/extensions/https:~~x.y~z", None),
    ("result", {}),
    ("context/registration", str(uuid.UUID(int=9))),
    ("context/instructor", TAM),
    ("context/team", {"objectType": "Group", "member": [TAM]}),
    ("context/contextActivities/parent", [B]),
    ("context/contextActivities/parent", [A, A]),
    ("context/contextActivities/grouping", [A]),
    ("context/revision", "3"),
    ("context/platform", "app"),
    ("context/language", "vi"),
    ("context/statement", reference(str(uuid.UUID(int=8)))),
    ("context/extensions/https:~~x.y~z", ""),
    ("timestamp", "2026-11-24T09:00:00.124+07:00"),
    ("timestamp", "2026-11-24T09:00:00.123Z"),
    ("attachments/0/length", 4),
    ("attachments/0/sha2", "1" * 64),
    ("attachments", []),
]


def _at(body: Json, path: str, value: Any) -> Json:
    """``~`` stands for the slash of an IRI in a path."""
    marked = json.loads(json.dumps(body).replace("https://x.y/z", "https:~~x.y~z"))
    made = changed(marked, path, value)
    again: Json = json.loads(json.dumps(made).replace("https:~~x.y~z", "https://x.y/z"))
    return again


@pytest.mark.parametrize(("path", "value"), SAME)
def test_what_the_store_sets_or_the_standard_ignores_makes_no_other_statement(lrs: Lrs, path: str, value: Any) -> None:
    sent = full()
    assert lrs.put(sent, sent["id"]).status_code == 204
    before = Statement.objects.get().raw
    again = _at(sent, path, value)
    assert again != sent or path == "verb/display" or isinstance(value, float) or "extensions" in path
    assert lrs.post(again).status_code == 200
    assert lrs.put(again, sent["id"]).status_code == 204
    assert Statement.objects.get().raw == before


@pytest.mark.parametrize(("path", "value"), OTHER)
def test_any_other_difference_is_a_conflict(lrs: Lrs, path: str, value: Any) -> None:
    sent = full()
    assert lrs.post(sent).status_code == 200
    before = Statement.objects.get().raw
    again = _at(sent, path, value)
    if path == "object":
        # What these two say is of activities alone.
        del again["context"]["revision"], again["context"]["platform"]
    assert lrs.post(again).status_code == 409
    assert lrs.put(again, sent["id"]).status_code == 409
    assert lrs.post([statement(), again]).status_code == 409
    assert Statement.objects.get().raw == before


@pytest.mark.parametrize("name", ["result", "context", "timestamp", "attachments", "verb/display"])
def test_a_missing_part_is_a_difference_but_for_a_timestamp(lrs: Lrs, name: str) -> None:
    sent = full()
    lrs.post(sent)
    less = copy.deepcopy(sent)
    at, last = (less["verb"], "display") if "/" in name else (less, name)
    del at[last]
    assert lrs.post(less).status_code == (200 if name == "timestamp" else 409)


def test_the_order_of_properties_and_the_space_between_them_do_not_count(lrs: Lrs) -> None:
    sent = full()
    lrs.post(sent)
    text = json.dumps(reversed_keys(sent), indent=3, ensure_ascii=True).encode()
    assert lrs.post(text).status_code == 200


def test_a_timestamp_the_store_set_is_not_the_clients(lrs: Lrs) -> None:
    sent = statement()
    lrs.post(sent)
    assert lrs.post(sent).status_code == 200
    assert lrs.post({**sent, "timestamp": "2026-11-24T09:00:00Z"}).status_code == 409


def test_a_substatement_is_compared_like_a_statement(lrs: Lrs) -> None:
    inner = {**full(), "objectType": "SubStatement"}
    del inner["id"]
    sent = statement(object=inner)
    assert lrs.post(sent).status_code == 200
    for path, value in [("actor/member", lambda old: old[::-1]), ("timestamp", "2026-11-24T02:00:00.123Z")]:
        assert lrs.post({**sent, "object": changed(inner, path, value)}).status_code == 200, path
    for path, value in [("result/success", False), ("timestamp", "2026-11-24T02:00:01Z"), ("verb/id", "a:b")]:
        assert lrs.post({**sent, "object": changed(inner, path, value)}).status_code == 409, path


def test_an_agent_is_compared_by_everything_it_says(lrs: Lrs) -> None:
    sent = statement(actor={"name": "Lan", "mbox": "mailto:lan@example.org"})
    lrs.post(sent)
    assert lrs.post({**sent, "actor": {**sent["actor"], "objectType": "Agent"}}).status_code == 200
    assert lrs.post({**sent, "actor": {**sent["actor"], "mbox": "mailto:lan@example.net"}}).status_code == 409
    other_account = {"account": {"homePage": HOME, "name": "lan "}}
    assert lrs.post({**sent, "actor": other_account}).status_code == 409
