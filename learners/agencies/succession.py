"""Who took over from whom, between two days.

An agency that ended wholly into one other is carried forward to it, as often as that happened. After a split, or an
end without successor, nobody can say where a person belongs: the answer is None, "Chưa phân đơn vị", never a share.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from learners.agencies.models import ReorganisationLink


def successors(agency_ids: Iterable[UUID], from_day: dt.date, to_day: dt.date) -> dict[UUID, UUID | None]:
    """Where each agency of ``from_day`` is on ``to_day``; itself when nothing ended it, None when unassigned."""
    ended = ReorganisationLink.objects.filter(
        reorganisation__effective_on__gt=from_day, reorganisation__effective_on__lte=to_day, source__isnull=False
    ).exclude(source=None)
    after: dict[UUID, list[tuple[UUID | None, bool]]] = defaultdict(list)
    rows = ended.order_by("reorganisation__effective_on", "id")
    for source, target, partial in rows.values_list("source_id", "target_id", "partial"):
        if source is not None and source != target:
            after[source].append((target, partial))
    return {agency: _follow(agency, after) for agency in agency_ids}


def _follow(agency: UUID, after: dict[UUID, list[tuple[UUID | None, bool]]]) -> UUID | None:
    here: UUID | None = agency
    seen: set[UUID] = set()
    while here is not None and here in after and here not in seen:
        seen.add(here)
        targets = {target for target, _ in after[here]}
        if len(targets) > 1 or any(partial for _, partial in after[here]):
            return None
        here = targets.pop()
    return here


def comparable(earlier: UUID, later: UUID, from_day: dt.date, to_day: dt.date) -> bool:
    """Whether a trend may be drawn: the same agency, or all of one that ended wholly into the other."""
    return successors([earlier], from_day, to_day)[earlier] == later
