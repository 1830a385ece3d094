"""Keys: what each scope allows, rotation and its grace, revocation, last use, how often a client may ask."""

import base64
import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.xapi.client import VERSIONS, Lrs, authority, statement, void
from xapi.credentials import SCOPES, USED_EVERY, TooMany, Unauthenticated, authenticate, forget, issue, revoke, rotate
from xapi.models import Credential, Statement

pytestmark = pytest.mark.django_db
STATE = "activities/state?activityId=https://example.org/a&stateId=x&agent=%7B%22mbox%22%3A%22mailto%3Aa%40example.org%22%7D"
PROFILE = "activities/profile?activityId=https://example.org/a&profileId=x"
# What a request needs: any one of these scopes, or "all".
TABLE: list[tuple[str, str, set[str]]] = [
    ("POST", "statements", {"statements/write"}),
    ("PUT", f"statements?statementId={uuid.UUID(int=1)}", {"statements/write"}),
    ("GET", "statements", {"statements/read", "statements/read/mine", "all/read"}),
    ("GET", "activities?activityId=https://example.org/a", {"statements/read", "statements/read/mine", "all/read"}),
    (
        "GET",
        "agents?agent=%7B%22mbox%22%3A%22mailto%3Aa%40example.org%22%7D",
        {"statements/read", "statements/read/mine", "all/read"},
    ),
    ("GET", STATE, {"state", "statements/read", "all/read"}),
    ("PUT", STATE, {"state"}),
    ("POST", STATE, {"state"}),
    ("DELETE", STATE, {"state"}),
    ("GET", PROFILE, {"profile", "statements/read", "all/read"}),
    ("PUT", PROFILE, {"profile"}),
    ("POST", PROFILE, {"profile"}),
    ("DELETE", PROFILE, {"profile"}),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_a_scope_allows_what_it_names_and_nothing_else(scope: str, version: str) -> None:
    client = Lrs(version, authority("khach"), scope)
    for method, path, allowed in TABLE:
        body = statement(id=str(uuid.UUID(int=1))) if path.startswith("statements") else {"a": 1}
        answer = client.send(method, path, body if method in ("PUT", "POST") else b"", If_None_Match="*")
        assert (answer.status_code != 403) == (scope == "all" or scope in allowed), (method, path, answer.status_code)


@pytest.mark.parametrize("version", VERSIONS)
def test_voiding_needs_its_own_scope(version: str) -> None:
    owner = authority("khach")
    sent = statement()
    assert Lrs(version, owner, "statements/write").post([sent]).status_code == 200
    assert Lrs(version, owner, "statements/write").post(void(sent)).status_code == 403
    assert not Statement.objects.exclude(voided_at=None).exists()
    assert Lrs(version, owner, "statements/write", "void").post(void(sent)).status_code == 200
    assert Statement.objects.exclude(voided_at=None).count() == 1


def header(credential: Credential, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{credential.key}:{secret}".encode()).decode()


def test_a_rotated_secret_is_good_for_its_grace_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    credential, first = issue(authority=authority("khach"), scopes=["all"])
    second = rotate(credential, grace=dt.timedelta(hours=2))
    for secret in (first, second):
        assert authenticate(header(credential, secret)) == credential
    later = timezone.now() + dt.timedelta(hours=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert authenticate(header(credential, second)) == credential
    with pytest.raises(Unauthenticated):
        authenticate(header(credential, first))


def test_a_rotation_without_grace_ends_every_earlier_secret() -> None:
    credential, first = issue(authority=authority("khach"), scopes=["all"])
    second = rotate(credential)
    third = rotate(credential, grace=dt.timedelta())
    assert authenticate(header(credential, third)) == credential
    for secret in (first, second, ""):
        with pytest.raises(Unauthenticated):
            authenticate(header(credential, secret))
    kept = Credential.objects.values().get()
    assert not {first, second, third} & {str(value) for value in kept.values()}


def test_a_revoked_key_is_refused_at_once_here() -> None:
    credential, secret = issue(authority=authority("khach"), scopes=["all"])
    authenticate(header(credential, secret))
    assert revoke(credential.key)
    assert not revoke(credential.key)
    with pytest.raises(Unauthenticated):
        authenticate(header(credential, secret))


def test_the_last_use_is_noted_now_and_then(django_assert_num_queries: Any) -> None:
    credential, secret = issue(authority=authority("khach"), scopes=["all"])
    with pytest.raises(Unauthenticated):
        authenticate(header(credential, "sai"))
    assert Credential.objects.get().last_used_at is None
    authenticate(header(credential, secret))
    assert Credential.objects.get().last_used_at is not None
    with django_assert_num_queries(0):
        authenticate(header(credential, secret))
    old = timezone.now() - 2 * USED_EVERY
    Credential.objects.update(last_used_at=old)
    forget()
    authenticate(header(credential, secret))
    assert Credential.objects.get().last_used_at > old


@pytest.fixture
def nobody_counted() -> None:
    cache.clear()


@pytest.mark.usefixtures("nobody_counted")
@pytest.mark.parametrize("version", VERSIONS)
def test_who_asks_too_often_is_told_when_to_come_back(
    version: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xapi.credentials.time.time", lambda: 1_800_000_015.0)
    settings.XAPI_PER_MINUTE = 3
    client, other = Lrs(version, authority("khach")), Lrs(version, authority("ban"))
    assert [client.get().status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.post(statement())
    assert (refused.status_code, refused["Retry-After"]) == (429, "45")
    assert refused["X-Experience-API-Version"] == version
    assert not Statement.objects.exists()
    assert other.get().status_code == 200
    monkeypatch.setattr("xapi.credentials.time.time", lambda: 1_800_000_060.0)
    assert client.get().status_code == 200


@pytest.mark.usefixtures("nobody_counted")
def test_a_keys_own_limit_goes_before_the_setting(settings: Any) -> None:
    settings.XAPI_PER_MINUTE = 1
    credential, secret = issue(authority=authority("khach"), scopes=["all"])
    Credential.objects.update(per_minute=0)
    for _ in range(5):
        authenticate(header(credential, secret))
    Credential.objects.update(per_minute=2)
    forget()
    for _ in range(2):
        authenticate(header(credential, secret))
    with pytest.raises(TooMany):
        authenticate(header(credential, secret))


def test_the_commands_rotate_and_list_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    credential, first = issue(authority=authority("khach"), scopes=["statements/write"])
    call_command("rotate_credential", credential.key, "--grace", "0")
    shown = capsys.readouterr().out
    secret = next(line.split()[1] for line in shown.splitlines() if line.startswith("secret:"))
    assert authenticate(header(credential, secret)) == credential
    call_command("list_credentials")
    listed = capsys.readouterr().out
    assert credential.key in listed
    assert not {first, secret} & set(listed.split())
    with pytest.raises(CommandError):
        call_command("rotate_credential", "khong-co")
