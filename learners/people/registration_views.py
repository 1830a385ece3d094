"""Registering oneself; a guardian's consent; the user name to write down."""

import datetime as dt

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from learners.people.asked import Asked, asked_of, settle
from learners.people.consents import text_in_force
from learners.people.models import Account, DataPurpose
from learners.people.registration import give_consent, register_account, waits_for_guardian
from learners.people.registration_forms import GuardianForm, RegisterForm
from learners.people.registration_limit import client_address, next_turn, take_turn
from learners.people.sessions import BACKEND, lead, open_session
from learners.people.wished import wished

KEY = "waiting_for_guardian"
# The page she wanted to register for.
AFTER = "registered_for"
# The guardian is fetched from the next room; later the password is asked for again.
FOR = dt.timedelta(minutes=30)
form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@never_cache
@sensitive_post_parameters("password", "again")
def register(request: HttpRequest) -> HttpResponse:
    form, asked = RegisterForm(request.POST or None), asked_of(None, request.POST)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/register.html", {"form": form, "asked": asked})
    if not take_turn(client_address(request)):
        return _too_many(request, form, asked)
    data = form.cleaned_data
    wanted = {name: data[name] for name in ("full_name", "birth_year", "phone", "password")}
    account = register_account(**wanted)
    settle(request, account, asked)
    waits = waits_for_guardian(account)
    answer = ask_guardian(request, account) if waits else _begin(request, account, data["own_device"])
    request.session[AFTER] = wished(request)
    return answer


@form_page
@never_cache
def guardian(request: HttpRequest) -> HttpResponse:
    account = _waiting(request)
    if account is None:
        return redirect("people:sign_in")
    form = GuardianForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        text = text_in_force(DataPurpose.GUARDIAN)
        return render(request, "people/guardian.html", {"form": form, "account": account, "text": text})
    give_consent(account=account, guardian_name=form.cleaned_data["guardian_name"])
    return _begin(request, account, own_device=False)


@require_safe
@login_required
def registered(request: HttpRequest) -> HttpResponse:
    after = request.session.get(AFTER, "")
    return render(request, "people/registered.html", {"next": after or reverse("study:landing"), "is_led": bool(after)})


def ask_guardian(request: HttpRequest, account: Account) -> HttpResponse:
    """Somebody proved to be ``account``, who may not go on alone."""
    if request.user.is_authenticated:
        logout(request)
    else:
        request.session.cycle_key()
    request.session[KEY] = {"account": str(account.pk), "at": timezone.now().isoformat()}
    return redirect("people:guardian")


def _too_many(request: HttpRequest, form: RegisterForm, asked: Asked) -> HttpResponse:
    """What she typed stays, so that she can send it again later."""
    said = _(
        "Trong một giờ qua đã có rất nhiều người đăng ký từ mạng này. Hãy gửi lại từ %(time)s, hoặc dùng mạng khác. Cả "
        "lớp hay cả cơ quan cùng đăng ký thì báo trước cho người quản trị trang."
    )
    form.add_error(None, said % {"time": timezone.localtime(next_turn()).strftime("%H:%M")})
    return render(request, "people/register.html", {"form": form, "asked": asked}, status=429)


def _waiting(request: HttpRequest) -> Account | None:
    kept = request.session.get(KEY)
    if not kept or timezone.now() - dt.datetime.fromisoformat(kept["at"]) > FOR:
        return None
    found = Account.objects.filter(pk=kept["account"], is_active=True).select_related("person").first()
    return found if found and waits_for_guardian(found) else None


def _begin(request: HttpRequest, account: Account, own_device: bool) -> HttpResponse:
    login(request, account, backend=BACKEND)
    request.session.pop(KEY, None)
    open_session(request, account, own_device)
    return lead(request, account, "people:registered")
