"""Downloads of a report, live or frozen, each with an audit row; and the form of an agency's paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content.pages.languages import always_vietnamese
from learners.agencies.models import Agency
from learners.agencies.queries import name_on
from learners.coverage.asking import access_report
from learners.coverage.documents.forms import LayoutForm
from learners.coverage.documents.layouts import FIELDS, set_layout, usual
from learners.coverage.documents.making import FORMATS, File, make_file
from learners.coverage.documents.models import ReportLayout
from learners.coverage.exports import record_export
from learners.coverage.frozen.content import shown
from learners.coverage.frozen.permissions import access_frozen
from learners.coverage.heat import heat_of
from learners.coverage.permissions import PeopleScope, access_agency
from learners.coverage.person_views import access_scope
from mooc.foundation.models import audit


@login_required
@always_vietnamese
def export(request: HttpRequest, slug: str, fmt: str) -> HttpResponse:
    """What is wrong with the dates is said on the page, never downloaded around."""
    asked = access_report(request, slug, details=True)
    if asked.form.errors:
        return redirect(f"{resolve_url('coverage:report', slug)}?{request.GET.urlencode()}")
    file = make_file(asked, fmt, heat=heat_of(asked.report) if fmt == "xlsx" else None)
    what = {"hash": file.mark, "file": file.digest}
    record_export(asked=asked, fmt=fmt, what=what, acting_user=request.user)
    return _send(file, f"{slug}-{asked.report.question.completion}")


@login_required
@always_vietnamese
def export_frozen(request: HttpRequest, frozen: int, fmt: str) -> HttpResponse:
    found = access_frozen(request, frozen)
    if fmt not in FORMATS:
        raise Http404
    told = shown(found)
    file = make_file(told, fmt, heat=told.heat, frozen=found)
    new = {"format": fmt, "hash": file.mark, "file": file.digest, "revision": found.revision}
    audit(acting_user=request.user, verb="coverage.export", subject=found, new=new)
    return _send(file, f"{found.campaign.slug}-{found.completion}-ban-{found.revision}")


def _send(file: File, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}.{file.fmt}"'
    return HttpResponse(file.content, content_type=file.mime, headers={"Content-Disposition": disposition})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def layout(request: HttpRequest, agency: UUID) -> HttpResponse:
    scope = access_scope(request)
    found = access_agency(scope, agency)
    held = _held(found, scope)
    form = LayoutForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(held, name) for name in FIELDS}
    )
    if form.is_valid():
        set_layout(agency=found, words=form.cleaned_data, acting_user=request.user)
        messages.success(request, _("Đã lưu mẫu báo cáo. Báo cáo tải về từ bây giờ theo mẫu này."))
        return redirect("coverage:home")
    context: dict[str, Any] = {"form": form, "name": held.named, "is_set": held.pk is not None}
    return render(request, "coverage/layout.html", context)


def _held(agency: Agency, scope: PeopleScope) -> Any:
    """What is set, or would be used; ``named`` is what the agency is called today."""
    names = name_on([agency.pk], scope.day)
    name = str(names.get(agency.pk) or agency)
    held = ReportLayout.objects.filter(agency=agency).first()
    if held is None:
        up = scope.agencies.history.parent(agency.pk, scope.day)
        held = usual(agency.pk, name, str(name_on([up], scope.day).get(up, "")) if up else "")
    held.named = name  # type: ignore[attr-defined]
    return held
