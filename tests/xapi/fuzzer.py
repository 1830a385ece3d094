"""Requests nobody would send: of every resource, method and syntax, right, mutated or nonsense, all from one seed."""

import copy
import hashlib
import json
import random
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

RESOURCES = ["statements"] * 10 + [
    "activities/state",
    "activities/profile",
    "agents/profile",
    "activities",
    "agents",
    "about",
]
METHODS = ["GET"] * 3 + ["POST"] * 5 + ["PUT"] * 4 + ["DELETE"] * 2 + ["HEAD", "PATCH", "OPTIONS"]
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


FILES = {hashlib.sha256(content).hexdigest(): content for content in ("Tệp một".encode(), b"\x00\xff\r\n--ab")}


@dataclass(frozen=True)
class Sent:
    """What goes over the ``wire``, as the test client takes it, and what it asks for: of a form, what the form says.

    ``way``: json, form or multipart.
    """

    wire: dict[str, Any]
    way: str
    method: str
    resource: str
    params: dict[str, str]
    body: bytes


class Requests:
    """``headers`` are those of a good client, by version; ``stored`` and ``etag`` are what the store last gave."""

    def __init__(self, seed: int, headers: Mapping[str, dict[str, str]]) -> None:
        self.random, self.good = random.Random(seed), headers
        self.ids = [self.new_id() for _ in range(20)]
        self.stored: list[str] = []
        self.etag = ""

    def one(self) -> Sent:
        version, resource, method = self.pick(["1.0.3", "2.0.0"]), self.pick(RESOURCES), self.pick(METHODS)
        headers = {**self.good[version], **self.headers()}
        made = self.content(resource)
        body, content_type = self.body(resource, made)
        query = self.query(resource, 0.6 if resource == "statements" and method in ("GET", "HEAD") else 0.12)
        if resource == "statements" and method == "PUT" and self.chance(0.95):
            own = made.get("id") if isinstance(made, dict) else None
            query.insert(0, ("statementId", own if isinstance(own, str) else self.new_id()))
        params, way = dict(query), "multipart" if content_type.startswith("multipart") else "json"
        address = f"/xapi/{'' if version[0] == '1' else '2.0/'}{resource}"
        wire = {"method": method, "data": body, "content_type": content_type}
        if self.chance(0.25):
            body, way = body.decode("utf-8", "replace").encode(), "form"
            form = self.form(method, query, body, content_type)
            wire = {"method": "POST", "data": form, "content_type": "application/x-www-form-urlencoded"}
            query = [("method", method)]
        wire.update(path=f"{address}?{_encoded(query)}" if query else address, headers=headers)
        return Sent(wire, way, method, resource, params, body)

    def pick(self, values: list[Any]) -> Any:
        return self.random.choice(values)

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def new_id(self) -> str:
        return str(uuid.UUID(int=self.random.getrandbits(128)))

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
                ["*", "*", self.etag, '""', '"0"', "W/x", "x,y", '"' + "a" * 40 + '"']
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
        verb = "http://adlnet.gov/expapi/verbs/voided" if kind == 0 and self.chance(0.8) else "https://example.org/lam"
        made: dict[str, Any] = {"actor": {"mbox": self.pick(PEOPLE)}, "verb": {"id": verb}, "object": target}
        if self.chance(0.8):
            made["id"] = self.pick(self.ids) if self.chance(0.5) else self.new_id()
        if self.chance(0.4):
            activities = {"parent": {"id": self.pick(ACTIVITIES)}, "grouping": [{"id": self.pick(ACTIVITIES)}]}
            made["context"] = {"registration": self.pick(self.ids), "contextActivities": activities, "language": "vi"}
        if self.chance(0.4):
            score = {"scaled": 0.5, "raw": 5, "min": 0, "max": 10}
            made["result"] = {"score": score, "success": True, "duration": "PT1.005S", "response": "x"}
        if self.chance(0.3):
            made["timestamp"] = "2026-11-24T09:00:00.123456789+07:00"
        if self.chance(0.2):
            digest = self.pick(list(FILES))
            said = {"usageType": "https://example.org/tep", "display": {"vi": "Tệp"}, "contentType": "text/plain"}
            made["attachments"] = [{**said, "length": len(FILES[digest]), "sha2": digest}]
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

    def content(self, resource: str) -> Any:
        if resource != "statements":
            return self.junked({"a": 1, self.pick(["b", "c"]): {"c": [1, 2]}}, 0.5)
        if self.stored and self.chance(0.15):
            # The same again, or nearly.
            return self.junked(json.loads(self.pick(self.stored)), 0.6)
        if self.chance(0.2):
            return [self.junked(self.statement(), 0.2) for _ in range(self.random.randint(0, 5))]
        return self.junked(self.statement(), 0.5)

    def body(self, resource: str, made: Any) -> tuple[bytes, str]:
        text = json.dumps(made, ensure_ascii=self.chance(0.7)).encode("utf-8", "surrogatepass")
        content_type = self.pick(
            ["application/json"] * 20 + ["application/json; charset=utf-16", "text/plain", "", "x"]
        )
        files = [digest for digest in FILES if digest.encode() in text]
        if resource == "statements" and self.chance(0.95 if files else 0.05):
            text, content_type = self.multipart(text, files), "multipart/mixed; boundary=abc"
        if self.chance(0.1):
            text = self.damaged(text)
        if self.chance(0.01):
            text = self.pick([b"[" * 50_000, b'{"a":' * 5_000, b"", b"NaN", b"1e999", b"\xff\xfe", b"9" * 6_000])
        return text, content_type

    def multipart(self, text: bytes, files: list[str]) -> bytes:
        """With the ``files`` the text names; sometimes with one it does not, or one that is not what it says."""
        head = b"Content-Type: application/json\r\n\r\n" if self.chance(0.95) else b"x\r\n\r\n"
        more = b""
        for digest in files if self.chance(0.9) else list(FILES):
            named = digest if self.chance(0.95) else "0" * self.pick([64, 3, 128])
            about = f"Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {named}\r\n\r\n"
            more += b"--abc\r\n" + about.encode() + FILES[digest] + b"\r\n"
        return b"--abc\r\n" + head + text + b"\r\n" + more + (b"--abc--\r\n" if self.chance(0.95) else b"--abc")

    def damaged(self, text: bytes) -> bytes:
        made = bytearray(text)
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randrange(len(made) + 1)
            made[at : at + self.random.randint(0, 3)] = self.random.randbytes(self.random.randint(0, 3))
        return bytes(made)

    def form(self, method: str, query: list[tuple[str, str]], body: bytes, content_type: str) -> str:
        fields = [*query, ("X-Experience-API-Version", self.pick(["1.0.3", "1.0.3", "1.0.3", "1.0.0", "2.0.0", "x"]))]
        if content_type.startswith("multipart"):
            fields.append(("Content-Type", content_type))
        if self.chance(0.97 if method in ("PUT", "POST") else 0.1):
            fields.append(("content", body.decode()))
        return _encoded(fields)


def _encoded(fields: list[tuple[str, str]]) -> str:
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in fields)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
