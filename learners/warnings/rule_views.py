"""The rules: made, tried on days gone by, switched on, paused, switched off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content.pages.pressed import buttons_only
from learners.agencies.queries import name_on
from learners.campaigns.permissions import campaigns_of
from learners.coverage.permissions import PeopleScope
from learners.coverage.person_views import access_scope
from learners.warnings.actions import change_rule, make_rule, switch_rule
from learners.warnings.forms import RuleForm
from learners.warnings.models import Rule
from learners.warnings.permissions import access_rule, own_rules, rules_of
from learners.warnings.trying import try_out

ON = "bat"


@login_required
@never_cache
def rules(request: HttpRequest) -> HttpResponse:
    scope = access_scope(request)
    found = list(rules_of(scope))
    names = name_on({rule.agency_id for rule in found}, scope.day)
    mine = set(own_rules(scope).values_list("pk", flat=True))
    lines = [(rule, str(names.get(rule.agency_id) or ""), rule.is_paused(scope.day), rule.pk in mine) for rule in found]
    return render(request, "warnings/rules.html", {"lines": lines})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: HttpRequest) -> HttpResponse:
    scope = access_scope(request)
    form = RuleForm(request.POST if request.method == "POST" else None, scope=scope)
    if form.is_valid():
        made = make_rule(acting_user=request.user, **form.columns())
        messages.success(request, _("Đã lưu. Quy tắc chưa cảnh báo ai cho đến khi được bật."))
        return redirect("warnings:rule", made.pk)
    return render(request, "warnings/new_rule.html", {"form": form})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, rule: int) -> HttpResponse:
    scope, found = access_rule(request, rule)
    form = RuleForm(request.POST if request.method == "POST" else None, scope=scope, rule=found)
    if form.is_valid():
        change_rule(rule=found, acting_user=request.user, **form.columns())
        messages.success(request, _("Đã lưu."))
        return redirect("warnings:rule", found.pk)
    names = name_on([found.agency_id], scope.day)
    context = {
        "rule": found, "form": form, "name": str(names.get(found.agency_id) or ""),
        "paused": found.is_paused(scope.day), **_tried(request, found, scope),
    }  # fmt: skip
    return render(request, "warnings/rule.html", context)


def _tried(request: HttpRequest, found: Rule, scope: PeopleScope) -> dict[str, object]:
    """On the campaign that was chosen to try the rule on."""
    within = scope.agencies.reach(scope.day)
    campaigns = list(campaigns_of(within).filter(announced_at__isnull=False, opens_on__lte=scope.day)[:20])
    chosen = next((one for one in campaigns if one.slug == request.GET.get("thu")), None)
    if chosen is None:
        return {"campaigns": campaigns, "chosen": None}
    days, lines = try_out(found, chosen, within, scope.agencies.history)
    return {"campaigns": campaigns, "chosen": chosen, "days": days, "lines": lines}


@buttons_only
@login_required
def switch(request: HttpRequest, rule: int) -> HttpResponse:
    _scope, found = access_rule(request, rule)
    switch_rule(rule=found, on=ON in request.POST, acting_user=request.user)
    messages.success(request, _("Đã bật. Quy tắc được xét mỗi sáng.") if ON in request.POST else _("Đã tắt."))
    return redirect("warnings:rule", found.pk)
