"""Keys of clients that speak HTTP to the store: who they speak for (an authority) and what they may do (scopes).

Scopes are those of xAPI 1.0.3, Part Three, 4.2, and ``void``, which lets a key void what its authority said.
"""

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import secrets
import time
from collections.abc import Iterable

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from xapi.models import Authority, Credential, Trust

WRITE, READ, READ_MINE = "statements/write", "statements/read", "statements/read/mine"
STATE, PROFILE, DEFINE, VOID, ALL_READ, ALL = "state", "profile", "define", "void", "all/read", "all"
SCOPES = frozenset({WRITE, READ, READ_MINE, STATE, PROFILE, DEFINE, VOID, ALL_READ, ALL})

# What these say is believed because the server says it.
OWN = frozenset({Trust.SYSTEM, Trust.SERVER_GRADED, Trust.LEARNER_SESSION})

# A revoked key may live this long in another process (seconds); it saves one query per request.
CACHE_SECONDS = 60
_cache: dict[str, tuple[float, Credential]] = {}

# How long the old secret stays good after a rotation, unless somebody says otherwise.
GRACE = dt.timedelta(hours=24)
# ``last_used_at`` is no more exact than this: it is not written with every request.
USED_EVERY = dt.timedelta(minutes=10)
PER_MINUTE = 6_000
# Of no secret anybody could have.
_NOBODY = "0" * 64


class Unauthenticated(Exception):
    """The Authorization header is missing, malformed or wrong (401)."""


class Forbidden(Exception):
    """The credential lacks the scope (403); ``message`` and ``path`` say it where it is something else."""

    def __init__(self, message: str = "", path: str = "") -> None:
        super().__init__(message)
        self.message, self.path = message, path


class TooMany(Exception):
    """The client asks more often than it may (429); ``message`` says it where it is no key that asks."""

    def __init__(self, seconds: int, message: str = "") -> None:
        super().__init__(seconds)
        self.seconds, self.message = seconds, message


def new_key() -> str:
    """A letter first: a key that began with a dash would be an option to every command."""
    return f"k{secrets.token_urlsafe(18)}"


def issue(
    *, authority: Authority, scopes: Iterable[str], per_minute: int | None = None, key: str = ""
) -> tuple[Credential, str]:
    """A new key and its secret, which is not kept and cannot be shown again.

    Who asked for ``new_key`` before gets that one; a second time it is an ``IntegrityError``. Nobody outside speaks for
    the installation itself: raises ``ValueError`` for an authority it trusts as its own.
    """
    if authority.trust in OWN:
        raise ValueError(f"{authority.key} is this installation's own")
    wanted = sorted(set(scopes))
    unknown = set(wanted) - SCOPES
    if unknown:
        raise ValueError(f"unknown scopes: {', '.join(sorted(unknown))}")
    secret = secrets.token_urlsafe(32)
    credential = Credential.objects.create(
        authority=authority,
        key=key or new_key(),
        secret_sha256=digest(secret),
        scopes=wanted,
        per_minute=per_minute,
    )
    return credential, secret


def rotate(credential: Credential, *, grace: dt.timedelta = GRACE) -> str:
    """A new secret for the same key; the present one stays good for ``grace``, whatever was before it does not."""
    secret = secrets.token_urlsafe(32)
    credential.previous_sha256 = credential.secret_sha256 if grace else ""
    credential.previous_until = timezone.now() + grace if grace else None
    credential.secret_sha256 = digest(secret)
    credential.save(update_fields=["secret_sha256", "previous_sha256", "previous_until"])
    forget()
    return secret


def limit(credential: Credential, per_minute: int | None) -> None:
    """Requests a minute from now on, as ``limit_of`` reads them. Another process may count by what was before for
    ``CACHE_SECONDS``.
    """
    credential.per_minute = per_minute
    credential.save(update_fields=["per_minute"])
    forget()


def revoke(key: str) -> bool:
    """False when there is no such key in force. Another process may accept it for ``CACHE_SECONDS`` more."""
    revoked = Credential.objects.filter(key=key, revoked_at=None).update(revoked_at=timezone.now())
    forget()
    return bool(revoked)


def authenticate(header: str) -> Credential:
    """The credential of HTTP Basic; raises ``Unauthenticated``, or ``TooMany`` for a client over its limit."""
    key, secret = _basic(header)
    credential, now = _find(key), timezone.now()
    # An unknown key costs the same comparisons as a known one.
    expected = credential.secret_sha256 if credential else _NOBODY
    earlier = _NOBODY
    if credential and credential.previous_until and now < credential.previous_until:
        earlier = credential.previous_sha256
    given = digest(secret)
    right = hmac.compare_digest(given, expected) | hmac.compare_digest(given, earlier)
    if not right or credential is None:
        raise Unauthenticated
    _count(credential)
    if credential.last_used_at is None or now - credential.last_used_at > USED_EVERY:
        credential.last_used_at = now
        Credential.objects.filter(pk=credential.pk).update(last_used_at=now)
    return credential


def limit_of(credential: Credential) -> int:
    """Requests a minute; 0 is without limit."""
    if credential.per_minute is not None:
        return credential.per_minute
    return int(getattr(settings, "XAPI_PER_MINUTE", PER_MINUTE))


def _count(credential: Credential) -> None:
    count_request(f"xapi-asked-{credential.pk}", limit_of(credential))


def count_request(who: str, limit: int, message: str = "") -> None:
    """One more of ``who`` in this minute; raises ``TooMany`` past ``limit``, 0 is none.

    Counted in Django's cache: by every process for itself, or, with a cache they share, by all together.
    """
    if not limit:
        return
    minute, second = divmod(int(time.time()), 60)
    name = f"{who}-{minute}"
    cache.add(name, 0, timeout=120)
    try:
        asked = cache.incr(name)
    except ValueError:  # A full cache has dropped it meanwhile.
        return
    if asked > limit:
        raise TooMany(60 - second, message)


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
