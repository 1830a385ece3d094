"""Requests nobody would send: never a 500, never a statement changed, nothing acknowledged and not there.

Everything follows from ``FUZZ_SEED``; a failure tells the number of the request, and running up to it repeats it.
"""

import copy
import json
import logging
import os
import random
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from tests.xapi.test_statements_http import Lrs, authority
from xapi.models import Statement

urlpatterns = [path("xapi/", include("xapi.urls"))]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]
SEED = int(os.environ.get("FUZZ_SEED", "20261125"))
RESOURCES = ["statements"] * 6 + [
    "activities/state",
    "activities/profile",
    "agents/profile",
    "activities",
    "agents",
    "about",
]
METHODS = ["GET", "GET", "POST", "POST", "POST", "PUT", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"]
PEOPLE = [f"mailto:{name}@example.org" for name in ("lan", "hoa", "minh")]
ACTIVITIES = [f"https://example.org/{name}" for name in ("mot", "hai", "ba")]
JUNK: list[Any] = [
    None,
    "",
    [],
    {},
    0,
    -1,
    1.5,
    1e308,
    10**40,
    True,
    "\x00",
    "\ud800",
    "x" * 3000,
    "ảệ",
    [None],
    {"": 1},
]
JUNK += [
    [[[[[]]]]],
    {"id": {"id": {}}},
    "true",
    "2026-13-45T99:99:99Z",
    "mailto:",
    "http://",
    "{}",
    "-00:00",
    ["a", "a"],
]


class Fuzzer:
    def __init__(self, seed: int, lrs: dict[str, Lrs]) -> None:
        self.random, self.lrs = random.Random(seed), lrs
        self.client = Client(raise_request_exception=False)
        self.ids = [str(uuid.UUID(int=self.random.getrandbits(128))) for _ in range(40)]
        self.acknowledged: set[str] = set()
        self.kept: dict[uuid.UUID, str] = {}

    def one(self) -> tuple[dict[str, Any], HttpResponse]:
        """A request as keyword arguments, and its answer."""
        version = self.pick(["1.0.3", "2.0.0"])
        resource, method = self.pick(RESOURCES), self.pick(METHODS)
        headers = {**self.lrs[version].headers, **self.headers()}
        body, content_type = self.body(resource)
        query = self.query(resource, 0.6 if resource == "statements" and method in ("GET", "HEAD") else 0.12)
        if self.chance(0.06):
            method, query, body = "POST", [("method", method)], self.form(query, body).encode("utf-8", "replace")
            content_type = "application/x-www-form-urlencoded"
        url = f"/xapi/{'' if version[0] == '1' else '2.0/'}{resource}"
        if query:
            url += "?" + "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in query)
        sent = {"method": method, "path": url, "data": body, "content_type": content_type, "headers": headers}
        answer = self.client.generic(**sent)
        if answer.status_code == 200 and resource == "statements" and method == "POST" and "method=" not in url:
            self.acknowledged.update(json.loads(answer.content))
        return sent, answer

    def pick(self, values: list[Any]) -> Any:
        return self.random.choice(values)

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def headers(self) -> dict[str, str]:
        made = {}
        if self.chance(0.05):
            made["X-Experience-API-Version"] = self.pick(
                ["", "1.0", "1.0.9", "2.0.1", "0.9", "x" * 200, "1.0.3, 2.0.0"]
            )
        if self.chance(0.03):
            made["Authorization"] = self.pick(
                ["", "Basic", "Basic ====", "Bearer x", "Basic w4PDvA==", "Basic AAA6AAA="]
            )
        if self.chance(0.3):
            made[self.pick(["If-Match", "If-None-Match"])] = self.pick(
                ["*", '""', '"0"', "W/x", "x,y", '"' + "a" * 40 + '"']
            )
        if self.chance(0.1):
            made["Accept-Language"] = self.pick(
                ["vi", "en;q=0.5,vi;q=x", ",,;q=", "*", "vi-VN;q=1.0.0", "x" * 500, ";q=²"]
            )
        return made

    def query(self, resource: str, more: float) -> list[tuple[str, str]]:
        agent = json.dumps(self.junked({"mbox": self.pick(PEOPLE)}, 0.2))
        known: dict[str, list[str]] = {
            "agent": [agent],
            "activityId": ACTIVITIES,
            "activity": ACTIVITIES,
            "stateId": ["mot", "hai", "\x00", "", "/" * 300, "ă"],
            "profileId": ["mot", "hai", "x" * 3000],
            "registration": [self.pick(self.ids), "5", self.pick(self.ids).upper()],
            "statementId": [self.pick(self.ids), "x"],
            "voidedStatementId": [self.pick(self.ids)],
            "verb": ["https://example.org/lam", "http://adlnet.gov/expapi/verbs/voided", "x"],
            "since": ["2026-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "hôm qua"],
            "until": ["2030-01-01T00:00:00+07:00", "9999-12-31T23:59:59.999999Z"],
            "limit": ["1", "0", "-1", "1e3", "9" * 30, "٣"],
            "format": ["ids", "exact", "canonical", "IDS"],
            "attachments": ["true", "false", "1"],
            "ascending": ["true", "false"],
            "related_agents": ["true", "false", "True"],
            "related_activities": ["true"],
            "more": ["x", "a:b:c", ":" * 50, ""],
        }
        needed = {
            "activities/state": ["activityId", "agent", "stateId"],
            "activities/profile": ["activityId", "profileId"],
            "agents/profile": ["agent", "profileId"],
            "activities": ["activityId"],
            "agents": ["agent"],
        }.get(resource, [])
        names = [name for name in needed if self.chance(0.93)]
        if self.chance(more):
            names += self.random.choices(list(known), k=self.random.randint(1, 4))
        made = [(name if self.chance(0.98) else name.title(), self.pick(known[name])) for name in names]
        return made + ([("\x00", "\udcff")] if self.chance(0.01) else [])

    def statement(self) -> dict[str, Any]:
        target: Any = {"id": self.pick(ACTIVITIES)}
        kind = self.random.randint(0, 7)
        if kind == 0:
            target = {"objectType": "StatementRef", "id": self.pick(self.ids)}
        elif kind == 1:
            inner = {"actor": {"mbox": self.pick(PEOPLE)}, "verb": {"id": "https://example.org/lam"}}
            target = {"objectType": "SubStatement", **inner, "object": {"id": self.pick(ACTIVITIES)}}
        elif kind == 2:
            choices = [{"id": "a", "description": {"vi": "A"}}, {"id": "b"}]
            definition = {"interactionType": "choice", "choices": choices, "correctResponsesPattern": ["a[,]b"]}
            target["definition"] = {
                **definition,
                "name": {"vi": "Câu hỏi"},
                "extensions": {"https://x.org/a": [1, None]},
            }
        verb = "http://adlnet.gov/expapi/verbs/voided" if kind == 0 and self.chance(0.5) else "https://example.org/lam"
        made: dict[str, Any] = {"actor": {"mbox": self.pick(PEOPLE)}, "verb": {"id": verb}, "object": target}
        if self.chance(0.8):
            made["id"] = self.pick(self.ids) if self.chance(0.5) else str(uuid.UUID(int=self.random.getrandbits(128)))
        if self.chance(0.4):
            activities = {"parent": {"id": self.pick(ACTIVITIES)}, "grouping": [{"id": self.pick(ACTIVITIES)}]}
            made["context"] = {"registration": self.pick(self.ids), "contextActivities": activities, "language": "vi"}
        if self.chance(0.4):
            score = {"scaled": 0.5, "raw": 5, "min": 0, "max": 10}
            made["result"] = {"score": score, "success": True, "duration": "PT1.005S", "response": "x"}
        if self.chance(0.3):
            made["timestamp"] = "2026-11-24T09:00:00.123456789+07:00"
        return made

    def junked(self, value: Any, part: float) -> Any:
        """``value`` with one place of it replaced, taken out or added to, sometimes."""
        if not self.chance(part):
            return value
        made = copy.deepcopy(value)
        places = list(_places(made))
        holder, key = self.pick(places) if places else (made, "x")
        what = self.random.randint(0, 4)
        if what == 0:
            del holder[key]
        elif what == 1 and isinstance(holder, dict):
            holder[self.pick(["extra", "", "\x00", "objectType", "member", "Actor"])] = self.pick(JUNK)
        else:
            holder[key] = self.pick(JUNK)
        return made

    def body(self, resource: str) -> tuple[bytes, str]:
        if resource == "statements":
            made: Any = self.junked(self.statement(), 0.5)
            if self.chance(0.2):
                made = [self.junked(self.statement(), 0.2) for _ in range(self.random.randint(0, 5))]
        else:
            made = self.junked({"a": 1, "b": {"c": [1, 2]}}, 0.5)
        text = json.dumps(made, ensure_ascii=self.chance(0.7)).encode("utf-8", "surrogatepass")
        content_type = self.pick(
            ["application/json"] * 20 + ["application/json; charset=utf-16", "text/plain", "", "x"]
        )
        if resource == "statements" and self.chance(0.1):
            text, content_type = self.multipart(text), "multipart/mixed; boundary=abc"
        if self.chance(0.1):
            text = self.damaged(text)
        if self.chance(0.01):
            text = self.pick([b"[" * 50_000, b'{"a":' * 5_000, b"", b"NaN", b"1e999", b"\xff\xfe", b"9" * 6_000])
        return text, content_type

    def multipart(self, text: bytes) -> bytes:
        head = b"Content-Type: application/json\r\n\r\n" if self.chance(0.9) else b"x\r\n\r\n"
        other = b"Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + b"0" * self.pick([64, 3, 128])
        more = b"--abc\r\n" + other + b"\r\n\r\n\x00\xff\r\n" if self.chance(0.5) else b""
        return b"--abc\r\n" + head + text + b"\r\n" + more + (b"--abc--\r\n" if self.chance(0.9) else b"--abc")

    def damaged(self, text: bytes) -> bytes:
        made = bytearray(text)
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randrange(len(made) + 1)
            made[at : at + self.random.randint(0, 3)] = self.random.randbytes(self.random.randint(0, 3))
        return bytes(made)

    def form(self, query: list[tuple[str, str]], body: bytes) -> str:
        fields = [*query, ("X-Experience-API-Version", self.pick(["1.0.3", "1.0.3", "2.0.0", "x"]))]
        if self.chance(0.8):
            fields.append(("content", body.decode("utf-8", "replace")))
        return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in fields)

    def look(self) -> None:
        """Nothing that was there has changed or gone; all that was acknowledged is there."""
        here = dict(Statement.objects.values_list("statement_id", "raw"))
        for statement_id, raw in self.kept.items():
            assert here.get(statement_id) == raw
        assert {uuid.UUID(text) for text in self.acknowledged} <= here.keys()
        self.kept = here


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


@pytest.fixture
def fuzzer(settings: Any) -> Iterator[Fuzzer]:
    logging.disable(logging.CRITICAL)
    yield Fuzzer(SEED, {version: Lrs(version, authority(version)) for version in ("1.0.3", "2.0.0")})
    logging.disable(logging.NOTSET)


def _run(fuzzer: Fuzzer, count: int) -> None:
    statuses: dict[int, int] = {}
    for number in range(count):
        sent, answer = fuzzer.one()
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, f"seed {SEED}, request {number}: {sent}"
        if number % 500 == 499:
            fuzzer.look()
    fuzzer.look()
    # It reaches past the front door: much is stored, much is refused for many reasons.
    assert statuses[200] > count / 20
    assert {204, 400, 401, 404, 405, 409} <= statuses.keys(), statuses
    assert len(fuzzer.acknowledged) > count / 100


def test_some_requests_nobody_would_send(fuzzer: Fuzzer) -> None:
    _run(fuzzer, 600)


@pytest.mark.full
def test_fifty_thousand_requests_nobody_would_send(fuzzer: Fuzzer) -> None:
    _run(fuzzer, 50_000)
