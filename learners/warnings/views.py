"""The officer's pages of early warnings: how her agencies stand, one alert, and what becomes of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.agencies.queries import name_on
from learners.coverage.person_views import access_scope
from learners.warnings.actions import answer_alert
from learners.warnings.forms import AnswerForm
from learners.warnings.lights import board
from learners.warnings.models import Alert, Kind
from learners.warnings.permissions import access_alert
from learners.warnings.reviewing import review_of

# The list of people behind each kind of rule.
BEHIND = {Kind.START: "unfinished", Kind.FLAT: "unfinished", Kind.PACE: "unfinished", Kind.HEADS: "heads"}


@login_required
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    warned, green = board(access_scope(request))
    return render(request, "warnings/index.html", {"warned": warned, "green": green})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, alert: int) -> HttpResponse:
    scope, found = access_alert(request, alert)
    form = AnswerForm(request.POST if request.method == "POST" else None, alert=found)
    if form.is_valid():
        answer_alert(alert=found, acting_user=request.user, **form.cleaned_data)
        messages.success(request, _("Đã ghi."))
        return redirect("warnings:show", found.pk)
    names = name_on([found.agency_id], scope.day)
    context = {
        "alert": found, "form": form, "name": str(names.get(found.agency_id) or found.agency_id),
        "people": people_url(found), "review": review_of(found, scope) if found.is_spike else None,
    }  # fmt: skip
    return render(request, "warnings/alert.html", context)


def people_url(alert: Alert) -> str:
    """The list of people behind it; "" for a rush, which has a page of its own."""
    state = BEHIND.get(Kind(alert.rule.kind))
    return (
        f"{reverse('coverage:agency', args=[alert.campaign.slug, alert.agency_id])}?trang-thai={state}" if state else ""
    )
