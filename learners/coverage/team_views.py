"""Tổ của tôi: the leader's page of her community team, and the slips she prints for it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learners.agencies.leading import teams_of
from learners.agencies.models import CommunityTeam
from learners.coverage.code_views import print_once
from learners.coverage.leading import access_team, members, others_of_team, print_team_slips
from learners.coverage.once import ticket
from learners.coverage.sheets import ChosenForm


@require_safe
@login_required
def my_teams(request: HttpRequest) -> HttpResponse:
    found = list(teams_of(request.user))
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("coverage:team", found[0].pk)
    return render(request, "coverage/teams.html", {"teams": found})


@login_required
@never_cache
def team(request: HttpRequest, team: int) -> HttpResponse:
    found = access_team(request.user, team)
    reader: Any = request.user
    form = ChosenForm(request.POST if request.method == "POST" else None, of=others_of_team(found, reader))
    if not form.is_valid():
        return _choose(request, found, form, *form.errors.get("nguoi", []))
    return print_once(
        request,
        lambda: print_team_slips(team=found, people=form.cleaned_data["nguoi"], acting_user=reader),
        request.path,
        lambda why: _choose(request, found, form, why),
    )


def _choose(request: HttpRequest, found: CommunityTeam, form: ChosenForm, why: str = "") -> HttpResponse:
    reader: Any = request.user
    listed = members(found, reader)
    context = {
        "team": found,
        "members": listed,
        "without": sum(one.signing_in.state == "none" for one in listed),
        "chosen": set(request.POST.getlist("nguoi")) if form.is_bound else None,
        "why": why,
        "ticket": ticket(),
        "days": settings.SIGN_IN_CODE_DAYS,
    }
    return render(request, "coverage/team.html", context)
