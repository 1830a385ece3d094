"""The statement browser in Wagtail's admin: the list, one statement, voiding it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from learners.progress.browsing import page, place_out
from learners.progress.browsing_forms import SearchForm
from learners.progress.permissions import may_void, require_browsing, statement_to_read, statement_to_void
from learners.progress.reading_log import note_search, note_statement
from learners.progress.telling import tell
from learners.progress.voiding import CannotVoid, foresee, obstacle
from learners.progress.voiding_form import VoidForm
from xapi.models import Statement

ICON = "history"


def list_statements(request: HttpRequest) -> HttpResponse:
    require_browsing(request.user)
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "progress/statements.html", _frame({"form": form}))
    note_search(form.asked, acting_user=request.user)
    lines, after = page(form.asked, form.cleaned_data["after"])
    listed = {
        "form": form,
        "asked": form.asked,
        "lines": lines,
        "next": _link(request, after=place_out(after)) if after else "",
    }
    listed |= {"first": _link(request, after=None) if form.cleaned_data["after"] else ""}
    return render(request, "progress/statements.html", _frame({**listed, **_choices(request, form)}))


def show_statement(request: HttpRequest, statement: UUID) -> HttpResponse:
    row = statement_to_read(request.user, statement)
    told = tell(row)
    note_statement(row, told.person, acting_user=request.user)
    context = {"told": told, "row": row, "may_void": may_void(request.user), "obstacle": obstacle(row)}
    return render(request, "progress/statement.html", _frame(context, _("Phát biểu")))


def void(request: HttpRequest, statement: UUID) -> HttpResponse:
    row = statement_to_void(request.user, statement)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.void(row, request.user):
        messages.success(request, _("Đã hủy phát biểu. Tiến độ đã được tính lại."))
        return redirect("statements:show", row.statement_id)
    return render(request, "progress/void.html", _frame(_foreseen(row, form), _("Hủy phát biểu"), row))


def _foreseen(row: Statement, form: VoidForm) -> dict[str, Any]:
    row.refresh_from_db()
    told: dict[str, Any] = {"form": form, "row": row, "told": tell(row)}
    try:
        return {**told, "changes": foresee(row)}
    except CannotVoid as refused:
        return {**told, "obstacle": str(refused)}


def _link(request: HttpRequest, **changed: str | None) -> str:
    """The same list with some of its parameters changed."""
    given = request.GET.copy()
    for name, value in changed.items():
        given.pop(name, None)
        if value:
            given[name] = value
    return f"{reverse('statements:index')}?{given.urlencode()}"


def _choices(request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    """Each choice with the address that makes it."""
    asked = form.asked
    return {
        "people": [(choice, _link(request, learner=choice.typed, after=None)) for choice in asked.people],
        "activities": [(choice, _link(request, activity=choice.typed, after=None)) for choice in asked.activities],
    }


def _frame(context: dict[str, Any], title: str = "", row: Statement | None = None) -> dict[str, Any]:
    trail = [{"url": reverse("statements:index") if title else "", "label": _("Nhật ký học tập")}]
    if row is not None:
        trail.append({"url": reverse("statements:show", args=[row.statement_id]), "label": _("Phát biểu")})
    if title:
        trail.append({"url": "", "label": title})
    return {**context, "header_title": title or _("Nhật ký học tập"), "header_icon": ICON, "breadcrumbs_items": trail}
