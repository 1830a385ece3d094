"""A clock that goes when told, and what an app on a phone would show at its moment."""

import datetime as dt
import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

NOW = dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)
PASSWORD = "mat-khau-tot-2026"
SET_UP, SHOW = "/dang-nhap/thiet-lap/", "/dang-nhap/xac-nhan/"


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> dt.datetime:
        return self.at

    def forward(self, seconds: int) -> None:
        self.at += dt.timedelta(seconds=seconds)

    def code(self, secret: str, steps: int = 0) -> str:
        """RFC 6238, section 4.2; ``steps`` away from this moment."""
        return str(format_hotp_value(hotp_value(secret, int(self.at.timestamp()) // 30 + steps)))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Everything that asks for the moment asks this one, lock-outs included."""
    made = Clock()
    for name in ("django.utils.timezone.now", "axes.handlers.proxy.now", "axes.attempts.now"):
        monkeypatch.setattr(name, made)
    return made


class Phone:
    """Somebody with an account, her browser, and the app that took the secret."""

    def __init__(self, clock: Clock, username: str) -> None:
        self.clock, self.username, self.client, self.secret = clock, username, Client(), ""
        self.codes: list[str] = []

    def password(self, to: str = "/phu-trach/", typed: str = PASSWORD) -> str:
        """Where the right password leads."""
        answer = self.client.post("/dang-nhap/", {"username": self.username, "password": typed, "next": to})
        return str(answer.headers.get("Location", answer.status_code))

    def scan(self) -> str:
        """Take the secret from the page that offers it."""
        page = self.client.get(SET_UP).content.decode()
        typed = page.split('<dd class="factor-secret">')[1].split("</dd>")[0]
        self.secret = "".join(re.findall(r"<span>(\w+)</span>", typed))
        return page

    def set_up(self, **extra: str) -> str:
        self.scan()
        page = self.client.post(SET_UP, {"code": self.code(), **extra}).content.decode()
        self.codes = re.findall(r"<li>(\d{4} \d{4})</li>", page)
        return page

    def enter(self) -> str:
        """Signed in with everything, by a factor that was not there before."""
        self.password()
        return self.set_up()

    def code(self, steps: int = 0) -> str:
        return self.clock.code(self.secret, steps)

    def show(self, code: str) -> str:
        """Where a code leads, or the page that says what is wrong with it."""
        answer = self.client.post(SHOW, {"code": code})
        return str(answer.headers.get("Location") or answer.content.decode())

    @property
    def is_in(self) -> bool:
        return "_auth_user_id" in self.client.session
