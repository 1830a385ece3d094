"""Answering what is said about where people belong: the list, and one claim with the ways to answer it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.agencies.claim_models import ClaimKind, MembershipClaim
from learners.agencies.claims import AlreadyDecided, decide_claim
from learners.agencies.refusing import CannotChange
from learners.coverage.claims import access_claim, membership_meant, open_claims_of, said_lines
from learners.coverage.foreseeing import foresee
from learners.coverage.handing_over import accept, move_meant
from learners.coverage.permissions import PeopleScope
from learners.coverage.person_views import access_scope

PAGE = 25
ACCEPT = "nhan"


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Lý do hoặc căn cứ"),
        max_length=200,
        error_messages={"required": gettext_lazy("Hãy ghi lý do. Người gửi sẽ đọc dòng này.")},
    )


@login_required
def claims(request: HttpRequest) -> HttpResponse:
    scope = access_scope(request)
    waiting = open_claims_of(scope).select_related("person__merged_into")
    page = Paginator(waiting, PAGE).get_page(request.GET.get("trang"))
    return render(request, "coverage/claims.html", {"page": page, "lines": said_lines(list(page.object_list), scope)})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, claim: int) -> HttpResponse:
    scope = access_scope(request)
    found = access_claim(scope, claim)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answered(request, found, scope, form):
        return redirect("coverage:claims")
    [said] = said_lines([found], scope)
    told = {"said": said, "form": form, "membership": _meant(found, scope), "may_open": scope.allows(said.who.person)}
    return render(request, "coverage/claim.html", {**told, **_foreseen(request, found, scope)})


def _meant(found: MembershipClaim, scope: PeopleScope) -> Any:
    return membership_meant(found, scope) if found.kind == ClaimKind.NOT_MINE else None


def _foreseen(request: HttpRequest, found: MembershipClaim, scope: PeopleScope) -> dict[str, Any]:
    """Of a handover: the numbers that change if it is accepted, or why it cannot be."""
    if found.kind != ClaimKind.HANDOVER or found.decided_at:
        return {}
    try:
        return {"foreseen": foresee(move_meant(found, scope), scope, acting_user=request.user)}
    except CannotChange as refused:
        return {"refused": [one.text for one in refused.refusals]}


def _answered(request: HttpRequest, found: MembershipClaim, scope: PeopleScope, form: AnswerForm) -> bool:
    """A claim "mine" or "not mine" is accepted by changing the roster, which its page leads to."""
    accepts = ACCEPT in request.POST and found.kind == ClaimKind.HANDOVER
    answer = form.cleaned_data["answer"]
    try:
        if accepts:
            accept(found, scope, answer=answer, acting_user=request.user)
            messages.success(request, _("Đã nhận. Người này thuộc đơn vị anh/chị từ ngày đã ghi."))
        else:
            decide_claim(claim=found, accept=False, answer=answer, acting_user=request.user)
            messages.success(request, _("Đã trả lời: không nhận ý kiến này. Người gửi đọc được lý do trong Thông báo."))
    except AlreadyDecided:
        messages.info(request, _("Ý kiến này đã có người trả lời trước."))
    except CannotChange as refused:
        form.add_error(None, str(refused))
        return False
    return True
