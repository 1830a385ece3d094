"""The HR officer's pages: what I answer for, the report, the people behind a number, the file."""

import tempfile
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from learners.agencies.permissions import grants
from learners.campaigns.models import Campaign
from learners.coverage import exports
from learners.coverage.asking import access_report, chosen_row, is_alone
from learners.coverage.people import STATES, people
from learners.coverage.reporting import report
from mooc.foundation.tabular import csv_lines, write_xlsx


@login_required
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    scopes = list(grants(request.user, today).select_related("agency", "granted_by__person"))
    if not scopes:
        raise Http404
    running = Campaign.objects.filter(opens_on__lte=today, closes_on__gte=today)
    reports = [
        report(
            campaign=campaign,
            root=scope.agency,
            structure=today,
            membership=today,
            completion=today,
            alone=is_alone(request, scope.agency, today),
        )
        for campaign in running
        for scope in scopes
    ]
    return render(request, "coverage/home.html", {"scopes": scopes, "reports": reports})


@login_required
def show_report(request: HttpRequest, slug: str) -> HttpResponse:
    asked = access_report(request, slug)
    return render(request, "coverage/report.html", {"asked": asked, "report": asked.report})


@login_required
def show_people(request: HttpRequest, slug: str, agency: UUID) -> HttpResponse:
    asked = access_report(request, slug, agency)
    state = request.GET.get("trang-thai", "all")
    if state not in STATES:
        raise Http404
    part = request.GET.get("phan", "")
    found = people(asked.report, chosen_row(asked.report, part), state)
    page = Paginator(found, 50).get_page(request.GET.get("trang"))
    context = {"asked": asked, "report": asked.report, "page": page, "state": state, "states": STATES, "part": part}
    return render(request, "coverage/people.html", context)


@login_required
def export(request: HttpRequest, slug: str, fmt: str) -> HttpResponseBase:
    found = access_report(request, slug).report
    exports.record_export(report=found, fmt=fmt, acting_user=request.user)
    head, rows, name = exports.head(found), exports.annex_rows(found), f"{slug}-{found.question.completion}.{fmt}"
    if fmt == "csv":
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8", headers=disposition)
    file = tempfile.TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
    write_xlsx(file, title="Phụ lục", head=head, rows=rows, provenance=exports.provenance(found))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)
