"""State, activity profiles and agent profiles over HTTP: preconditions, merging, lists, headers.

xAPI 1.0.3, Part Three, 2.2, 2.3, 2.6, 2.7, 3.1; IEEE 9274.1.1, 4.1.4.
"""

import hashlib
import json
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.utils.http import parse_http_date

from tests.xapi.client import LAN, LESSON, TAM, Lrs, authority
from xapi.models import Document
from xapi.rows import Json

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]
NAMES = {
    "activities/state": {"activityId": LESSON, "agent": json.dumps(LAN), "stateId": "mot"},
    "activities/profile": {"activityId": LESSON, "profileId": "mot"},
    "agents/profile": {"agent": json.dumps(LAN), "profileId": "mot"},
}
KEYS = {name: "stateId" if name.endswith("state") else "profileId" for name in NAMES}
WRONG = '"0000000000000000000000000000000000000000"'


class Shelf:
    """One resource seen by one client."""

    def __init__(self, lrs: Lrs, resource: str) -> None:
        self.lrs, self.resource, self.key = lrs, resource, KEYS[resource]
        self.is_state = self.key == "stateId"

    def path(self, **changes: str | None) -> str:
        query = {**NAMES[self.resource], **changes}
        return f"{self.resource}?{urlencode({name: value for name, value in query.items() if value is not None})}"

    def send(self, method: str, body: Any = b"", kind: str = "application/json", **headers: str) -> HttpResponse:
        return self.lrs.send(method, self.path(), body, kind, **headers)

    def write(self, body: Any, kind: str = "application/json", **changes: str | None) -> None:
        assert self.lrs.send("PUT", self.path(**changes), body, kind, If_None_Match="*").status_code == 204

    def list(self, **query: str) -> list[str]:
        found: list[str] = json.loads(self.lrs.send("GET", self.path(**{self.key: None}, **query)).content)
        return found

    def etag(self) -> str:
        return str(self.send("GET")["ETag"])


@pytest.fixture(params=list(NAMES))
def shelf(lrs: Lrs, request: pytest.FixtureRequest) -> Shelf:
    return Shelf(lrs, request.param)


def test_a_document_goes_in_and_comes_out_byte_by_byte(shelf: Shelf) -> None:
    content = b"\x00\xff\r\n tinh" * 50
    shelf.write(content, "image/png; x=1")
    got, head = shelf.send("GET"), shelf.send("HEAD")
    assert (got.content, got["Content-Type"]) == (content, "image/png; x=1")
    assert got["ETag"] == f'"{hashlib.sha1(content).hexdigest()}"'
    parse_http_date(got["Last-Modified"])
    assert head.content == b""
    for name in ("Content-Length", "ETag", "Last-Modified", "Content-Type", "X-Experience-API-Version"):
        assert head[name] == got[name]
    assert head["Content-Length"] == str(len(content))


def test_put_without_a_precondition(shelf: Shelf) -> None:
    """1.0.3: refused for profiles, whether they are there (409) or not (400). 2.0: only what is there is protected."""
    free = shelf.lrs.is_2 or shelf.is_state
    assert shelf.send("PUT", {"a": 1}).status_code == (204 if free else 400)
    assert Document.objects.count() == free
    if not free:
        shelf.write({"a": 1})
    blind = shelf.send("PUT", {"b": 2})
    may = shelf.is_state and not shelf.lrs.is_2
    assert blind.status_code == (204 if may else 409)
    assert json.loads(shelf.send("GET").content) == ({"b": 2} if may else {"a": 1})
    if not may:
        assert "If-Match" in json.loads(blind.content)["message"]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_if_match(shelf: Shelf, method: str) -> None:
    body = b"" if method == "DELETE" else {"b": 2}
    assert shelf.send(method, body, If_Match=WRONG).status_code == 412
    assert shelf.send(method, body, If_Match="*").status_code == 412
    shelf.write({"a": 1})
    for wrong in (WRONG, shelf.etag().strip('"')[:-1], '""'):
        assert shelf.send(method, body, If_Match=wrong).status_code == 412
    assert json.loads(shelf.send("GET").content) == {"a": 1}
    assert shelf.send(method, body, If_Match=f"{WRONG}, {shelf.etag()}").status_code == 204
    if method == "DELETE":
        assert shelf.send("GET").status_code == 404
    else:
        assert json.loads(shelf.send("GET").content) == ({"b": 2} if method == "PUT" else {"a": 1, "b": 2})
        assert shelf.send(method, body, If_Match="*").status_code == 204


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_if_none_match(shelf: Shelf, method: str) -> None:
    assert shelf.send(method, {"a": 1}, If_None_Match="*").status_code == 204
    assert shelf.send(method, {"b": 1}, If_None_Match="*").status_code == 412
    assert shelf.send(method, {"b": 1}, If_None_Match=shelf.etag()).status_code == 412
    assert json.loads(shelf.send("GET").content) == {"a": 1}
    assert shelf.send(method, {"a": 2}, If_None_Match=WRONG).status_code == 204


def test_post_merges_the_top_level_alone(shelf: Shelf) -> None:
    assert shelf.send("POST", {"a": {"x": 1}, "b": 1}).status_code == 204
    assert shelf.send("POST", b'{"a": {"y": 2}, "c": 1e2}').status_code == 204
    got = shelf.send("GET")
    assert json.loads(got.content) == {"a": {"y": 2}, "b": 1, "c": 100}
    assert b'"c":1e2' in got.content
    assert got["ETag"] == f'"{hashlib.sha1(got.content).hexdigest()}"'


@pytest.mark.parametrize(
    ("old", "old_kind", "new", "new_kind"),
    [
        ({"a": 1}, "application/json", [1], "application/json"),
        ({"a": 1}, "application/json", b"{", "application/json"),
        ({"a": 1}, "application/json", {"b": 1}, "text/plain"),
        ([1], "application/json", {"b": 1}, "application/json"),
        (b"anh", "image/png", {"b": 1}, "application/json"),
    ],
)
def test_what_cannot_be_merged_is_refused_and_left(
    shelf: Shelf, old: Any, old_kind: str, new: Any, new_kind: str
) -> None:
    shelf.write(old, old_kind)
    before = shelf.send("GET").content
    assert shelf.send("POST", new, new_kind).status_code == 400
    assert shelf.send("GET").content == before


def test_lists_name_what_changed_since(shelf: Shelf) -> None:
    for name in ("mot", "hai"):
        shelf.write({"a": name}, **{shelf.key: name})
    assert shelf.list() == ["hai", "mot"]
    moment = Document.objects.get(document_id="mot").updated.isoformat()
    assert shelf.list(since=moment) == ["hai"]
    assert shelf.list(since="2001-01-01T00:00:00Z") == ["hai", "mot"]
    assert shelf.list(since="2999-01-01T00:00:00+07:00") == []
    listed, head = (shelf.lrs.send(method, shelf.path(**{shelf.key: None})) for method in ("GET", "HEAD"))
    assert head["Content-Length"] == str(len(listed.content))
    assert head["ETag"] == listed["ETag"]


def test_delete_takes_one_and_again_is_no_error(shelf: Shelf) -> None:
    for name in ("mot", "hai"):
        shelf.write({"a": name}, **{shelf.key: name})
    assert shelf.send("DELETE").status_code == 204
    assert shelf.send("DELETE").status_code == 204
    assert shelf.list() == ["hai"]
    assert shelf.lrs.send("DELETE", shelf.path(**{shelf.key: None})).status_code == (204 if shelf.is_state else 400)
    assert shelf.list() == ([] if shelf.is_state else ["hai"])


def test_documents_of_others_are_others(shelf: Shelf) -> None:
    shelf.write({"a": 1})
    other: Json = {"agent": json.dumps(TAM)} if "agent" in NAMES[shelf.resource] else {"activityId": f"{LESSON}/2"}
    assert shelf.lrs.send("GET", shelf.path(**other)).status_code == 404
    assert shelf.lrs.send("DELETE", shelf.path(**other)).status_code == 204
    assert shelf.send("GET").status_code == 200
    # The same agent, told another way.
    if "agent" in other:
        same = json.dumps({"account": LAN["account"], "name": "Lan"})
        assert shelf.lrs.send("GET", shelf.path(agent=same)).status_code == 200


def test_state_is_kept_apart_by_registration(lrs: Lrs) -> None:
    shelf = Shelf(lrs, "activities/state")
    one, two = str(uuid.uuid4()), str(uuid.uuid4())
    for registration in (None, one, two):
        shelf.write({"of": str(registration)}, registration=registration, stateId="mot")
    shelf.write({}, registration=one, stateId="hai")
    for registration in (None, one, two):
        got = lrs.send("GET", shelf.path(registration=registration))
        assert json.loads(got.content) == {"of": str(registration)}
    assert shelf.list(registration=one) == ["hai", "mot"]
    assert shelf.list() == ["hai", "mot"]
    assert lrs.send("DELETE", shelf.path(stateId=None, registration=one)).status_code == 204
    assert Document.objects.count() == 2
    assert lrs.send("DELETE", shelf.path(stateId=None)).status_code == 204
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"activityId": "khong-phai-iri"},
        {"activityId": ""},
        {"agent": "{}"},
        {"agent": "lan"},
        {"agent": json.dumps({"objectType": "Group", "member": [LAN]})},
        {"registration": "5"},
        {"unknown": "1"},
        {"StateId": "x"},
        {"since": "2001-01-01T00:00:00Z"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_a_wrong_parameter_is_400_and_changes_nothing(lrs: Lrs, method: str, changes: dict[str, str]) -> None:
    shelf = Shelf(lrs, "activities/state")
    body = {"a": 1} if method in ("PUT", "POST") else b""
    assert lrs.send(method, shelf.path(**changes), body).status_code == 400
    assert not Document.objects.exists()


def test_what_only_claims_to_be_json_is_refused(shelf: Shelf) -> None:
    for method in ("PUT", "POST"):
        assert shelf.send(method, b"{", If_None_Match="*").status_code == 400
    assert not Document.objects.exists()


def test_a_key_needs_the_scope(lrs: Lrs, shelf: Shelf) -> None:
    shelf.write({"a": 1})
    needed, other = ("state", "profile") if shelf.is_state else ("profile", "state")
    for scopes, read, write in [([needed], 200, 204), ([other], 403, 403), (["all/read"], 200, 403)]:
        client = Lrs(lrs.version, authority(scopes[0]), *scopes)
        assert client.send("GET", shelf.path()).status_code == read
        assert client.send("POST", shelf.path(), {"b": 1}).status_code == write
