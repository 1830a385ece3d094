"""What follows a proven password: signed in at once, or first led to the second factor."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from learners.people.factor import factor_of, must_have_factor
from learners.people.factor_session import begin
from learners.people.models import Account
from learners.people.sessions import BACKEND, lead, open_session


def enter(request: HttpRequest, account: Account, own_device: bool, to: str) -> HttpResponse:
    """``to`` is an address of this site. Whoever has a factor is asked for it, also where none is required."""
    has_one = factor_of(account) is not None
    if has_one or must_have_factor(account):
        begin(request, account, own_device, to)
        return redirect("people:factor_show" if has_one else "people:factor_set_up")
    login(request, account, backend=BACKEND)
    open_session(request, account, own_device)
    return lead(request, account, to)
