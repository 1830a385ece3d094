"""Between entering a code and choosing a password: which code this browser has shown, for half an hour at most."""

import datetime as dt

from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone

from learners.people.models import SignInCode
from learners.people.redeeming import usable

KEY = "sign_in_code"
# A phone laid aside with the page open: the next hand needs the printed code again.
FOR = dt.timedelta(minutes=30)


def begin(request: HttpRequest, code: SignInCode) -> None:
    """Whoever was signed in on this phone is signed out: the code is somebody's who is not."""
    if request.user.is_authenticated:
        logout(request)
    else:
        request.session.cycle_key()
    request.session[KEY] = {"code": code.pk, "at": timezone.now().isoformat()}


def pending_id(request: HttpRequest) -> int | None:
    kept = request.session.get(KEY)
    if not kept or timezone.now() - dt.datetime.fromisoformat(kept["at"]) > FOR:
        return None
    return int(kept["code"])


def pending_code(request: HttpRequest) -> SignInCode | None:
    """The code this browser has shown, while it may still be used."""
    found = pending_id(request)
    return usable().filter(pk=found).first() if found is not None else None


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
