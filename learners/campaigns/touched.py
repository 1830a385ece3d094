"""Which campaigns name an agency that is about to be reorganised, for the look before it counts."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learners.agencies.models import AgencyClosure
from learners.campaigns.models import Campaign
from mooc.foundation.periods import on


def campaigns_named(agencies: Collection[UUID], day: dt.date) -> list[str]:
    """Running on the day or later, with an audience over one of ``agencies``: one query."""
    above = AgencyClosure.objects.filter(on(day - dt.timedelta(days=1)), descendant__in=agencies).values("ancestor")
    concerned = Q(agencies__agency__in=above) | Q(agencies__agency__in=agencies)
    rows = Campaign.objects.filter(concerned, closes_on__gte=day).distinct().order_by("closes_on", "name")
    text = _("Đợt “%(name)s” (đến hết ngày %(day)s) có giao cho cơ quan này.")
    return [text % {"name": one.name, "day": date_format(one.closes_on, "SHORT_DATE_FORMAT")} for one in rows]
