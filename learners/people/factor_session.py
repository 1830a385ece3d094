"""Between the right password and the second factor, and what a session remembers of having shown it.

Until the factor is shown nobody is signed in: the session only knows who proved her password, for a quarter of an hour.
"""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from learners.people.factor import new_secret
from learners.people.factor_secrets import Unreadable
from learners.people.models import Account
from learners.people.sessions import BACKEND, open_session

WAITING, SECRET, SHOWN = "factor_waiting", "factor_secret", "factor_shown"
# The phone lies in another room; later the password is asked for again.
FOR = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who proved her password. ``to`` is where she is led once she is signed in."""

    account: Account
    own_device: bool
    to: str


def begin(request: HttpRequest, account: Account, own_device: bool, to: str) -> None:
    """Whoever was signed in on this machine is signed out."""
    if request.user.is_authenticated:
        logout(request)
    else:
        request.session.cycle_key()
    # Never the secret that was offered to somebody before her on this machine.
    request.session.pop(SECRET, None)
    request.session[WAITING] = {
        "account": str(account.pk),
        # A password that is changed meanwhile ends this too.
        "password": account.get_session_auth_hash(),
        "own_device": own_device,
        "to": to,
        "at": timezone.now().isoformat(),
    }


def waiting(request: HttpRequest) -> Waiting | None:
    kept = request.session.get(WAITING)
    if not kept or timezone.now() - dt.datetime.fromisoformat(kept["at"]) > FOR:
        return None
    account = Account.objects.select_related("person").filter(pk=kept["account"], is_active=True).first()
    if account is None or not constant_time_compare(kept["password"], account.get_session_auth_hash()):
        return None
    return Waiting(account, kept["own_device"], kept["to"])


def secret_of(request: HttpRequest) -> str:
    """The one offered in this session, so that a page loaded again shows the same picture."""
    try:
        return str(decrypt(request.session[SECRET]))
    except (KeyError, Unreadable):
        secret = new_secret()
        request.session[SECRET] = encrypt(secret)
        return secret


def finish(request: HttpRequest, held: Waiting, factor: Authenticator) -> None:
    """Sign her in, with the factor shown."""
    login(request, held.account, backend=BACKEND)
    open_session(request, held.account, held.own_device)
    remember(request, factor)


def remember(request: HttpRequest, factor: Authenticator) -> None:
    for key in (WAITING, SECRET):
        request.session.pop(key, None)
    request.session[SHOWN] = factor.pk


def was_shown(request: HttpRequest) -> bool:
    """In this session, and the factor is still there: a reset ends what was shown before it. One query at most."""
    shown = request.session.get(SHOWN)
    return shown is not None and Authenticator.objects.filter(pk=shown, user=request.user.pk).exists()
