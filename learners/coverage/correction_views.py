"""Deciding about names: what waits, and one request with all that the decision rests on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from learners.certificates.models import NameCorrection
from learners.certificates.naming import AlreadyDecided, decide_correction
from learners.coverage.corrections import access_correction, asked_lines, decides_all, decision, open_corrections_of
from learners.coverage.forms import DecisionForm
from learners.coverage.permissions import PeopleScope

PAGE = 25


def access_desk(request: HttpRequest) -> PeopleScope:
    """Whose requests the reader decides; 404 for whoever decides about nobody."""
    scope = PeopleScope(request.user, timezone.localdate())
    if scope.agencies.first(scope.day) is None and not decides_all(request.user):
        raise Http404
    return scope


@login_required
def corrections(request: HttpRequest) -> HttpResponse:
    scope = access_desk(request)
    page = Paginator(open_corrections_of(scope), PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "lines": asked_lines(list(page.object_list), scope)}
    return render(request, "coverage/corrections.html", context)


@login_required
@never_cache
def correction(request: HttpRequest, correction: int) -> HttpResponse:
    scope = access_desk(request)
    found = access_correction(scope, correction)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _decide(request, found, form.cleaned_data)
        return redirect("coverage:corrections")
    return render(request, "coverage/correction.html", {"told": decision(found, scope), "form": form})


def _decide(request: HttpRequest, found: NameCorrection, said: dict[str, Any]) -> None:
    accept = said["decision"] == DecisionForm.ACCEPT
    try:
        made = decide_correction(correction=found, accept=accept, answer=said["answer"], acting_user=request.user)
    except AlreadyDecided:
        messages.info(request, _("Đề nghị này đã có người quyết định trước."))
        return
    if not accept:
        messages.success(request, _("Đã trả lời: không sửa họ tên. Người đề nghị đọc được lý do trong Thông báo."))
        return
    text = _("Đã sửa họ tên thành “%s”.") % found.full_name
    if made:
        text += " " + _("Giấy chứng nhận cấp lại: %s.") % ", ".join(one.number for one in made)
    messages.success(request, text)
