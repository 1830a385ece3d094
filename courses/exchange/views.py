"""The screens of the exchange, in Wagtail's admin: choose a file, look at what it brings, bring it in; take out."""

import io
from collections import Counter
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from courses.exchange import exporting, packing
from courses.exchange.formats import gift_out, h5p_out, sheet
from courses.exchange.forms import BringInForm, FileForm
from courses.exchange.items import Item
from courses.exchange.permissions import require_exchange, waiting_file
from courses.exchange.reading import read
from courses.exchange.verdicts import Status, judge
from courses.questions.filtering import QuestionFilterSet
from courses.questions.models import Question

BANK = "wagtailsnippets_questions_question:list"


def choose(request: HttpRequest) -> HttpResponse:
    require_exchange(request.user)
    form = FileForm(request.POST or None, request.FILES or None)
    kept = form.keep(request.user) if request.method == "POST" else None
    if kept:
        return redirect("exchange:preview", kept.pk)
    return render(request, "exchange/choose.html", {"form": form, **_header()})


def preview(request: HttpRequest, waiting: UUID) -> HttpResponse:
    file = waiting_file(request.user, waiting)
    form = BringInForm(request.POST if request.method == "POST" else None)
    found = form.bring_in(file, request.user) if request.method == "POST" else None
    if found:
        told = {"new": found[Status.NEW], "changed": found[Status.CHANGED]}
        messages.success(request, _("Đã đưa vào ngân hàng: %(new)d câu mới, %(changed)d câu thay đổi.") % told)
        return redirect(BANK)
    verdicts = judge(read(bytes(file.content)))
    counts = Counter(verdict.status.value for verdict in verdicts)
    context = {"waiting": file, "form": form, "verdicts": verdicts, "counts": counts, **_header()}
    return render(request, "exchange/preview.html", context)


@require_POST
def give_up(request: HttpRequest, waiting: UUID) -> HttpResponse:
    file = waiting_file(request.user, waiting)
    file.delete()
    messages.success(request, _("Đã bỏ tệp “%s”. Ngân hàng không thay đổi.") % file.name)
    return redirect("exchange:choose")


@require_safe
def take_out(request: HttpRequest, fmt: str) -> HttpResponseBase:
    """The questions the list's filters leave, as a file."""
    require_exchange(request.user)
    chosen = QuestionFilterSet(request.GET, queryset=Question.objects.all(), request=request).qs
    found, stream = exporting.items(chosen), io.BytesIO()
    if fmt == "h5p":
        return _package(request, found)
    if fmt == "gift":
        stream.write(gift_out.write_all(found).encode())
    else:
        sheet.write(stream, found)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"cau-hoi.{'gift.txt' if fmt == 'gift' else 'xlsx'}")


def _package(request: HttpRequest, found: list[Item]) -> HttpResponseBase:
    """The name of the file says how many of the questions are in it."""
    written = [item for item in found if h5p_out.can_write(item)]
    if not written:
        messages.warning(request, _("H5P có câu chọn một, chọn nhiều, đúng hay sai, điền từ. Chưa có câu nào như vậy."))
        return redirect(BANK)
    name = f"{len(written)}-cau" if len(written) == len(found) else f"{len(written)}-trong-{len(found)}-cau"
    return FileResponse(packing.package(written), as_attachment=True, filename=f"cau-hoi-{name}.h5p")


@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    require_exchange(request.user)
    stream = io.BytesIO()
    sheet.write_template(stream)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename="mau-cau-hoi.xlsx")


def _header() -> dict[str, Any]:
    crumbs = [
        {"url": reverse(BANK), "label": _("Ngân hàng câu hỏi")},
        {"url": "", "label": _("Nhập câu hỏi từ tệp")},
    ]
    return {"header_title": _("Nhập câu hỏi từ tệp"), "header_icon": "upload", "breadcrumbs_items": crumbs}
