"""Tài khoản của tôi."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from learners.people.access import own_account
from learners.people.looks import choose
from learners.people.profile import change_password, change_profile
from learners.people.profile_forms import ChangePassword, ProfileForm
from learners.people.rights import with_rights
from learners.people.sessions import speak

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@login_required
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    form = ProfileForm(request.POST or None, account=account)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "account": account, "has_rights": bool(with_rights([account.pk]))}
        return render(request, "people/profile.html", context)
    change_profile(account=account, acting_user=account, **form.cleaned_data)
    choose(request, "text", account.text_size)
    messages.success(request, _("Đã lưu."))
    answer = redirect("people:profile")
    speak(answer, account)
    return answer


@form_page
@login_required
@never_cache
@sensitive_post_parameters("old", "password", "again")
def password(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    form = ChangePassword(request.POST or None, account=account, request=request)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/change_password.html", {"form": form, "account": account})
    change_password(account=account, acting_user=account, password=form.cleaned_data["password"])
    update_session_auth_hash(request, account)
    messages.success(request, _("Đã đổi mật khẩu. Các máy khác đang mở tài khoản này đã bị đăng xuất."))
    return redirect("people:profile")
