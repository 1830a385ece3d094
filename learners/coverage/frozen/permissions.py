"""Who may freeze, and who sees what is frozen: whoever answers for the agency **with what is below it**.

Through the ending of agencies a province holds the frozen reports of its merged parts. A frozen report is its agency's
record: it is shown whole, also where an agency of the time has moved elsewhere since.
"""

from typing import Any
from uuid import UUID

from django.db.models import IntegerField, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from learners.agencies.permissions import AgencyScope
from learners.coverage.frozen.models import FrozenReport

# Of one frozen report, read without the whole of it.
TOLD = {
    "agency_name": KT("content__name"),
    "campaign_name": KT("content__campaign__name"),
    "completed": Cast(KT("content__total__numbers__completed"), IntegerField()),
    "required": Cast(KT("content__total__numbers__required"), IntegerField()),
}


class FrozenScope:
    """One condition for the list, for one report and for freezing."""

    def __init__(self, account: Any, agencies: AgencyScope | None = None) -> None:
        self.agencies, self.day = agencies or AgencyScope(account), timezone.localdate()

    def holds(self, agency: UUID | None) -> bool:
        return agency is not None and agency in self.agencies.reach_below(self.day)

    def reports(self) -> QuerySet[FrozenReport]:
        within = Q(agency__among=self.agencies.reach_below(self.day))
        return FrozenReport.objects.filter(within).select_related("campaign")

    def listed(self) -> QuerySet[FrozenReport]:
        """The same without their content, with what a list tells of each (``TOLD``)."""
        return self.reports().defer("content").annotate(**TOLD)


def access_frozen(request: HttpRequest, frozen: int) -> FrozenReport:
    """404 for what is not the reader's."""
    return get_object_or_404(FrozenScope(request.user).reports(), pk=frozen)


def access_frozen_scope(request: HttpRequest) -> FrozenScope:
    """404 for whoever answers for nobody."""
    scope = FrozenScope(request.user)
    if scope.agencies.first(scope.day) is None:
        raise Http404
    return scope
