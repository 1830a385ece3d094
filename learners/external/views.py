"""The officer's pages of what was completed elsewhere: the list, one import, its file, applying and taking back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from learners.coverage.person_views import access_scope
from learners.external.actions import AT_ONCE, Blocked, NotNow, carry_on, stage, take_back, upload
from learners.external.forms import FileForm, MappingForm, ReasonForm, source_names
from learners.external.models import Import, State
from learners.external.permissions import access_import, imports_of, reaches_all
from learners.external.previewing import Preview, course_titles, preview_of
from learners.external.showing import applied_lines, counted
from learners.external.sources import map_import, source_named
from mooc.foundation.ranges import send
from mooc.foundation.spreadsheets.grid import Unreadable

PAGE = 50
LEAVE_OUT = "bo-dong-loi"


@login_required
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    scope = access_scope(request)
    page = Paginator(counted(imports_of(scope)), PAGE).get_page(request.GET.get("trang"))
    return render(request, "external/index.html", {"page": page})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    access_scope(request)
    form = FileForm(request)
    if form.is_valid():
        source = source_named(form.cleaned_data["source"], acting_user=request.user)
        made = upload(source=source, acting_user=request.user, **form.facts())
        return redirect("external:show", made.pk)
    return render(request, "external/choose.html", {"form": form, "sources": source_names()})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, batch: UUID) -> HttpResponse:
    scope, found = access_import(request, batch)
    if found.state != State.DRAFT:
        return _applied(request, found, ReasonForm())
    try:
        preview = preview_of(found, scope)
    except Unreadable as error:
        return render(request, "external/unreadable.html", {"batch": found, "why": error})
    posted = request.POST if request.method == "POST" else None
    form = MappingForm(
        posted, table=preview.table, foreign=preview.foreign, mapped=preview.mapped, titles=course_titles()
    )
    if form.is_valid():
        map_import(found, columns=form.columns(), heads=form.heads(), courses=form.chosen_courses(), by=request.user)
        return redirect("external:show", found.pk)
    return render(request, "external/preview.html", {"batch": found, "form": form, **_shown(request, preview)})


def _shown(request: HttpRequest, preview: Preview) -> dict[str, object]:
    """The lines of one verdict, or all; nothing to judge before the columns are known."""
    if not preview.table.is_mapped:
        return {"preview": preview, "page": None}
    only = request.GET.get("xem", "")
    lines = [line for line in preview.lines if not only or line.verdict == only]
    page = Paginator(lines, PAGE).get_page(request.GET.get("trang"))
    return {"preview": preview, "page": page, "only": only, "titles": dict(course_titles())}


@buttons_only
@login_required
def apply(request: HttpRequest, batch: UUID) -> HttpResponse:
    scope, found = access_import(request, batch)
    try:
        lines = preview_of(found, scope).lines if found.state == State.DRAFT else []
        number = stage(batch=found, judged=lines, leave_out=LEAVE_OUT in request.POST, acting_user=request.user)
    except Unreadable as error:
        messages.error(request, str(error))
    except Blocked:
        messages.error(request, _("Chưa ghi gì: còn dòng có lỗi, hoặc không có dòng nào để ghi."))
    except NotNow:
        messages.info(request, _("Danh sách này đã được ghi rồi."))
    else:
        _go_on(found, number)
        messages.success(request, _("Đã nhận %d kết quả.") % number)
    return redirect("external:show", found.pk)


def _go_on(batch: Import, number: int) -> None:
    while number <= AT_ONCE and carry_on(batch):
        pass


@buttons_only
@login_required
def give_up(request: HttpRequest, batch: UUID) -> HttpResponse:
    _scope, found = access_import(request, batch, state=State.DRAFT)
    found.delete()
    messages.success(request, _("Đã bỏ tệp “%s”. Không có gì được ghi.") % found.name)
    return redirect("external:index")


@buttons_only
@login_required
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    scope, found = access_import(request, batch)
    form = ReasonForm(request.POST)
    if not reaches_all(scope, found):
        messages.error(request, _("Có người trong danh sách không còn thuộc phạm vi của anh/chị. Hãy nhờ cấp trên."))
    elif not form.is_valid():
        return _applied(request, found, form)
    else:
        try:
            take_back(batch=found, reason=form.cleaned_data["reason"], acting_user=request.user)
        except NotNow:
            messages.info(request, _("Danh sách này không thu hồi được lúc này."))
        else:
            _go_on(found, found.lines.count())
            messages.success(request, _("Đã thu hồi. Các kết quả này không còn được tính."))
    return redirect("external:show", found.pk)


def _applied(request: HttpRequest, batch: Import, form: ReasonForm) -> HttpResponse:
    scope = access_scope(request)
    page = Paginator(applied_lines(batch, scope), PAGE).get_page(request.GET.get("trang"))
    context = {
        "batch": batch, "page": page, "form": form, "titles": dict(course_titles()),
        "hidden": batch.lines.count() - page.paginator.count, "may_undo": batch.state == State.APPLIED,
    }  # fmt: skip
    return render(request, "external/applied.html", context)


@require_safe
@login_required
@never_cache
def file(request: HttpRequest, batch: UUID) -> HttpResponseBase:
    """The evidence, to be saved and never shown by the browser."""
    scope, found = access_import(request, batch)
    if not found.file or not reaches_all(scope, found):
        raise Http404
    answer = send(request, found.file, "application/octet-stream", private=True)
    answer["Content-Disposition"] = content_disposition_header(True, found.name or "bang-chung") or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
