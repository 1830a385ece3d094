"""The notice after a new version; "Dữ liệu của tôi": what was read and allowed, and taking it back."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from learners.people.access import own_account
from learners.people.asked import DUE, asked_of, settle
from learners.people.consent_models import DataPurpose
from learners.people.consents import NotWithdrawable, give, offered, text_in_force, withdraw
from learners.people.exporting import everything_about
from learners.people.my_data import my_data
from learners.people.wished import wished


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def notice(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    asked, to = asked_of(account, request.POST), wished(request) or "study:landing"
    if asked.notice is None:
        request.session.pop(DUE, None)
        return redirect(to)
    if request.method == "POST":
        settle(request, account, asked)
        return redirect(to)
    return render(request, "people/notice.html", {"asked": asked, "next": to})


@require_safe
@login_required
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "people/my_data.html", {"data": my_data(own_account(request))})


@buttons_only
@login_required
def allow(request: HttpRequest) -> HttpResponse:
    account, purpose = own_account(request), request.POST.get("purpose", "")
    if purpose not in offered(account):
        messages.error(request, _("Việc này hiện không cho phép được. Hãy xem lại trang."))
        return redirect("people:my_data")
    give(account=account, text=text_in_force(DataPurpose(purpose)), acting_user=account)
    messages.success(request, _("Đã ghi nhận anh/chị cho phép."))
    return redirect("people:my_data")


@buttons_only
@login_required
def take_back(request: HttpRequest, consent: int) -> HttpResponse:
    account = own_account(request)
    found = get_object_or_404(account.consents.select_related("text"), pk=consent)
    try:
        withdraw(consent=found, acting_user=account)
    except NotWithdrawable:
        messages.info(request, _("Việc này đã rút lại từ trước."))
        return redirect("people:my_data")
    if found.text.purpose == DataPurpose.GUARDIAN:
        logout(request)
        return redirect("people:sign_in")
    messages.success(request, _("Đã rút lại. Từ lúc này việc ấy không còn được làm."))
    return redirect("people:my_data")


@require_safe
@login_required
@never_cache
def data_json(request: HttpRequest) -> HttpResponse:
    found = everything_about(own_account(request))
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.json"'
    return answer
