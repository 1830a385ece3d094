"""What is hard to keep: numbers as written, texts of any character, identifiers of any length."""

import json
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.xapi.client import HOME, LAN, LESSON, Lrs, statement
from xapi import numbers
from xapi.models import Activity, Agent, Document, Statement

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]
NUMBERS = ["1e2", "1.0", "1", "-0", "-0.0", "0.10", "12345678901234567890", "1E-7", "3.14159265358979323846264338"]
TEXTS = [
    "\u0000",
    "a\u0000b",
    "Nguyễn Thị Lan",
    "ខ្មែរ",
    "😀",
    "\u2028",
    "\u200b",
    "\ufeff",
    '"\\/',
    "\x7f\x1b",
]


def unlike_any_other(length: int) -> str:
    """Text no compression makes short."""
    return "".join(uuid.uuid4().hex for _ in range(length // 32 + 1))[:length]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_comes_back_as_it_was_written(lrs: Lrs, number: str) -> None:
    sent = statement(result={"score": {"raw": 4321.5}, "extensions": {"https://x.y/z": [4321.5, {"a": 4321.5}]}})
    text = json.dumps(sent).replace("4321.5", number)
    assert lrs.post(text.encode()).status_code == 200
    for _ in ("exact", "ids", "canonical"):
        shown = lrs.read("statements", statementId=sent["id"], format=_).content.decode()
        assert f'"raw":{number}}}' in shown
        assert f'"https://x.y/z":[{number},{{"a":{number}}}]' in shown
    assert lrs.post(text.encode()).status_code == 200


def test_a_number_beyond_every_double_is_refused(lrs: Lrs) -> None:
    for number in ("1e400", "-1e400", "NaN", "Infinity", "1" * 5000, "01", "+1", ".5", "1."):
        text = json.dumps(statement(result={"score": {"raw": 4321.5}})).replace("4321.5", number)
        assert lrs.post(text.encode()).status_code == 400, number
    assert not Statement.objects.exists()


def test_a_scaled_score_is_kept_to_a_millionth_beside_the_text() -> None:
    assert numbers.dumps(numbers.loads('{"a":[1e2,-0,{"b":0.10}],"c":"x-0"}')) == '{"a":[1e2,-0,{"b":0.10}],"c":"x-0"}'
    assert numbers.loads("1e2") == 100
    assert numbers.loads("[-0]") == [0]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_character_by_character(lrs: Lrs, text: str) -> None:
    sent = statement(
        actor={**LAN, "name": text},
        verb={"id": "https://example.org/lam", "display": {"vi": text}},
        object={"id": LESSON, "definition": {"name": {"vi": text}, "extensions": {"https://x.y/z": {text: text}}}},
        result={"response": text},
    )
    for _ in range(2):
        assert lrs.post(sent).status_code == 200
    got = lrs.one(sent["id"])
    assert {name: got[name] for name in sent} == sent
    assert lrs.one(sent["id"], format="canonical")["object"]["definition"]["name"] == {"vi": text}
    activity = json.loads(lrs.read("activities", activityId=LESSON).content)
    assert activity["definition"] == sent["object"]["definition"]
    person = json.loads(lrs.read("agents", agent=json.dumps(LAN)).content)
    assert person.get("name", []) == [name for name in [text.replace("\x00", "")] if name]
    changed = statement(actor={**LAN, "name": f"{text}2"})
    assert lrs.post(changed).status_code == 200
    assert Agent.objects.get(name__endswith="2").name == f"{text}2".replace("\x00", "")


def test_half_of_a_surrogate_pair_is_refused(lrs: Lrs) -> None:
    text = json.dumps(statement(result={"response": "@"})).replace("@", "\\ud800")
    assert lrs.post(text.encode()).status_code == 400
    assert lrs.post(b'{"actor": "\xff"}').status_code == 400


@pytest.mark.parametrize("make", [unlike_any_other, lambda length: "ễ" * (length // 3)])
@pytest.mark.parametrize("length", [790, 2700, 8000])
def test_a_long_identifier_is_as_good_as_a_short_one(lrs: Lrs, make: Any, length: int) -> None:
    tail = make(length)
    who = {"objectType": "Agent", "account": {"homePage": HOME, "name": tail}}
    mail = {"objectType": "Agent", "mbox": f"mailto:{tail}@example.org"}
    open_id = {"objectType": "Agent", "openid": f"https://example.org/{tail}"}
    activity, verb = f"https://example.org/a/{tail}", f"https://example.org/v/{tail}"
    definition = {"name": {"vi": "Bài dài"}}
    near = {"objectType": "Agent", "account": {"homePage": HOME, "name": f"{tail[:-1]}~"}}
    sent = statement(
        actor={"objectType": "Group", "member": [who, mail, open_id]},
        verb={"id": verb},
        object={"id": activity, "definition": definition},
    )
    assert lrs.post([sent, statement(actor=near)]).status_code == 200
    got = lrs.one(sent["id"])
    assert (got["actor"], got["verb"], got["object"]) == (sent["actor"], sent["verb"], sent["object"])
    for agent in (who, mail, open_id):
        assert lrs.ids(agent=json.dumps(agent)) == [sent["id"]]
    assert len(lrs.ids(agent=json.dumps(near))) == 1
    assert lrs.ids(verb=verb) == lrs.ids(activity=activity) == lrs.ids(verb=verb, activity=activity) == [sent["id"]]
    assert lrs.ids(verb=f"{verb}x") == lrs.ids(activity=f"{activity}x") == []
    described = json.loads(lrs.read("activities", activityId=activity).content)
    assert described == {"objectType": "Activity", "id": activity, "definition": definition}
    assert lrs.one(sent["id"], format="canonical")["object"]["definition"] == definition
    lrs.post(statement(actor=who, object={"id": activity}))
    assert Agent.objects.filter(key__contains=tail[:20]).count() <= 4
    assert Activity.objects.count() == 2


@pytest.mark.parametrize("length", [100, 800, 8000])
def test_documents_under_long_names(lrs: Lrs, length: int) -> None:
    tail = unlike_any_other(length)
    where = {
        "activityId": f"https://example.org/a/{tail}",
        "agent": json.dumps({"account": {"homePage": HOME, "name": tail}}),
        "registration": str(uuid.uuid4()),
    }
    names = [f"một {tail}", f"hai {tail}"]
    for name in names:
        path = f"activities/state?{urlencode({**where, 'stateId': name})}"
        assert lrs.send("PUT", path, {"tên": name[:3]}).status_code == 204
        assert lrs.send("POST", path, {"thêm": 1.50}, If_Match="*").status_code == 204
        assert json.loads(lrs.read(path).content) == {"tên": name[:3], "thêm": 1.5}
    assert json.loads(lrs.read("activities/state", **where).content) == sorted(names)
    assert lrs.send("DELETE", f"activities/state?{urlencode({**where, 'stateId': names[0]})}").status_code == 204
    assert json.loads(lrs.read("activities/state", **where).content) == names[1:]
    assert Document.objects.count() == 1


def test_a_name_that_looks_like_the_fingerprint_of_a_long_one_is_another(lrs: Lrs) -> None:
    long = "x" * 5000
    where = {"activityId": LESSON}

    def put(name: str, body: Any) -> int:
        path = f"activities/profile?{urlencode({**where, 'profileId': name})}"
        return lrs.send("PUT", path, body, If_None_Match="*").status_code

    assert put(long, {"a": 1}) == 204
    assert put(Document.objects.get().document_id, {"b": 1}) == 204
    assert Document.objects.count() == 2
