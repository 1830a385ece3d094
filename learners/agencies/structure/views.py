"""The tree of a day, searching it, the life of an agency, correcting a fact."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages

from learners.agencies.history import History
from learners.agencies.models import Agency, ReorganisationKind
from learners.agencies.queries import name_on
from learners.agencies.structure.correction_form import CorrectionForm
from learners.agencies.structure.days import DayForm
from learners.agencies.structure.life import life_of
from learners.agencies.structure.permissions import agency_to_see, fact_to_correct, require_reorganising
from learners.agencies.structure.searching import search
from learners.agencies.structure.tree import branch
from mooc.foundation.numerals import whole_number

ICON = "site"
# What may change of one agency that goes on.
CHANGES = (
    ReorganisationKind.RENAME,
    ReorganisationKind.RECODE,
    ReorganisationKind.REPARENT,
    ReorganisationKind.CHANGE_KIND,
)


def show_tree(request: HttpRequest, agency: UUID | None = None) -> HttpResponse:
    require_reorganising(request.user)
    if agency is not None:
        agency_to_see(request.user, agency)
    today = timezone.localdate()
    form = DayForm(request.GET if "ngay" in request.GET else None)
    day = form.day(today)
    page = whole_number(request.GET.get("p", ""), most=5)
    page = 1 if page is None else page
    found = branch(agency, day, History.read(), page)
    context = {
        "form": form if form.is_bound else DayForm(initial={"ngay": day}),
        "day": day,
        "today": today,
        "branch": found,
        "page": min(page, found.pages),
        "absent": agency is not None and not History.read().exists(agency, day),
        "agency": agency,
        "day_param": "" if day == today else f"?ngay={date_format(day, 'd/m/Y')}",
    }
    return render(request, "agencies/tree.html", frame(context))


def find(request: HttpRequest) -> HttpResponse:
    require_reorganising(request.user)
    typed = request.GET.get("q", "")[:200].strip()
    today = timezone.localdate()
    hits, more = search(typed, today, History.read()) if typed else ([], False)
    shared = sorted({hit.text for hit in hits if hit.shared})
    context = {"typed": typed, "hits": hits, "more": more, "shared": shared, "today": today}
    return render(request, "agencies/search.html", frame(context, _("Tìm cơ quan")))


def show_life(request: HttpRequest, agency: UUID) -> HttpResponse:
    found = agency_to_see(request.user, agency)
    today = timezone.localdate()
    name = called(found, today)
    context = {
        "agency": found,
        "called": name,
        "life": life_of(found, today),
        "today": today,
        "stands": History.read().exists(found.pk, today),
        "changes": [(kind.value, kind.label) for kind in CHANGES],
    }
    return render(request, "agencies/life.html", frame(context, name))


def correct(request: HttpRequest, table: str, row: int) -> HttpResponse:
    fact = fact_to_correct(request.user, table, row)
    form = CorrectionForm(request.POST if request.method == "POST" else None, row=fact)
    if request.method == "POST" and form.correct(request.user):
        messages.success(request, _("Đã sửa. Điều ghi sai và lý do còn trong nhật ký."))
        return redirect("structure:life", fact.agency_id)
    name = called(fact.agency, timezone.localdate())
    life = (name, reverse("structure:life", args=[fact.agency_id]))
    return render(
        request, "agencies/correct.html", frame({"form": form, "fact": fact, "called": name}, _("Sửa chỗ sai"), life)
    )


def called(agency: Agency, day: dt.date) -> str:
    name = name_on([agency.pk], day).get(agency.pk)
    return name.name if name else _("Cơ quan không còn tên")


def frame(context: dict[str, Any], title: str = "", *between: tuple[str, str]) -> dict[str, Any]:
    trail = [{"url": reverse("structure:index") if title else "", "label": _("Cơ quan")}]
    trail += [{"url": url, "label": label} for label, url in between]
    if title:
        trail.append({"url": "", "label": title})
    return {**context, "header_title": title or _("Cơ quan"), "header_icon": ICON, "breadcrumbs_items": trail}
