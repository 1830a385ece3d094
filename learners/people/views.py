"""Signing in; the printed code, from its entry to the first page; a forgotten password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LoginView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from learners.people import pending
from learners.people.asked import asked_of, settle
from learners.people.describing import describe_person
from learners.people.entering import enter
from learners.people.factor_gate import lacks_factor
from learners.people.forms import CodeForm, SignInForm
from learners.people.models import Account
from learners.people.passwords import ChoosePassword
from learners.people.redeeming import CodeOver, refuse_code, use_code
from learners.people.registration import waits_for_guardian
from learners.people.registration_views import ask_guardian

form_page = require_http_methods(["GET", "HEAD", "POST"])


class SignIn(LoginView):
    template_name = "people/sign_in.html"
    authentication_form = SignInForm

    def form_valid(self, form: Form) -> HttpResponse:
        account = form.get_user()  # type: ignore[attr-defined]
        if waits_for_guardian(account):
            return ask_guardian(self.request, account)
        return enter(self.request, account, form.cleaned_data["own_device"], self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, lacks_factor=lacks_factor(self.request, self.get_redirect_url()))


@form_page
@never_cache
@sensitive_post_parameters("code")
def first_sign_in(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.found is not None:
        pending.begin(request, form.found)
        return redirect("people:confirm")
    return render(request, "people/first_sign_in.html", {"form": form})


@require_safe
@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    code = pending.pending_code(request)
    if code is None:
        return _over(request)
    person = code.account.person
    places = describe_person(person) if person else []
    return render(request, "people/confirm.html", {"account": code.account, "places": places})


@buttons_only
@never_cache
def refuse(request: HttpRequest) -> HttpResponse:
    code = pending.pending_code(request)
    if code is None:
        return _over(request)
    try:
        refuse_code(code_id=code.pk)
    except CodeOver:
        return _over(request)
    pending.forget(request)
    return redirect("people:refused")


@require_safe
def refused(request: HttpRequest) -> HttpResponse:
    return render(request, "people/refused.html")


@form_page
@never_cache
@sensitive_post_parameters("password", "again")
def choose_password(request: HttpRequest) -> HttpResponse:
    code = pending.pending_code(request)
    if code is None:
        return _over(request)
    form, asked = ChoosePassword(request.POST or None, account=code.account), asked_of(code.account, request.POST)
    if request.method != "POST" or not form.is_valid():
        shown = {"form": form, "account": code.account, "asked": asked}
        return render(request, "people/choose_password.html", shown)
    try:
        account = use_code(code_id=code.pk, password=form.cleaned_data["password"])
    except CodeOver:
        return _over(request)
    settle(request, account, asked)
    return _enter(request, account, form.cleaned_data["own_device"])


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    return render(request, "people/forgotten.html")


def _enter(request: HttpRequest, account: Account, own_device: bool) -> HttpResponse:
    if waits_for_guardian(account):
        pending.forget(request)
        return ask_guardian(request, account)
    answer = enter(request, account, own_device, reverse("study:landing"))
    pending.forget(request)
    return answer


def _over(request: HttpRequest) -> HttpResponse:
    pending.forget(request)
    messages.warning(request, _("Mã không còn dùng được hoặc đã chờ quá lâu. Hãy nhập lại mã trên phiếu."))
    return redirect("people:first_sign_in")
