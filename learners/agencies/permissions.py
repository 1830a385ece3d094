"""Which agencies an account may see.

A scope names an agency, with or without what is below it. It reaches back in time: an agency that ended wholly within
what the account may see today belongs to it, so the officer of a merged province can open the reports of its parts.
The object check asks the queryset, so the two cannot disagree.
"""

import datetime as dt
from collections import defaultdict
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from learners.agencies.models import Agency, AgencyClosure, Scope
from learners.agencies.succession import endings
from learners.people.models import Account
from mooc.foundation.periods import on


def grants(account: Account | AnonymousUser, day: dt.date) -> QuerySet[Scope]:
    """What was granted to ``account`` and is in force on ``day``."""
    if not isinstance(account, Account):
        return Scope.objects.none()
    return Scope.objects.filter(on(day), account=account)


class AgencyScope:
    def __init__(self, account: Account | AnonymousUser) -> None:
        self.account = account

    def agencies(self, day: dt.date) -> QuerySet[Agency]:
        """The agencies granted on ``day``, what is below them then, and what went wholly into those."""
        if not isinstance(self.account, Account) or not self.account.is_active:
            return Agency.objects.none()
        granted = grants(self.account, day)
        alone = set(granted.filter(with_descendants=False).values_list("agency_id", flat=True))
        wide = set(granted.filter(with_descendants=True).values_list("agency_id", flat=True))
        below = AgencyClosure.objects.filter(on(day), ancestor__in=wide).values_list("descendant_id", flat=True)
        return Agency.objects.filter(pk__in=alone | with_predecessors(wide | set(below), day))

    def allows(self, agency: Agency, day: dt.date) -> bool:
        return self.agencies(day).filter(pk=agency.pk).exists()


def with_predecessors(agencies: set[UUID], day: dt.date) -> set[UUID]:
    """``agencies`` and, transitively, every agency all of whose successors by ``day`` are among them."""
    if not agencies:
        return agencies
    successors: dict[UUID, set[UUID | None]] = defaultdict(set)
    for source, target in endings(day).values_list("source_id", "target_id"):
        if source is not None:
            successors[source].add(target)
    found, grown = set(agencies), True
    while grown:
        more = {source for source, targets in successors.items() if source not in found and targets <= found}
        found, grown = found | more, bool(more)
    return found
