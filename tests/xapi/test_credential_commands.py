"""An operator issues a key, a client uses it, the operator revokes it."""

import io
import re
from base64 import b64encode

import pytest
from django.core.management import CommandError, call_command

from xapi.credentials import Unauthenticated, authenticate, forget
from xapi.models import Authority, Credential, Trust

pytestmark = pytest.mark.django_db
HOME = "https://hr.example.org"


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def key_and_header(shown: str) -> tuple[str, str]:
    key, secret = (re.search(rf"{name}: +(\S+)", shown) for name in ("key", "secret"))
    assert key
    assert secret
    return key[1], "Basic " + b64encode(f"{key[1]}:{secret[1]}".encode()).decode()


def test_a_key_is_issued_used_and_revoked() -> None:
    forget()
    shown = run("issue_credential", "so-noi-vu", "--home-page", HOME, "--scope", "statements/write")
    key, header = key_and_header(shown)
    found = authenticate(header)
    assert (found.authority.key, found.authority.trust) == (f"account|{HOME}|so-noi-vu", Trust.EXTERNAL)
    assert found.scopes == ["statements/write"]
    assert Credential.objects.get().secret_sha256 not in shown

    run("revoke_credential", key)
    with pytest.raises(Unauthenticated):
        authenticate(header)
    with pytest.raises(CommandError):
        run("revoke_credential", key)


def test_a_second_key_speaks_for_the_same_authority_and_never_changes_its_trust() -> None:
    run("issue_credential", "so-noi-vu", "--home-page", HOME)
    run("issue_credential", "so-noi-vu", "--home-page", HOME)
    assert (Authority.objects.count(), Credential.objects.count()) == (1, 2)
    with pytest.raises(CommandError):
        run("issue_credential", "so-noi-vu", "--home-page", HOME, "--trust", "trusted-external")


@pytest.mark.parametrize("words", [["x", "--home-page", "no-iri"], ["x", "--home-page", HOME, "--trust", "system"]])
def test_what_is_no_authority_of_outsiders_is_refused(words: list[str]) -> None:
    with pytest.raises(CommandError):
        run("issue_credential", *words)
    assert not Credential.objects.exists()
