"""Who heads which agency: the dated fact on its roster, of whichever of her merged records.

A head sees the numbers of her agency, never a list of names; it is no right over it.
"""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from learners.agencies.models import Membership
from learners.people.models import Account, Person
from mooc.foundation.periods import on


def headed_by(account: Account, day: dt.date) -> QuerySet[Membership]:
    if account.person is None:
        return Membership.objects.none()
    kept = account.person.canonical_id
    # Her records first, by their indexes: the frame of every page asks this.
    records = Person.objects.filter(Q(pk=kept) | Q(merged_into=kept)).values("pk")
    headed: QuerySet[Membership] = Membership.objects.filter(on(day), is_head=True, person__in=records)
    return headed


def headed_agencies(account: object) -> list[UUID]:
    """Those she heads today, the main one first; none for whoever heads none."""
    if not isinstance(account, Account):
        return []
    held = headed_by(account, timezone.localdate()).order_by("-is_primary", "valid_from", "pk")
    return list(dict.fromkeys(held.values_list("agency_id", flat=True)))
