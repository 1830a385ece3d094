"""Which alerts and rules an account may see and change: those of the agencies it answers for."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from learners.agencies.models import AgencyClosure
from learners.coverage.permissions import PeopleScope
from learners.coverage.person_views import access_scope
from learners.warnings.models import Alert, Rule
from mooc.foundation.periods import on


def alerts_of(scope: PeopleScope) -> QuerySet[Alert]:
    found: QuerySet[Alert] = Alert.objects.filter(agency__among=scope.agencies.reach(scope.day))
    return found.select_related("rule", "campaign", "answered_by__person")


def access_alert(request: HttpRequest, alert: int) -> tuple[PeopleScope, Alert]:
    scope = access_scope(request)
    return scope, get_object_or_404(alerts_of(scope), pk=alert)


def rules_of(scope: PeopleScope) -> QuerySet[Rule]:
    """Those that hold for agencies of the reader, whoever made them."""
    within = scope.agencies.reach(scope.day)
    above = AgencyClosure.objects.filter(on(scope.day), descendant__among=within).values("ancestor")
    return Rule.objects.filter(Q(agency__among=within) | Q(agency__in=above)).select_related("owner__person")


def own_rules(scope: PeopleScope) -> QuerySet[Rule]:
    """Those she may change: of an agency she answers for."""
    return rules_of(scope).filter(agency__among=scope.agencies.reach(scope.day))


def access_rule(request: HttpRequest, rule: int) -> tuple[PeopleScope, Rule]:
    scope = access_scope(request)
    return scope, get_object_or_404(own_rules(scope), pk=rule)
