"""Every resource as a request: methods, versions, the alternate syntax of 1.0.3, statuses and headers."""

import json
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.xapi.client import LAN, LESSON, Lrs, statement
from xapi.models import Document, Statement

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]
DOCUMENTS = {
    "activities/state": {"activityId": LESSON, "agent": json.dumps(LAN), "stateId": "mot"},
    "activities/profile": {"activityId": LESSON, "profileId": "mot"},
    "agents/profile": {"agent": json.dumps(LAN), "profileId": "mot"},
}
READABLE: dict[str, dict[str, str]] = {
    "statements": {},
    "activities": {"activityId": LESSON},
    "agents": {"agent": json.dumps(LAN)},
    "about": {},
    **DOCUMENTS,
}
FORM = "application/x-www-form-urlencoded"


def filled(lrs: Lrs) -> None:
    assert lrs.post(statement(object={"id": LESSON, "definition": {"name": {"vi": "Bài ễ"}}})).status_code == 200
    for resource, query in DOCUMENTS.items():
        assert lrs.send("PUT", f"{resource}?{urlencode(query)}", {"ễ": 1}, If_None_Match="*").status_code == 204


def by_form(lrs: Lrs, method: str, resource: str, headers: dict[str, str] | None = None, **fields: str) -> HttpResponse:
    """All in the body of one POST: what the standard calls the alternate request syntax."""
    sent = {**lrs.headers, **(headers or {}), **fields}
    where = f"{lrs.base}{resource}?{urlencode({'method': method})}"
    return Client().generic("POST", where, urlencode(sent).encode(), content_type=FORM)


def test_head_is_get_without_the_body_everywhere(lrs: Lrs) -> None:
    filled(lrs)
    for resource, query in READABLE.items():
        got, head = (lrs.send(method, f"{resource}?{urlencode(query)}") for method in ("GET", "HEAD"))
        assert (got.status_code, head.status_code, head.content) == (200, 200, b""), resource
        assert got["Content-Length"] == head["Content-Length"] == str(len(got.content))
        for name in {"ETag", "Last-Modified", "Content-Type", "X-Experience-API-Version"} & set(got.headers):
            assert got[name] == head[name]
        assert got["X-Experience-API-Version"] == lrs.version
        missing = lrs.send("HEAD", f"{resource}?{urlencode({**query, 'unknown': '1'})}")
        assert (missing.status_code, missing.content) == (400, b"")
        assert int(missing["Content-Length"]) > 0


@pytest.mark.parametrize(
    ("resource", "method", "allowed"),
    [
        ("statements", "DELETE", "GET, HEAD, POST, PUT"),
        ("statements", "PATCH", "GET, HEAD, POST, PUT"),
        ("activities", "POST", "GET, HEAD"),
        ("agents", "PUT", "GET, HEAD"),
        *((resource, "PATCH", "DELETE, GET, HEAD, POST, PUT") for resource in DOCUMENTS),
    ],
)
def test_another_method_is_405_and_the_others_are_named(lrs: Lrs, resource: str, method: str, allowed: str) -> None:
    answer = lrs.send(method, f"{resource}?{urlencode(READABLE[resource])}", {})
    assert (answer.status_code, answer["Allow"]) == (405, allowed)
    assert answer["X-Experience-API-Version"] == lrs.version


def test_what_is_not_there(lrs: Lrs) -> None:
    for resource, query in DOCUMENTS.items():
        path = f"{resource}?{urlencode(query)}"
        assert lrs.send("GET", path).status_code == 404
        assert lrs.send("DELETE", path).status_code == 204
    for name in ("statementId", "voidedStatementId"):
        assert lrs.read("statements", **{name: str(uuid.uuid4())}).status_code == 404
    unknown = lrs.read("activities", activityId="https://example.org/chua-ai-nhac")
    expected = {"objectType": "Activity", "id": "https://example.org/chua-ai-nhac"}
    assert (unknown.status_code, json.loads(unknown.content)) == (200, expected)
    nobody = lrs.read("agents", agent='{"mbox":"mailto:khong@example.org"}')
    assert json.loads(nobody.content) == {"objectType": "Person", "mbox": ["mailto:khong@example.org"]}
    assert lrs.get().content == b'{"statements":[],"more":""}'


def test_without_a_key_every_resource_but_about_is_401(lrs: Lrs) -> None:
    for header in ("", "Basic x", "Bearer x"):
        for resource, query in READABLE.items():
            answer = lrs.send("GET", f"{resource}?{urlencode(query)}", Authorization=header)
            assert answer.status_code == (200 if resource == "about" else 401)
            assert answer["X-Experience-API-Version"] == lrs.version
            if resource != "about":
                assert answer["WWW-Authenticate"].startswith("Basic")


def test_either_prefix_serves_either_version(lrs: Lrs) -> None:
    filled(lrs)
    for base in ("/xapi/", "/xapi/2.0/"):
        for resource, query in READABLE.items():
            answer = lrs.send("GET", f"{base}{resource}?{urlencode(query)}")
            assert (answer.status_code, answer["X-Experience-API-Version"]) == (200, lrs.version)


def test_a_missing_version_is_400_with_the_prefixs_own(lrs: Lrs) -> None:
    for named in ("", "0.9", "1.1", "2", "2.0", "1.0.3 ", "3.0.0"):
        for base, own in (("/xapi/", "1.0.3"), ("/xapi/2.0/", "2.0.0")):
            answer = lrs.send("GET", f"{base}agents?{urlencode(READABLE['agents'])}", X_Experience_API_Version=named)
            assert (answer.status_code, answer["X-Experience-API-Version"]) == (400, own), named
    for named in ("1.0", "1.0.0", "1.0.9", "2.0.0", "2.0.1"):
        answer = lrs.get() if not named else lrs.send("GET", "statements", X_Experience_API_Version=named)
        assert answer.status_code == 200
        assert answer["X-Experience-API-Version"] == ("1.0.3" if named[0] == "1" else "2.0.0")


def test_every_answer_of_statements_has_its_mark(lrs: Lrs) -> None:
    answers = [
        lrs.get(),
        lrs.post(statement()),
        lrs.post({}),
        lrs.post(b"{"),
        lrs.get(unknown="1"),
        lrs.send("DELETE", "statements"),
        lrs.send("GET", "statements", Authorization=""),
        lrs.send("GET", "statements", X_Experience_API_Version=""),
        lrs.read("statements", statementId=str(uuid.uuid4())),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 400, 400, 400, 405, 401, 400, 404]
    assert all(answer["X-Experience-API-Consistent-Through"].endswith("Z") for answer in answers)


def test_a_parameter_said_twice_is_400(lrs: Lrs) -> None:
    for query in ("limit=1&limit=2", "agent=%7B%7D&agent=%7B%7D", "verb=a%00b", "%00=1"):
        assert lrs.send("GET", f"statements?{query}").status_code == 400


# -- The alternate request syntax --------------------------------------------------


def test_2_0_refuses_the_alternate_syntax(lrs: Lrs) -> None:
    if not lrs.is_2:
        pytest.skip("1.0.3 has it")
    for resource, query in READABLE.items():
        assert by_form(lrs, "GET", resource, **query).status_code == 400, resource
    assert by_form(lrs, "POST", "statements", content=json.dumps(statement())).status_code == 400
    for method in ("GET", "PUT", "POST", "DELETE"):
        assert lrs.send(method, "activities/state?method=GET").status_code == 400
    assert not Statement.objects.exists()


@pytest.fixture
def lrs_1(lrs: Lrs) -> Lrs:
    if lrs.is_2:
        pytest.skip("2.0 took it away")
    return lrs


def test_every_resource_is_read_by_form(lrs_1: Lrs) -> None:
    filled(lrs_1)
    for resource, query in READABLE.items():
        plain = lrs_1.send("GET", f"{resource}?{urlencode(query)}")
        for method in ("GET", "HEAD"):
            answer = by_form(lrs_1, method, resource, **query)
            assert answer.status_code == 200, resource
            if method == "GET":
                assert answer.content == plain.content, resource


def test_statements_are_stored_by_form(lrs_1: Lrs) -> None:
    sent, other = statement(result={"response": "ễ&=+%"}), statement()
    answer = by_form(lrs_1, "POST", "statements", content=json.dumps(sent, ensure_ascii=False))
    assert (answer.status_code, json.loads(answer.content)) == (200, [sent["id"]])
    put = by_form(lrs_1, "PUT", "statements", statementId=other["id"], content=json.dumps(other))
    assert put.status_code == 204
    assert lrs_1.one(sent["id"])["result"] == sent["result"]
    page = json.loads(by_form(lrs_1, "GET", "statements", limit="1").content)
    assert [item["id"] for item in page["statements"]] == [other["id"]]
    assert json.loads(lrs_1.get(page["more"]).content)["statements"][0]["id"] == sent["id"]


@pytest.mark.parametrize("resource", list(DOCUMENTS))
def test_documents_are_kept_by_form_with_their_preconditions(lrs_1: Lrs, resource: str) -> None:
    query = DOCUMENTS[resource]

    def send(method: str, headers: dict[str, str] | None = None, **fields: Any) -> HttpResponse:
        return by_form(lrs_1, method, resource, headers, **query, **fields)

    first = {"If-None-Match": "*", "Content-Type": "application/json"}
    assert send("PUT", first, content='{"a":"ễ"}').status_code == 204
    assert send("PUT", first, content="{}").status_code == 412
    assert send("POST", content='{"b":1}').status_code == 204
    got = send("GET")
    assert (json.loads(got.content), got["Content-Type"]) == ({"a": "ễ", "b": 1}, "application/json")
    assert send("PUT", {"If-Match": got["ETag"], "Content-Type": "text/plain"}, content="xin chào").status_code == 204
    assert send("GET")["Content-Type"] == "text/plain"
    assert send("DELETE").status_code == 204
    assert not Document.objects.exists()


def test_a_form_that_is_none_is_400(lrs_1: Lrs) -> None:
    body = json.dumps(statement())
    where = f"{lrs_1.base}statements"

    def raw(query: str, content: bytes, method: str = "POST") -> int:
        return Client().generic(method, f"{where}?{query}", content, content_type=FORM).status_code

    sent = urlencode({**lrs_1.headers, "content": body}).encode()
    assert raw("method=POST&limit=1", sent) == 400
    assert raw("method=POST", sent, "PUT") == 400
    assert raw("method=POST", b"\xff") == 400
    assert raw("method=POST", sent + b"&content=x") == 400
    assert raw("method=PATCH", sent) == 400
    assert raw("method=GET", sent) == 400
    assert by_form(lrs_1, "POST", "statements").status_code == 400
    assert by_form(lrs_1, "GET", "statements", unknown="1").status_code == 400
    assert by_form(lrs_1, "GET", "statements", {"Authorization": ""}).status_code == 401
    assert by_form(lrs_1, "GET", "statements", {"X-Experience-API-Version": ""}).status_code == 400
    assert not Statement.objects.exists()
    assert raw("method=POST", sent) == 200


def test_about_answers_whoever_asks(version: str) -> None:
    base = "/xapi/" if version[0] == "1" else "/xapi/2.0/"
    for named in ({}, {"X-Experience-API-Version": version}, {"X-Experience-API-Version": "9"}):
        answer = Client().get(f"{base}about", headers=named)
        assert (answer.status_code, json.loads(answer.content)) == (200, {"version": ["1.0.3", "2.0.0"]})
        assert answer["X-Experience-API-Version"] == version
    assert Client().get(f"{base}about?x=1").status_code == 400
