"""The officer's pages of rosters: what was brought, a file's columns, its preview, what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from learners.agencies.queries import name_on
from learners.rosters import actions, sample, showing
from learners.rosters.applying import left_out
from learners.rosters.forms import BringForm, ColumnsForm, UndoForm, UnitsForm
from learners.rosters.models import RosterImport, State, Verdict
from learners.rosters.permissions import access_import, access_scope
from mooc.foundation.models import audit
from mooc.foundation.numerals import whole_number
from mooc.foundation.ranges import send
from mooc.foundation.uploads import too_large

LISTED = 20
# Seconds until a page that waits for the worker asks again.
REFRESH = "2"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    scope = access_scope(request)
    wanted = _uuid(request.GET.get("co-quan"))
    offered = showing.agencies_offered(scope, wanted)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BringForm(
        *posted, agencies=offered, today=scope.day, too_large=bool(too_large(request)), initial={"agency": wanted}
    )
    if form.is_valid():
        told, file = form.cleaned_data, form.cleaned_data["file"]
        made = actions.bring(
            agency=scope.roots().get(pk=told["agency"]),
            as_of=told["as_of"],
            is_whole=told["is_whole"],
            name=file.name or "",
            content=file.read(),
            acting_user=request.user,
        )
        return redirect("rosters:show", made.pk)
    imports = scope.imports().select_related("owner__person").defer("reading", "mapping", "choices")
    page = Paginator(imports, LISTED).get_page(request.GET.get("trang"))
    names = name_on({one.agency_id for one in page}, scope.day)
    rows = [(one, names.get(one.agency_id)) for one in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "rosters/index.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, roster: UUID) -> HttpResponse:
    _scope, found = access_import(request, roster)
    if found.is_running:
        answer = render(request, "rosters/working.html", _context(found))
        answer["Refresh"] = REFRESH
        return answer
    if found.state == State.MAPPING:
        return redirect("rosters:columns", found.pk)
    if found.state == State.PREVIEW:
        return _decide(request, found) if request.method == "POST" else _preview(request, found)
    return _ended(request, found, UndoForm())


def _decide(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """The choices of one page of lines."""
    told = {key.removeprefix("dong-"): value for key, value in request.POST.items() if key.startswith("dong-")}
    keys = [key for key in map(whole_number, told) if key is not None]
    rows = {str(row.pk): row for row in roster.lines.filter(pk__in=keys)}
    offered = {str(one.row.pk): {value for value, _text in one.options} for one in _shown(roster, rows.values())}
    choices = {rows[key].pk: value for key, value in told.items() if key in rows and value in {"", *offered[key]}}
    number = actions.decide(roster=roster, choices=choices, acting_user=request.user)
    messages.success(request, _("Đã lưu %d quyết định.") % number)
    return redirect(f"{request.path}?{request.GET.urlencode()}")


def _shown(roster: RosterImport, rows: Any) -> list[showing.Shown]:
    return showing.shown_lines(roster, rows)


def _preview(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    wanted = request.GET.get("loai", "")
    lines = roster.lines.all()
    if wanted in Verdict.values:
        lines = lines.filter(verdict=wanted)
    elif wanted == "cho":
        lines = lines.filter(is_open=True)
    page = Paginator(lines, showing.PAGE).get_page(request.GET.get("trang"))
    listed = _shown(roster, page.object_list)
    context = {
        **_context(roster), "page": page, "lines": listed, "wanted": wanted, "tiles": showing.tiles(roster),
        "faults": left_out(roster), "has_choices": any(line.options for line in listed),
    }  # fmt: skip
    return render(request, "rosters/preview.html", context)


def _ended(request: HttpRequest, roster: RosterImport, form: UndoForm) -> HttpResponse:
    context = {**_context(roster), "form": form, "tiles": showing.tiles(roster), "can_undo": _can_undo(roster)}
    return render(request, "rosters/ended.html", context, status=422 if form.errors else 200)


def _can_undo(roster: RosterImport) -> bool:
    """As long as the file is kept, so are the effects."""
    return roster.state == State.APPLIED and bool(roster.file)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, roster: UUID) -> HttpResponse:
    _scope, found = access_import(request, roster)
    if found.state != State.MAPPING:
        return redirect("rosters:show", found.pk)
    posted = request.POST if request.method == "POST" else None
    form = ColumnsForm(posted, reading=found.reading, mapping=found.mapping)
    if form.is_valid():
        actions.set_columns(roster=found, columns=form.mapping(), sheet=form.sheet(), acting_user=request.user)
        return redirect("rosters:show", found.pk)
    context = {**_context(found), "form": form, "reading": found.reading}
    return render(request, "rosters/columns.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest, roster: UUID) -> HttpResponse:
    scope, found = access_import(request, roster)
    asked = found.counts.get("units", {})
    if found.state != State.PREVIEW or not asked:
        return redirect("rosters:show", found.pk)
    posted = request.POST if request.method == "POST" else None
    form = UnitsForm(posted, asked=asked, options=showing.unit_options(found, scope))
    if form.is_valid():
        if chosen := form.chosen():
            actions.choose_units(roster=found, chosen=chosen, acting_user=request.user)
        return redirect("rosters:show", found.pk)
    lines = [(form[f"don-vi-{number}"], told) for number, told in enumerate(asked.values())]
    return render(request, "rosters/units.html", {**_context(found), "form": form, "lines": lines})


@buttons_only
@login_required
@never_cache
def step(request: HttpRequest, roster: UUID) -> HttpResponse:
    """The buttons that need no form of their own; one pressed twice does one thing."""
    _scope, found = access_import(request, roster)
    pressed = request.POST.get("viec", "")
    if pressed == "ghi":
        agreed = request.POST.get("bo-dong-loi") == "on"
        actions.start_apply(roster=found, without_faults=agreed, acting_user=request.user)
    elif pressed == "doi-chieu":
        actions.judge_again(roster=found, acting_user=request.user)
    elif pressed == "cot":
        actions.change_columns(roster=found, acting_user=request.user)
    elif pressed == "lam-lai":
        actions.try_again(roster=found, acting_user=request.user)
    elif pressed == "bo":
        if actions.give_up(roster=found, acting_user=request.user):
            messages.success(request, _("Đã bỏ tệp “%s”. Chưa có gì thay đổi.") % found.name)
        return redirect("rosters:index")
    elif pressed == "hoan-tac":
        form = UndoForm(request.POST)
        if not form.is_valid():
            return _ended(request, found, form)
        if _can_undo(found):
            actions.start_undo(roster=found, reason=form.cleaned_data["reason"], acting_user=request.user)
    return redirect("rosters:show", found.pk)


@login_required
@require_safe
def file(request: HttpRequest, roster: UUID) -> HttpResponseBase:
    """The file as it was brought; written down whose hands it went into."""
    _scope, found = access_import(request, roster)
    if not found.file:
        raise Http404
    if request.method == "GET":
        audit(acting_user=request.user, verb="rosters.download", subject=found, new={"file": found.name})
    answer = send(request, found.file, "application/octet-stream", private=True)
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    access_scope(request)
    return FileResponse(sample.workbook(), as_attachment=True, filename="mau-danh-sach-can-bo.xlsx")


def _context(roster: RosterImport) -> dict[str, Any]:
    return {"roster": roster, "name": showing.name_of(roster.agency, roster.as_of)}


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
