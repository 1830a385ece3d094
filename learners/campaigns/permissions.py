"""Which campaigns an account may see: those that ask, or asked, anybody of an agency it answers for."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from learners.agencies.models import AgencyClosure
from learners.campaigns.models import Campaign, CampaignAgency


def campaigns_of(agencies: Collection[UUID]) -> QuerySet[Campaign]:
    """Announced campaigns whose audience holds, or once held, one of ``agencies``."""
    above = AgencyClosure.objects.filter(descendant__among=agencies).values("ancestor")
    asked = CampaignAgency.objects.filter(agency__in=above, excluded=False)
    return Campaign.objects.filter(announced_at__isnull=False, pk__in=asked.values("campaign"))
