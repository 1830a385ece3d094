"""Placing people of agencies that are gone: which, by what way, the list, and only then the change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.agencies.refusing import CannotChange
from learners.coverage.foreseeing import foresee
from learners.coverage.permissions import PeopleScope
from learners.coverage.person_views import access_scope
from learners.coverage.placing import Changed, Plan, by_file, by_rule, place
from learners.coverage.placing_forms import FileForm, GroundForm, RuleForm
from learners.coverage.unassigned import Pile, access_pile, decision_of, left_in, piles

PAGE = 25
WAY, RULE, FILE, SIGNED = "cach", "quy-tac", "tep", "danh-sach"


@login_required
def unassigned(request: HttpRequest) -> HttpResponse:
    return render(request, "coverage/unassigned.html", {"piles": piles(access_scope(request))})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pile(request: HttpRequest, agency: UUID) -> HttpResponse:
    scope = access_scope(request)
    if SIGNED in request.POST:
        return _place(request, scope, agency)
    found = access_pile(scope, agency)
    decision = decision_of(found, scope)
    usual = {"first_day": found.ended_on, "reason": decision.words[:300]}
    if len(decision.targets) == 1:
        usual["agency"] = decision.targets[0].name
    way = request.POST.get(WAY)
    rule = RuleForm(request.POST if way == RULE else None, initial=usual, today=scope.day)
    file = FileForm(
        request.POST if way == FILE else None, request.FILES or None, initial=usual, today=scope.day, auto_id="tep_%s"
    )
    told: dict[str, Any] = {"pile": found, "decision": decision, "rule": rule, "file": file}
    plan = _plan(found, scope, rule, file)
    if plan and (answer := _preview(request, scope, plan, told)):
        return answer
    page = Paginator(left_in(found, scope), PAGE).get_page(request.GET.get("trang"))
    told |= {"page": page, "form": file if way == FILE else rule}
    return render(request, "coverage/pile.html", told)


def _plan(found: Pile, scope: PeopleScope, rule: RuleForm, file: FileForm) -> Plan | None:
    """What a valid form comes to; a target that is not the reader's is said at the field."""
    if file.is_valid():
        return by_file(found, scope, file.cleaned_data, file.lines)
    if not rule.is_valid() or rule.meant is None:
        return None
    if rule.meant.id not in scope.agencies.reach(scope.day):
        rule.add_error("agency", ValidationError(_("Đơn vị này không thuộc phạm vi anh/chị phụ trách.")))
        return None
    return by_rule(found, scope, rule.cleaned_data, rule.meant)


def _preview(request: HttpRequest, scope: PeopleScope, plan: Plan, told: dict[str, Any]) -> HttpResponse | None:
    form: GroundForm = told["file"] if told["file"].is_bound else told["rule"]
    told |= {"plan": plan}
    if not plan.problems:
        try:
            told["foreseen"] = foresee(plan.changes, scope, acting_user=request.user)
        except CannotChange as refused:
            plan.problems += [one.text for one in refused.refusals[:20]]
    if plan.problems and not plan.placed:
        for problem in plan.problems[:20]:
            form.add_error(None, problem)
        return None
    return render(request, "coverage/pile_preview.html", told)


def _place(request: HttpRequest, scope: PeopleScope, agency: UUID) -> HttpResponse:
    """Of a second click nobody is left: it is said, and nothing is placed twice."""
    found = next((one for one in piles(scope) if one.agency == agency), None)
    try:
        number = place(request.POST[SIGNED], found, scope, acting_user=request.user) if found else 0
    except (Changed, CannotChange):
        number = 0
    if not number:
        access_scope(request)
        messages.info(request, _("Chưa phân ai: danh sách đã được phân hoặc đã đổi từ lúc xem. Hãy xem lại."))
    else:
        text = ngettext("Đã phân %d người về đơn vị mới.", "Đã phân %d người về đơn vị mới.", number)
        messages.success(request, text % number)
    still = any(one.agency == agency for one in piles(scope))
    return redirect("coverage:pile", agency) if still else redirect("coverage:unassigned")
