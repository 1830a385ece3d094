"""One membership on a person's page: which kind of change, the form, what it changes, and only then the change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.agencies.claims import AlreadyAsked, AlreadyDecided
from learners.agencies.models import Membership
from learners.agencies.queries import name_on
from learners.agencies.refusing import CannotChange
from learners.coverage.foreseeing import Foreseen, foresee
from learners.coverage.membership_changes import (
    ENDS,
    FORMS,
    MOVES,
    ONE_DAY,
    WRONG,
    Desk,
    Wanted,
    access_desk,
    carry_out,
    wanted,
)
from learners.coverage.membership_forms import named
from learners.coverage.once import take, ticket

CONFIRM, BACK = "xac-nhan", "sua-lai"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, person: UUID, membership: int) -> HttpResponse:
    desk = access_desk(request, person)
    row, kind = desk.membership(membership), request.GET.get("viec", "")
    if kind not in FORMS or not kind:
        return render(request, "coverage/membership.html", _told(request, desk, row))
    return _answer(request, desk, kind, row)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, person: UUID) -> HttpResponse:
    return _answer(request, access_desk(request, person), "", None)


def _answer(request: HttpRequest, desk: Desk, kind: str, row: Membership | None) -> HttpResponse:
    posted = request.method == "POST"
    form = FORMS[kind](
        request.POST if posted else None,
        initial=_initial(kind, row, desk),
        **({} if kind == ENDS else {"today": desk.scope.day}),
    )
    told = {**_told(request, desk, row), "form": form, "kind": kind, "wrong": kind == WRONG}
    if not posted or BACK in request.POST or not form.is_valid():
        return render(request, "coverage/membership_form.html", told)
    what = wanted(kind, row, desk.person, form, desk.reach)
    if what is None:
        return render(request, "coverage/membership_form.html", told)
    try:
        if CONFIRM in request.POST:
            return _confirm(request, desk, what)
        foreseen = foresee(what.changes, desk.scope, acting_user=request.user) if what.changes else Foreseen([])
    except CannotChange as refused:
        for refusal in refused.refusals:
            form.add_error(None, refusal.text)
        return render(request, "coverage/membership_form.html", told)
    return render(request, "coverage/membership_preview.html", _preview(told, what, foreseen, request))


def _confirm(request: HttpRequest, desk: Desk, what: Wanted) -> HttpResponse:
    """A second click finds its ticket used and changes nothing."""
    if not take(request):
        messages.info(request, _("Thay đổi này đã được ghi rồi."))
        return redirect("coverage:person", desk.person.pk)
    try:
        carry_out(what, desk, acting_user=request.user)
    except AlreadyAsked:
        messages.info(request, _("Đã có một đề nghị chuyển như vậy đang chờ trả lời."))
    except AlreadyDecided:
        messages.info(request, _("Đề nghị này đã có người quyết định trước. Chưa thay đổi gì."))
    else:
        messages.success(request, _done(what))
    if desk.claim:
        return redirect("coverage:claims")
    return redirect("coverage:person" if desk.scope.allows(desk.person) else "coverage:search", *_where(desk))


def _where(desk: Desk) -> list[UUID]:
    return [desk.person.pk] if desk.scope.allows(desk.person) else []


def _done(what: Wanted) -> str:
    if what.handover:
        return (
            _("Đã gửi đề nghị chuyển đến “%s”. Khi nơi ấy trả lời, anh/chị nhận được thông báo.") % what.handover.name
        )
    return _("Đã ghi. Báo cáo hiện hành đã theo thông tin mới; báo cáo đã chốt giữ nguyên.")


def _initial(kind: str, row: Membership | None, desk: Desk) -> dict[str, Any]:
    asked = desk.claim
    if row is None:
        return {"agency": named(asked.agency_id, desk.scope.day), "which": asked.agency_id} if asked else {}
    shown: dict[str, Any] = {
        "category": row.category,
        "position": row.position,
        "is_head": row.is_head,
        "is_secondary": not row.is_primary,
        "which": row.agency_id,
    }
    if kind == MOVES:
        # Of an agency that is gone the day is known.
        gone = desk.scope.agencies.history.last_end(row.agency_id)
        ended = gone if gone and gone <= desk.scope.day else None
        return {**shown, "is_head": False, "which": None, "first_day": ended}
    last = row.valid_to
    return {
        **shown,
        "agency": named(row.agency_id, row.valid_from),
        "valid_from": row.valid_from,
        "last_day": last and last - ONE_DAY,
    }


def _told(request: HttpRequest, desk: Desk, row: Membership | None) -> dict[str, Any]:
    name = name_on([row.agency_id], desk.scope.day).get(row.agency_id) if row else None
    return {"person": desk.person, "membership": row, "agency_name": name, "claim": desk.claim}


def _preview(told: dict[str, Any], what: Wanted, foreseen: Foreseen, request: HttpRequest) -> dict[str, Any]:
    given = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    meant = getattr(told["form"], "meant", None)
    sent = [(name, str(meant.id) if meant and name == "which" else value) for name, value in given]
    return {**told, "what": what, "foreseen": foreseen, "sent": sent, "ticket": ticket(), "meant": meant}
