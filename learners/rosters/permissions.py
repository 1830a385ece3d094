"""Whose rosters an account may bring in, and which imports it sees.

An agency with what is below it: only whoever holds both. Somebody who answers for an agency alone brings in that
agency's own people, and sees such imports of her own. The object check and the queryset are one condition.
"""

import datetime as dt
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from learners.agencies.models import Agency
from learners.agencies.permissions import AgencyScope, grants, with_ended
from learners.rosters.models import RosterImport


class RosterScope:
    def __init__(self, account: Any, day: dt.date) -> None:
        self.account, self.day = account, day
        self.agencies = AgencyScope(account)

    @cached_property
    def reach(self) -> set[UUID]:
        return self.agencies.reach(self.day)

    @cached_property
    def _wide(self) -> set[UUID]:
        """The agencies held with everything below them."""
        held = grants(self.account, self.day).filter(with_descendants=True)
        roots = set(held.values_list("agency_id", flat=True))
        history = self.agencies.history
        return with_ended(roots | history.subtree(roots, self.day), self.day, history) if roots else set()

    def within(self, root: UUID, day: dt.date) -> set[UUID]:
        """The agencies whose people a roster of ``root`` on ``day`` may name: all below it that the account reaches."""
        return ({root} | self.agencies.history.subtree([root], day)) & self.reach

    def imports(self) -> QuerySet[RosterImport]:
        return RosterImport.objects.filter(Q(agency__in=self._wide) | Q(agency__in=self.reach, owner=self.account.pk))

    def allows(self, roster: RosterImport) -> bool:
        return self.imports().filter(pk=roster.pk).exists()

    def roots(self) -> QuerySet[Agency]:
        """For which a roster may be brought."""
        return Agency.objects.filter(pk__in=self.reach)


def access_scope(request: HttpRequest) -> RosterScope:
    """404 for whoever answers for nobody."""
    scope = RosterScope(request.user, timezone.localdate())
    if scope.agencies.first(scope.day) is None:
        raise Http404
    return scope


def access_import(request: HttpRequest, roster: UUID) -> tuple[RosterScope, RosterImport]:
    scope = access_scope(request)
    return scope, get_object_or_404(scope.imports().select_related("agency", "owner__person"), pk=roster)
