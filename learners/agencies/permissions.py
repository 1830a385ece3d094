"""Which agencies an account may see.

A scope names an agency, with or without what is below it. With what is below, it reaches back in time, so the officer
of a merged province can open the reports of its parts, and through nothing but endings:

- an agency that ended wholly within what the account may see belongs to it;
- an agency that ended in several parts, or without a successor, belongs to whoever holds what it last stood under:
  its people are "Chưa phân đơn vị" and must not fall out of every report.

An agency that merely moved elsewhere is its new superior's. The object check and the queryset ask the same set, so
the two cannot disagree.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from learners.agencies.history import History
from learners.agencies.models import Agency, Scope
from learners.people.models import Account
from mooc.foundation.periods import on


def grants(account: Account | AnonymousUser, day: dt.date) -> QuerySet[Scope]:
    """What was granted to ``account`` and is in force on ``day``."""
    if not isinstance(account, Account) or not account.is_active:
        return Scope.objects.none()
    return Scope.objects.filter(on(day), account=account)


def holders_of_scopes(account_ids: Collection[UUID]) -> set[UUID]:
    """Those of the accounts that answer, today or from a day to come, for anybody."""
    standing = Scope.objects.exclude(valid_to__lte=timezone.localdate()).filter(account__in=account_ids)
    return set(standing.values_list("account_id", flat=True))


class AgencyScope:
    def __init__(self, account: Account | AnonymousUser) -> None:
        self.account = account
        self._asked: dict[dt.date, list[tuple[UUID, bool]]] = {}

    @cached_property
    def history(self) -> History:
        return History.read()

    def reach(self, day: dt.date) -> set[UUID]:
        """The agencies granted on ``day``, what is below them then, and what ended within those by then."""
        return {agency for agency, _ in self._granted(day)} | self.reach_below(day)

    def reach_below(self, day: dt.date) -> set[UUID]:
        """Those of ``reach`` that are the account's with everything below them."""
        wide = {agency for agency, below in self._granted(day) if below}
        return with_ended(wide | self.history.subtree(wide, day), day, self.history) if wide else set()

    def first(self, day: dt.date) -> UUID | None:
        """The agency granted to the account longest ago: where its pages open."""
        return next((agency for agency, _ in self._granted(day)), None)

    def know(self, day: dt.date, held: Iterable[Scope]) -> None:
        """What was granted on ``day``, oldest first, for whoever has read it already: it is not asked again."""
        self._asked[day] = [(row.agency_id, row.with_descendants) for row in held]

    def _granted(self, day: dt.date) -> list[tuple[UUID, bool]]:
        """(agency, with what is below), oldest first; asked once for a day."""
        if day not in self._asked:
            held = grants(self.account, day).order_by("valid_from", "id")
            self._asked[day] = list(held.values_list("agency_id", "with_descendants"))
        return self._asked[day]

    def agencies(self, day: dt.date) -> QuerySet[Agency]:
        return Agency.objects.filter(pk__among=self.reach(day))

    def allows(self, agency: Agency, day: dt.date) -> bool:
        return agency.pk in self.reach(day)


def with_ended(agencies: AbstractSet[UUID], day: dt.date, history: History) -> set[UUID]:
    """``agencies`` and, transitively, those that ended by ``day`` and are now nobody else's."""
    ended, found = history.ended(day), set(agencies)

    def belongs(agency: UUID) -> bool:
        targets = ended.into.get(agency, set())
        if targets and targets <= found:
            return True
        # Wholly in one other agency: that one's, not its former superior's.
        gone_wholly = len(targets) == 1 and None not in targets and ended.whole[agency]
        return not gone_wholly and history.parent(agency, day) in found

    waiting = list(found)
    while waiting:
        held = waiting.pop()
        near = ended.sources.get(held, set()) | ended.below.get(held, set())
        more = [agency for agency in near - found if belongs(agency)]
        found.update(more)
        waiting += more
    return found
