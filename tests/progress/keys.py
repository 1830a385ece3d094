"""What Sơn does with clients' keys in the admin, and what a client does with one."""

import html
import json
import re
from base64 import b64encode
from typing import Any

from django.test import Client

from tests.xapi.client import JSON, statement
from xapi.models import Credential

LIST = "/quan-tri/khoa-ket-noi/"
ISSUE = f"{LIST}cap/"
NEW = {
    "authority": "",
    "name": "Sở Nội vụ",
    "home_page": "https://hr.example.org",
    "trust": "external",
    "scopes": ["statements/write", "statements/read/mine"],
    "per_minute": "",
}


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]+)"', page)
    assert found, name
    return found[1]


def shown(page: str, name: str) -> str:
    found = re.search(rf'<input id="{name}" [^>]*value="([^"]+)"', page)
    assert found, name
    return found[1]


def post_new(admin: Client, **changes: Any) -> Any:
    sent = {**NEW, "ticket": hidden(text(admin.get(ISSUE)), "ticket"), **changes}
    return admin.post(ISSUE, sent)


def given(admin: Client, **changes: Any) -> tuple[Credential, str]:
    answer = post_new(admin, **changes)
    assert answer.status_code == 200, answer
    page = text(answer)
    return Credential.objects.get(key=shown(page, "key")), shown(page, "secret")


def call(key: str, secret: str, *, read: bool = False) -> int:
    """What the store answers to this key: the status of storing a statement, or of reading."""
    pair = b64encode(f"{key}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}", "X-Experience-API-Version": "1.0.3"}
    outside = Client()
    if read:
        return outside.get("/xapi/statements", headers=headers).status_code
    return outside.post("/xapi/statements", json.dumps(statement()), content_type=JSON, headers=headers).status_code


def revoke(admin: Client, credential: Credential) -> str:
    return text(admin.post(f"{LIST}{credential.pk}/thu-hoi/", {"reason": "Hết hợp đồng"}, follow=True))


def rotate(admin: Client, credential: Credential, hours: int) -> Any:
    address = f"{LIST}{credential.pk}/doi-ma/"
    return admin.post(address, {"grace": hours, "seen": hidden(text(admin.get(address)), "seen")})
