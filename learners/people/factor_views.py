"""The second factor's pages: shown at sign-in, set up, looked after by its owner.

Whoever is about to sign in is known by the session alone (``factor_session``); whoever is signed in looks after what
is her own.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from learners.people.factor import (
    AlreadyThere,
    WrongCode,
    codes_left,
    factor_of,
    must_have_factor,
    renew_codes,
    reset,
    set_up,
)
from learners.people.factor_forms import SetUpFactor, ShowFactor
from learners.people.factor_picture import app_address, qr_svg
from learners.people.factor_session import Waiting, finish, remember, secret_of, waiting
from learners.people.models import Account
from learners.people.rights import with_rights
from learners.people.sessions import lead, speak

form_page = require_http_methods(["GET", "HEAD", "POST"])
FEW = 3


@form_page
@never_cache
@sensitive_post_parameters("code")
def show_factor(request: HttpRequest) -> HttpResponse:
    held = waiting(request)
    if held is None:
        return redirect("people:sign_in")
    form = ShowFactor(request.POST or None, account=held.account, request=request)
    if request.method != "POST" or not form.is_valid() or form.factor is None:
        return render(request, "people/factor_show.html", {"form": form, "account": held.account})
    finish(request, held, form.factor)
    _warn_of_few(request, held.account)
    return lead(request, held.account, held.to)


@form_page
@never_cache
@sensitive_post_parameters("password", "code")
@sensitive_variables("secret", "codes")
def set_up_factor(request: HttpRequest) -> HttpResponse:
    held = waiting(request)
    if held is None and not request.user.is_authenticated:
        return redirect("people:sign_in")
    account = held.account if held else access_own(request)
    if factor_of(account):
        return redirect("people:factor_show" if held else "people:factor")
    secret = secret_of(request)
    form = SetUpFactor(
        request.POST or None, account=account, request=request, secret=secret, knows_password=held is not None
    )
    if request.method == "POST" and form.is_valid():
        return _set_up(request, account, held, secret, form)
    return _offer(request, account, secret, form)


@require_safe
@login_required
@never_cache
def factor(request: HttpRequest) -> HttpResponse:
    account = access_own(request)
    found = factor_of(account)
    left = codes_left(account) if found else 0
    context = {"factor": found, "left": left, "few": left <= FEW, "required": must_have_factor(account)}
    return render(request, "people/factor.html", context)


@form_page
@login_required
@never_cache
@sensitive_post_parameters("code")
def new_codes(request: HttpRequest) -> HttpResponse:
    account = access_own(request)
    if factor_of(account) is None:
        return redirect("people:factor")
    form = ShowFactor(request.POST or None, account=account, request=request)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/factor_new_codes.html", {"form": form})
    return _print(request, account, renew_codes(account=account), reverse("people:factor"))


@form_page
@login_required
@never_cache
@sensitive_post_parameters("code")
def other_phone(request: HttpRequest) -> HttpResponse:
    account = access_own(request)
    if factor_of(account) is None:
        return redirect("people:factor_set_up")
    form = ShowFactor(request.POST or None, account=account, request=request)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/factor_other_phone.html", {"form": form})
    reset(account=account, acting_user=account)
    return redirect("people:factor_set_up")


def access_own(request: HttpRequest) -> Account:
    """The account that is signed in, if the second factor is any concern of it; 404 for whoever only learns."""
    account = request.user
    if not isinstance(account, Account) or not (with_rights([account.pk]) or factor_of(account)):
        raise Http404
    return account


def _offer(request: HttpRequest, account: Account, secret: str, form: SetUpFactor) -> HttpResponse:
    grouped = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    address = app_address(account, secret)
    context = {
        "form": form,
        "account": account,
        "address": address,
        "picture": qr_svg(address),
        "secret": grouped,
        "required": must_have_factor(account),
    }
    return render(request, "people/factor_set_up.html", context)


def _set_up(
    request: HttpRequest, account: Account, held: Waiting | None, secret: str, form: SetUpFactor
) -> HttpResponse:
    try:
        codes = set_up(account=account, secret=secret, typed=form.cleaned_data["code"])
    except AlreadyThere:
        return redirect("people:factor_show" if held else "people:factor")
    except WrongCode:
        form.add_error("code", _("Mã vừa hết hạn. Hãy nhập mã đang hiện trong ứng dụng."))
        return _offer(request, account, secret, form)
    found: Any = factor_of(account)
    if held is None:
        remember(request, found)
        return _print(request, account, codes, reverse("people:factor"))
    finish(request, held, found)
    # From the codes on the way is that of any sign-in.
    answer = _print(request, account, codes, lead(request, account, held.to)["Location"])
    speak(answer, account)
    return answer


def _print(request: HttpRequest, account: Account, codes: list[str], to: str) -> HttpResponse:
    """This page is the only one that ever shows them."""
    return render(request, "people/factor_codes.html", {"codes": codes, "account": account, "to": to})


def _warn_of_few(request: HttpRequest, account: Account) -> None:
    left = codes_left(account)
    if left <= FEW:
        said = _("Anh/chị còn %(left)d mã dự phòng. Hãy vào Xác nhận hai bước để lấy mã mới.")
        messages.warning(request, said % {"left": left})
