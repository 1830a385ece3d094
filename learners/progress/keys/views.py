"""The pages that issue, rotate, limit and revoke a key.

A secret is in the answer to the click and nowhere else: no redirect carries it, no session or message keeps it, and the
same page sent again makes nothing and shows nothing.
"""

from base64 import b64encode
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from learners.progress.keys import wording
from learners.progress.keys.actions import AlreadyDone, Secret, stamp
from learners.progress.keys.forms import IssueForm, LimitForm, RevokeForm, RotateForm
from learners.progress.keys.permissions import check_may_issue, key_in_force
from xapi.credentials import CACHE_SECONDS
from xapi.models import Credential

INDEX = "client_keys:index"
REVOKED = gettext_lazy("Khóa này đã được thu hồi trước đó.")
LABELS = {
    "key": gettext_lazy("Khóa"),
    "secret": gettext_lazy("Mã bí mật"),
    "address": gettext_lazy("Địa chỉ kho phát biểu"),
    "header": gettext_lazy("Dòng đầu gửi kèm mỗi lần gọi (HTTP Basic, gồm khóa và mã bí mật)"),
}


@never_cache
def issue(request: HttpRequest) -> HttpResponse:
    check_may_issue(request.user)
    form = IssueForm(request.POST if request.method == "POST" else None)
    try:
        issued = form.issue(request.user) if request.method == "POST" else None
    except AlreadyDone:
        return _refuse(request, _("Khóa này đã được cấp. Mã bí mật không xem lại được; nếu chưa kịp chép, hãy đổi mã."))
    if issued:
        return _show(request, issued, rotated=False)
    return render(request, "progress/keys/issue.html", {"form": form, **_frame(_("Cấp khóa kết nối"))})


@never_cache
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    credential = key_in_force(request.user, pk)
    form = RotateForm(request.POST if request.method == "POST" else None, initial={"seen": stamp(credential)})
    try:
        rotated = form.rotate(credential, request.user) if request.method == "POST" else None
    except AlreadyDone:
        return _refuse(request, _("Mã bí mật vừa được đổi và không xem lại được. Nếu chưa kịp chép, hãy đổi lần nữa."))
    if rotated:
        return _show(request, rotated, rotated=True)
    return render(request, "progress/keys/rotate.html", _context(credential, form, _("Đổi mã bí mật")))


@never_cache
def limit(request: HttpRequest, pk: int) -> HttpResponse:
    credential = key_in_force(request.user, pk)
    sent = request.POST if request.method == "POST" else None
    form = LimitForm(sent, initial={"per_minute": credential.per_minute})
    try:
        changed = form.limit(credential, request.user) if request.method == "POST" else None
    except AlreadyDone:
        return _refuse(request, REVOKED)
    if changed is not None:
        said = _("Đã đổi số lần gọi mỗi phút của “%s”.") if changed else _("Số lần gọi mỗi phút của “%s” vẫn như cũ.")
        messages.success(request, said % credential.authority.name)
        return redirect(INDEX)
    return render(request, "progress/keys/limit.html", _context(credential, form, _("Đổi số lần gọi mỗi phút")))


@never_cache
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    credential = key_in_force(request.user, pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    try:
        revoked = form.revoke(credential, request.user) if request.method == "POST" else False
    except AlreadyDone:
        return _refuse(request, REVOKED)
    if revoked:
        messages.success(request, _("Đã thu hồi khóa của “%s”.") % credential.authority.name)
        return redirect(INDEX)
    return render(request, "progress/keys/revoke.html", _context(credential, form, _("Thu hồi khóa")))


def _refuse(request: HttpRequest, message: Any) -> HttpResponse:
    messages.warning(request, message)
    return redirect(INDEX)


def _show(request: HttpRequest, made: Secret, *, rotated: bool) -> HttpResponse:
    key = made.credential.key
    address = request.build_absolute_uri(reverse("xapi:about").removesuffix("about"))
    context = {
        "credential": made.credential,
        "secret": made.secret,
        "header": "Authorization: Basic " + b64encode(f"{key}:{made.secret}".encode()).decode(),
        "address": address,
        "labels": LABELS,
        "rotated": rotated,
        "until": wording.moment(made.credential.previous_until),
        "minutes": CACHE_SECONDS // 60,
        "rights": wording.rights(made.credential),
        **_frame(_("Đã đổi mã bí mật") if rotated else _("Đã cấp khóa")),
    }
    return render(request, "progress/keys/secret.html", context)


def _context(credential: Credential, form: Any, title: str) -> dict[str, Any]:
    rotating = wording.state_of(credential, timezone.now()) is wording.State.ROTATING
    others = Credential.objects.filter(authority=credential.authority, revoked_at=None).exclude(pk=credential.pk)
    return {
        "credential": credential,
        "form": form,
        "who": wording.who(credential.authority),
        "rights": wording.rights(credential),
        "last_used": wording.last_used(credential),
        "limit": wording.limit(credential),
        "previous_until": wording.moment(credential.previous_until) if rotating else "",
        "others": others.count(),
        "minutes": CACHE_SECONDS // 60,
        **_frame(title),
    }


def _frame(title: str) -> dict[str, Any]:
    return {
        "header_title": title,
        "header_icon": "key",
        "index_url": reverse(INDEX),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Trang chủ")},
            {"url": reverse(INDEX), "label": _("Khóa kết nối")},
            {"url": "", "label": title},
        ],
    }
