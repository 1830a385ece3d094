"""Who took over from whom, between two days.

An agency that ended wholly into one other is carried forward to it, as often as that happened, day by day. After a
split, or an end without successor, nobody can say where a person belongs: the answer is None, "Chưa phân đơn vị",
never a share. An agency that goes on after giving away a part is still there: it has no successor.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from learners.agencies.models import AgencyPlacement, ReorganisationLink, ReorganisationStatus


def endings(until: dt.date) -> QuerySet[ReorganisationLink]:
    """The links of agencies that were gone with the event, by ``until``, in the order of the events."""
    day = OuterRef("reorganisation__effective_on")
    goes_on = AgencyPlacement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), agency=OuterRef("source"), valid_from__lte=day
    )
    past = ReorganisationLink.objects.filter(
        source__isnull=False,
        reorganisation__status=ReorganisationStatus.FINAL,
        reorganisation__effective_on__lte=until,
    )
    return past.exclude(Exists(goes_on)).order_by("reorganisation__effective_on", "id")


def successors(agency_ids: Iterable[UUID], from_day: dt.date, to_day: dt.date) -> dict[UUID, UUID | None]:
    """Where each agency of ``from_day`` is on ``to_day``; itself when nothing ended it, None when unassigned."""
    rows = endings(to_day).filter(reorganisation__effective_on__gt=from_day)
    return carry(agency_ids, rows.values_list("reorganisation__effective_on", "source_id", "target_id", "partial"))


def carry(
    agency_ids: Iterable[UUID], links: Iterable[tuple[dt.date, UUID | None, UUID | None, bool]]
) -> dict[UUID, UUID | None]:
    """Follow each agency along ``links`` (day, source, target, partial) in order of time. Pure."""
    found: dict[UUID, UUID | None] = {agency: agency for agency in agency_ids}
    for _, today in groupby(links, key=itemgetter(0)):
        after: dict[UUID | None, set[tuple[UUID | None, bool]]] = defaultdict(set)
        for _, source, target, partial in today:
            after[source].add((target, partial))
        found = {agency: _follow(here, after) for agency, here in found.items()}
    return found


def _follow(here: UUID | None, after: dict[UUID | None, set[tuple[UUID | None, bool]]]) -> UUID | None:
    """Where an agency is after the events of one day, which may build on each other."""
    seen: set[UUID] = set()
    while here is not None and here in after and here not in seen:
        seen.add(here)
        targets = after[here]
        if len(targets) > 1 or any(partial for _, partial in targets):
            return None
        here = next(iter(targets))[0]
    return here


def comparable(earlier: UUID, later: UUID, from_day: dt.date, to_day: dt.date) -> bool:
    """Whether a trend may be drawn: the same agency, or all of one that ended wholly into the other."""
    return successors([earlier], from_day, to_day)[earlier] == later
