"""The list behind one number as a file: what is wrong with the dates is said on the page, never downloaded around.

It is a document of the agency, and in Vietnamese whoever downloads it.
"""

import hashlib
import tempfile
from io import BufferedRandom
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from content.pages.languages import always_vietnamese
from learners.coverage import exports, named
from learners.coverage.asking import Chosen, access_people
from learners.coverage.documents.making import TYPES
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
    file = _written(chosen, fmt)
    what = {"list": chosen.state, "part": chosen.part, "people": chosen.members.count(), **chosen.filters.given}
    what["file"] = hashlib.file_digest(file, "sha256").hexdigest()
    exports.record_export(asked=chosen.asked, fmt=fmt, what=what, acting_user=request.user)
    file.seek(0)
    name = f"danh-sach-{slug}-{chosen.asked.report.question.completion}.{fmt}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[fmt])


def _written(chosen: Chosen, fmt: str) -> BufferedRandom:
    """On the disk, never all in memory; whoever sends it closes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    rows, source = named.named_rows(chosen), named.provenance(chosen)
    if fmt == "csv":
        file.writelines(line.encode() for line in csv_lines(named.HEAD, rows, source))
    else:
        write_xlsx(
            file,
            title="Danh sách",
            head=named.HEAD,
            rows=rows,
            provenance=source,
            widths=named.WIDTHS,
            printed=f"{named.INTERNAL} - {chosen.name}",
        )
    file.seek(0)
    return file
