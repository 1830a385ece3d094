"""Keys of clients that speak HTTP to the store: who they speak for (an authority) and what they may do (scopes).

Scopes are those of xAPI 1.0.3, Part Three, 4.2, and ``void``, which lets a key void what its authority said.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Iterable

from xapi.models import Authority, Credential, Trust

WRITE, READ, READ_MINE = "statements/write", "statements/read", "statements/read/mine"
STATE, PROFILE, DEFINE, VOID, ALL_READ, ALL = "state", "profile", "define", "void", "all/read", "all"
SCOPES = frozenset({WRITE, READ, READ_MINE, STATE, PROFILE, DEFINE, VOID, ALL_READ, ALL})

# What these say is believed because the server says it.
OWN = frozenset({Trust.SYSTEM, Trust.SERVER_GRADED, Trust.LEARNER_SESSION})

# A revoked key may live this long in another process (seconds); it saves one query per request.
CACHE_SECONDS = 60
_cache: dict[str, tuple[float, Credential]] = {}


class Unauthenticated(Exception):
    """The Authorization header is missing, malformed or wrong (401)."""


class Forbidden(Exception):
    """The credential lacks the scope (403)."""


class TooMany(Exception):
    """The client asks more often than it may (429)."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def issue(*, authority: Authority, scopes: Iterable[str]) -> tuple[Credential, str]:
    """A new key and its secret, which is not kept and cannot be shown again.

    Nobody outside speaks for the installation itself: raises ``ValueError`` for an authority it trusts as its own.
    """
    if authority.trust in OWN:
        raise ValueError(f"{authority.key} is this installation's own")
    wanted = sorted(set(scopes))
    unknown = set(wanted) - SCOPES
    if unknown:
        raise ValueError(f"unknown scopes: {', '.join(sorted(unknown))}")
    secret = secrets.token_urlsafe(32)
    credential = Credential.objects.create(
        authority=authority, key=secrets.token_urlsafe(18), secret_sha256=digest(secret), scopes=wanted
    )
    return credential, secret


def authenticate(header: str) -> Credential:
    """The credential of HTTP Basic; raises ``Unauthenticated``."""
    key, secret = _basic(header)
    credential = _find(key)
    # An unknown key costs the same comparison as a known one.
    expected = credential.secret_sha256 if credential else "0" * 64
    if not hmac.compare_digest(digest(secret), expected) or credential is None:
        raise Unauthenticated
    return credential


def allows(credential: Credential, *scopes: str) -> bool:
    """One of ``scopes`` is enough; whoever may read everything may read."""
    held = set(credential.scopes)
    return bool(held & {ALL, *scopes}) or (READ in scopes and ALL_READ in held)


def need(credential: Credential, *scopes: str) -> None:
    if not allows(credential, *scopes):
        raise Forbidden


def forget() -> None:
    """Empty this process's cache, after revoking a key."""
    _cache.clear()


def digest(secret: str) -> str:
    """What is kept of a secret: it is random, so it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _basic(header: str) -> tuple[str, str]:
    scheme, _space, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise Unauthenticated
    try:
        key, colon, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise Unauthenticated from error
    if not colon or "\x00" in key:
        raise Unauthenticated
    return key, secret


def _find(key: str) -> Credential | None:
    cached = _cache.get(key)
    if cached and cached[0] > time.monotonic():
        return cached[1]
    found = Credential.objects.select_related("authority").filter(key=key, revoked_at=None).first()
    if found:
        _cache[key] = (time.monotonic() + CACHE_SECONDS, found)
    else:
        _cache.pop(key, None)
    return found
