"""The week of all agencies on one page, and one agency's: read, written, asked about, printed."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.agencies.models import Agency
from learners.agencies.queries import name_on
from learners.coverage.person_views import access_scope
from learners.weekly.actions import remark, write
from learners.weekly.figures import figures_of
from learners.weekly.forms import RemarkForm, StatusForm
from learners.weekly.models import week_of
from learners.weekly.permissions import headed_by, readable
from learners.weekly.reading import lines_of, revisions, thread

WEEK = "tuan"
ASK = "hoi"
# How far back a week may be written or read.
WEEKS_BACK = 60


def asked_week(request: HttpRequest) -> dt.date:
    """The Monday asked for, else the week that is written now; 404 for no Monday, one to come, or long ago."""
    now = week_of(timezone.localdate())
    text = request.GET.get(WEEK)
    if not text:
        return now
    try:
        week = dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    # On a Monday the week that has just begun has nothing to tell.
    if week.weekday() or not now - dt.timedelta(weeks=WEEKS_BACK) <= week <= now:
        raise Http404
    return week


@login_required
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    scope, week = access_scope(request), asked_week(request)
    lines = lines_of(scope, week)
    told = [line for line in lines if line.status or line.remarks]
    context = {
        "lines": lines, "told": told, "silent": [line for line in lines if line not in told],
        "written": sum(line.status is not None for line in lines), **_weeks(week),
    }  # fmt: skip
    return render(request, "weekly/index.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agency(request: HttpRequest, agency: UUID) -> HttpResponse:
    scope = access_scope(request)
    return _page(request, get_object_or_404(readable(scope), pk=agency), "weekly:agency")


@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """The head's only agency opens at once."""
    today = timezone.localdate()
    found = list(headed_by(request.user, today))  # type: ignore[arg-type]
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("weekly:own", found[0].pk)
    names = name_on([one.pk for one in found], today)
    return render(request, "weekly/mine.html", {"agencies": [(one.pk, str(names.get(one.pk) or "")) for one in found]})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, agency: UUID) -> HttpResponse:
    """Of its head, who has no rights over anybody: numbers and her own words, no names."""
    headed = headed_by(request.user, timezone.localdate())  # type: ignore[arg-type]
    return _page(request, get_object_or_404(headed, pk=agency), "weekly:own")


def _page(request: HttpRequest, found: Agency, place: str) -> HttpResponse:
    week, posted = asked_week(request), request.POST if request.method == "POST" else None
    held = revisions(found, week)
    last = held[0] if held else None
    asks = posted is not None and ASK in posted
    form = StatusForm(
        None if asks else posted,
        initial={"light": last.light, "difficulties": last.difficulties} if last else {"light": "green"},
    )
    question = RemarkForm(posted if asks else None)
    if form.is_valid():
        write(agency=found, week=week, acting_user=request.user, **form.cleaned_data)
        messages.success(request, _("Đã lưu tình hình tuần."))
        return redirect(f"{reverse(place, args=[found.pk])}?{WEEK}={week}")
    if question.is_valid():
        remark(agency=found, week=week, text=question.cleaned_data["text"], acting_user=request.user)
        messages.success(request, _("Đã gửi."))
        return redirect(f"{reverse(place, args=[found.pk])}?{WEEK}={week}")
    names = name_on([found.pk], timezone.localdate())
    context: dict[str, Any] = {
        "agency": found, "name": str(names.get(found.pk) or ""), "status": last, "earlier": held[1:],
        "form": form, "question": question, "thread": thread(found, week), "own": place == "weekly:own",
        "figures": last.figures if last else figures_of(found.pk, week, timezone.localdate()),
        # Written by the agency: whoever reads it from above asks, and writes only by way of exception.
        "theirs": last is not None and place != "weekly:own" and last.written_by_id != request.user.pk,
        "open": week == week_of(timezone.localdate()), **_weeks(week),
    }  # fmt: skip
    return render(request, "weekly/agency.html", context)


def _weeks(week: dt.date) -> dict[str, Any]:
    now, step = week_of(timezone.localdate()), dt.timedelta(weeks=1)
    return {
        "week": week,
        "sunday": week + dt.timedelta(days=6),
        "monday": week + step,
        "before": week - step if week - step >= now - dt.timedelta(weeks=WEEKS_BACK) else None,
        "after": week + step if week < now else None,
    }
