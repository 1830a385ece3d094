"""An LRS client with a key, and what it costs to serve it."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xapi.credentials import digest
from xapi.models import Authority, Credential, Trust

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def authority(name: str, trust: str = Trust.EXTERNAL) -> Authority:
    agent = {"objectType": "Agent", "account": {"homePage": "https://example.org/lrs", "name": name}}
    key = f"account|https://example.org/lrs|{name}"
    return Authority.objects.create(key=key, name=name, agent=agent, trust=trust)


class Lrs:
    """Speaks for ``owner``, whoever that is: the row is made by hand, for no key is ever issued for our own."""

    def __init__(self, owner: Authority, *scopes: str, version: str = "1.0.3") -> None:
        self.url = "/xapi/statements" if version[0] == "1" else "/xapi/2.0/statements"
        self.owner = owner
        key = f"key-{owner.pk}"
        Credential.objects.create(
            authority=owner, key=key, secret_sha256=digest("secret"), scopes=list(scopes) or ["statements/write"]
        )
        pair = base64.b64encode(f"{key}:secret".encode()).decode()
        self.headers = {"Authorization": f"Basic {pair}", "X-Experience-API-Version": version}
        self.client = Client()

    def post(self, body: Any) -> HttpResponse:
        return self.client.post(self.url, json.dumps(body), content_type="application/json", headers=self.headers)


def queries_of(action: Callable[[], Any]) -> list[str]:
    """The SQL of ``action``, without what only begins and ends transactions."""
    with CaptureQueriesContext(connection) as captured:
        action()
    return [query["sql"] for query in captured if not query["sql"].startswith(TRANSACTION)]


def cpu_of(action: Callable[[], Any], times: int = 30) -> float:
    """Least CPU milliseconds of ``action`` in this process: whatever else runs can only add."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        action()
        taken.append(1000 * (time.process_time() - start))
    return min(taken)
