"""Issuing, rotating, limiting and revoking a key, each with its audit row; a secret is only ever returned."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from mooc.foundation.models import audit
from xapi import credentials
from xapi.authorities import outside_authority
from xapi.models import Authority, Credential, Trust


class AlreadyDone(Exception):
    """The same page was sent before, or somebody was faster."""


@dataclass(frozen=True, slots=True)
class NewClient:
    name: str
    home_page: str
    trust: Trust


@dataclass(frozen=True, slots=True)
class Secret:
    """A key with its secret, for the one page that shows it."""

    credential: Credential
    secret: str


def issue_key(
    *, key: str, client: Authority | NewClient, scopes: Sequence[str], per_minute: int | None, acting_user: Any
) -> Secret:
    """A new key named ``key`` (``credentials.new_key``), so that the same page sent twice makes one.

    Raises ``AlreadyDone``, and for a new client ``xapi.authorities.TrustDiffers``.
    """
    try:
        with transaction.atomic():
            return _issue(key, client, scopes, per_minute, acting_user)
    except IntegrityError as error:
        raise AlreadyDone(key) from error


def _issue(
    key: str, client: Authority | NewClient, scopes: Sequence[str], per_minute: int | None, acting_user: Any
) -> Secret:
    if isinstance(client, NewClient):
        client = outside_authority(name=client.name, home_page=client.home_page, trust=client.trust)
    credential, secret = credentials.issue(authority=client, scopes=scopes, per_minute=per_minute, key=key)
    new = {
        "key": key,
        "authority": client.key,
        "trust": client.trust,
        "scopes": credential.scopes,
        "per_minute": per_minute,
    }
    audit(acting_user=acting_user, verb="issue_key", subject=credential, new=new)
    return Secret(credential, secret)


def stamp(credential: Credential) -> str:
    """Stands for the present secret on the page that offers to replace it, and tells nothing of it."""
    return salted_hmac("progress.keys", f"{credential.pk} {credential.secret_sha256}").hexdigest()


@transaction.atomic
def rotate_key(*, credential: Credential, seen: str, grace: dt.timedelta, acting_user: Any) -> Secret:
    """A new secret; the one ``seen`` stands for stays good for ``grace``. Raises ``AlreadyDone``."""
    locked = Credential.objects.select_for_update().filter(pk=credential.pk, revoked_at=None).first()
    if locked is None or stamp(locked) != seen:
        raise AlreadyDone(credential.key)
    secret = credentials.rotate(locked, grace=grace)
    until = locked.previous_until.isoformat() if locked.previous_until else None
    audit(acting_user=acting_user, verb="rotate_key", subject=locked, new={"key": locked.key, "previous_until": until})
    transaction.on_commit(credentials.forget)
    return Secret(locked, secret)


@transaction.atomic
def limit_key(*, credential: Credential, per_minute: int | None, acting_user: Any) -> bool:
    """Requests a minute (None: the setting, 0: no limit); False where that is what they were already.

    Raises ``AlreadyDone`` for a key that is revoked.
    """
    locked = Credential.objects.select_for_update().filter(pk=credential.pk, revoked_at=None).first()
    if locked is None:
        raise AlreadyDone(credential.key)
    old = locked.per_minute
    if old == per_minute:
        return False
    credentials.limit(locked, per_minute)
    before, after = {"key": locked.key, "per_minute": old}, {"key": locked.key, "per_minute": per_minute}
    audit(acting_user=acting_user, verb="limit_key", subject=locked, old=before, new=after)
    transaction.on_commit(credentials.forget)
    return True


@transaction.atomic
def revoke_key(*, credential: Credential, reason: str, acting_user: Any) -> None:
    """Raises ``AlreadyDone``."""
    if not credentials.revoke(credential.key):
        raise AlreadyDone(credential.key)
    old = {"key": credential.key, "scopes": credential.scopes}
    audit(acting_user=acting_user, verb="revoke_key", subject=credential, old=old, reason=reason)
    # What another thread read meanwhile is what was before.
    transaction.on_commit(credentials.forget)
