"""The list behind one number as a file: what is wrong with the dates is said on the page, never downloaded around.

It is a document of the agency, and in Vietnamese whoever downloads it.
"""

import tempfile
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, resolve_url

from content.pages.languages import always_vietnamese
from learners.coverage import exports, named
from learners.coverage.asking import access_people
from mooc.foundation.tabular import csv_lines, write_xlsx

FORMATS = ("xlsx", "csv")


@login_required
@always_vietnamese
def people_list(request: HttpRequest, slug: str, agency: UUID, fmt: str) -> HttpResponseBase:
    chosen = access_people(request, slug, agency)
    if fmt not in FORMATS:
        raise Http404
    if chosen.asked.form.errors:
        return redirect(f"{resolve_url('coverage:agency', slug, agency)}?{request.GET.urlencode()}")
    what = {"list": chosen.state, "part": chosen.part, "people": chosen.members.count()}
    exports.record_export(asked=chosen.asked, fmt=fmt, what=what, acting_user=request.user)
    return _file(
        fmt,
        f"danh-sach-{slug}-{chosen.asked.report.question.completion}",
        title="Danh sách",
        head=named.HEAD,
        rows=named.named_rows(chosen),
        provenance=named.provenance(chosen),
        widths=named.WIDTHS,
        printed=f"{named.INTERNAL} - {chosen.name}",
    )


def _file(fmt: str, name: str, *, head: list[str], rows: Any, provenance: Any, **layout: Any) -> HttpResponseBase:
    if fmt == "csv":
        disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        lines = csv_lines(head, rows, provenance)
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=disposition)
    file = tempfile.TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
    write_xlsx(file, head=head, rows=rows, provenance=provenance, **layout)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")
