"""A client of the store: one key that speaks one version, and what it sends."""

import base64
import json
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xapi.credentials import issue
from xapi.models import Authority
from xapi.rows import Json
from xapi.vocabulary import Verb

VERSIONS = ["1.0.3", "2.0.0"]
HOME = "https://example.org"
LAN: Json = {"objectType": "Agent", "account": {"homePage": HOME, "name": "lan"}}
TAM: Json = {"objectType": "Agent", "account": {"homePage": HOME, "name": "tam"}}
LESSON = "https://example.org/hoat-dong/1"
JSON = "application/json"
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def statement(**changes: Any) -> Json:
    base: Json = {"actor": LAN, "verb": {"id": Verb.COMPLETED}, "object": {"id": LESSON}}
    return {**base, "id": str(uuid.uuid4()), **changes}


def reference(to: Json | str) -> Json:
    return {"objectType": "StatementRef", "id": to if isinstance(to, str) else to["id"]}


def void(target: Json | str, **changes: Any) -> Json:
    return statement(verb={"id": Verb.VOIDED}, object=reference(target), **changes)


def authority(name: str) -> Authority:
    agent = {"objectType": "Agent", "account": {"homePage": "https://example.org/lrs", "name": name}}
    return Authority.objects.create(key=f"account|https://example.org/lrs|{name}", name=name, agent=agent)


class Lrs:
    """``url`` is the statements resource; paths of the others are relative to ``base``."""

    def __init__(self, version: str, owner: Authority, *scopes: str) -> None:
        self.version, self.base = version, "/xapi/" if version[0] == "1" else "/xapi/2.0/"
        self.url = f"{self.base}statements"
        credential, secret = issue(authority=owner, scopes=scopes or ["all"])
        pair = base64.b64encode(f"{credential.key}:{secret}".encode()).decode()
        self.headers = {"Authorization": f"Basic {pair}", "X-Experience-API-Version": version}

    @property
    def is_2(self) -> bool:
        return self.version[0] == "2"

    def send(self, method: str, path: str, body: Any = b"", kind: str = JSON, **headers: str) -> HttpResponse:
        """Any request; ``body`` is bytes or becomes JSON; ``path`` is relative, absolute or a ``more``."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        where = path if path.startswith("/") else self.base + path
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client(enforce_csrf_checks=True).generic(
            method, where, content, content_type=kind, headers={**self.headers, **named}
        )

    def post(self, body: Any, url: str = "", **headers: str) -> HttpResponse:
        return self.send("POST", url or self.url, body, **headers)

    def put(self, body: Any, statement_id: str) -> HttpResponse:
        return self.send("PUT", f"{self.url}?statementId={statement_id}", body)

    def get(self, url: str = "", **query: str) -> HttpResponse:
        return self.read(url or self.url, **query)

    def read(self, path: str, headers: dict[str, str] | None = None, **query: str) -> HttpResponse:
        where = f"{path}?{urlencode(query)}" if query else path
        return self.send("GET", where, **(headers or {}))

    def one(self, statement_id: str, headers: dict[str, str] | None = None, **query: str) -> Json:
        answer = self.read("statements", headers, statementId=statement_id, **query)
        assert answer.status_code == 200, answer.content
        found: Json = json.loads(answer.content)
        return found

    def ids(self, **query: str) -> list[str]:
        return [item["id"] for item in json.loads(self.get(**query).content)["statements"]]

    def walk(self, **query: str) -> list[str]:
        """Ids of every page."""
        page = json.loads(self.get(**query).content)
        seen = [item["id"] for item in page["statements"]]
        while page["more"]:
            page = json.loads(self.get(page["more"]).content)
            seen += [item["id"] for item in page["statements"]]
        return seen


def queries_of(action: Callable[[], Any]) -> list[str]:
    """The SQL of ``action``, without what only begins and ends transactions."""
    with CaptureQueriesContext(connection) as captured:
        action()
    return [query["sql"] for query in captured if not query["sql"].startswith(TRANSACTION)]
