"""Who leads which community team: the dated fact on the team's list, of whichever of her merged records.

A leader is a volunteer who answers for the members of her team alone; it is no right over an agency.
"""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from learners.agencies.models import CommunityTeam, TeamMembership
from learners.people.models import Account, Person
from mooc.foundation.periods import on


def led_by(account: Account, day: dt.date) -> QuerySet[TeamMembership]:
    if account.person is None:
        return TeamMembership.objects.none()
    kept = account.person.canonical_id
    # Her records first, by their indexes: the frame of every page asks this.
    records = Person.objects.filter(Q(pk=kept) | Q(merged_into=kept)).values("pk")
    led: QuerySet[TeamMembership] = TeamMembership.objects.filter(on(day), is_leader=True, person__in=records)
    return led


def teams_of(account: object) -> QuerySet[CommunityTeam]:
    """Those she leads today; none for whoever leads none."""
    if not isinstance(account, Account):
        return CommunityTeam.objects.none()
    led = led_by(account, timezone.localdate()).filter(team=OuterRef("pk"))
    return CommunityTeam.objects.filter(Exists(led)).order_by("name", "pk")
