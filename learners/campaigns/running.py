"""Who may make campaigns, of which agencies: whoever has the right, for agencies she answers for with what is below.

Administrators may for all. A campaign is hers if all its agencies are; whatever lies outside does not exist for her.
"""

import datetime as dt
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from learners.agencies.models import Agency, AgencyClosure, AgencyPlacement, Membership
from learners.agencies.permissions import AgencyScope, grants
from learners.campaigns.models import Campaign, CampaignAgency
from learners.people.models import Person
from mooc.foundation.periods import on

RUN = "campaigns.run"


class Runner:
    def __init__(self, account: Any, today: dt.date, agencies: AgencyScope | None = None) -> None:
        """``agencies``: the account's, where it was made already."""
        self.account, self.today, self.agencies = account, today, agencies or AgencyScope(account)

    @property
    def may_run(self) -> bool:
        return bool(self.account.has_perm(RUN)) and (self.runs_all or bool(self.roots))

    @property
    def runs_all(self) -> bool:
        return bool(self.account.is_superuser)

    @cached_property
    def roots(self) -> list[UUID]:
        """Of an officer the agencies granted with what is below them; of an administrator the roots of the tree."""
        if self.runs_all:
            top = AgencyPlacement.objects.filter(on(self.today), parent=None).order_by("valid_from", "pk")
            return list(top.values_list("agency_id", flat=True))
        wide = grants(self.account, self.today).filter(with_descendants=True).order_by("valid_from", "id")
        return list(dict.fromkeys(wide.values_list("agency_id", flat=True)))

    def may_choose(self) -> QuerySet[Agency]:
        """Agencies of today that a campaign of hers may ask."""
        below = AgencyClosure.objects.filter(on(self.today), ancestor__in=self.roots)
        return Agency.objects.filter(pk__in=below.values("descendant"))

    def people(self) -> QuerySet[Person]:
        """Kept records of whom she may add, or leave out, by name."""
        held = Membership.objects.filter(on(self.today), agency__in=self.may_choose().values("pk"))
        own, absorbed = (
            Exists(held.filter(person=OuterRef("pk"))),
            Exists(held.filter(person__merged_into=OuterRef("pk"))),
        )
        return Person.objects.filter(own | absorbed, merged_into=None)

    def campaigns(self) -> QuerySet[Campaign]:
        if self.runs_all:
            return Campaign.objects.all()
        asked = CampaignAgency.objects.filter(campaign=OuterRef("pk"), excluded=False)
        hers = self.agencies.reach_below(self.today)
        return Campaign.objects.filter(Q(Exists(asked)), ~Exists(asked.exclude(agency__among=hers)))

    def drafts(self) -> QuerySet[Campaign]:
        return self.campaigns().filter(announced_at=None, cancelled_at=None)


def access_runner(request: HttpRequest) -> Runner:
    """404 for whoever may not make campaigns."""
    runner = Runner(request.user, timezone.localdate())
    if not runner.may_run:
        raise Http404
    return runner


def access_campaign(request: HttpRequest, campaign: int) -> tuple[Runner, Campaign]:
    runner = access_runner(request)
    return runner, get_object_or_404(runner.campaigns(), pk=campaign)
