"""Who writes an agency's status, and who reads it: its officers and those above; its head writes her own."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from learners.agencies.models import Agency, Membership
from learners.campaigns.models import Assignment
from learners.coverage.permissions import PeopleScope
from learners.people.models import Account
from learners.people.records import of_person
from learners.warnings.evaluating import running
from mooc.foundation.periods import on


def headed_by(account: Account, day: dt.date) -> QuerySet[Agency]:
    """Agencies whose head she is on ``day``."""
    if account.person is None:
        return Agency.objects.none()
    held = Membership.objects.filter(on(day), of_person(account.person.canonical_id), is_head=True)
    return Agency.objects.filter(pk__in=held.values("agency"))


def reporting(day: dt.date, within: set[UUID] | None = None) -> set[UUID]:
    """Agencies that tell how it goes: those whose own people a running campaign asks."""
    asked = Assignment.objects.filter(on(day), campaign__in=running(day), exempt=False)
    narrowed = asked if within is None else asked.filter(agency__among=within)
    return set(narrowed.order_by().values_list("agency_id", flat=True).distinct())


def readable(scope: PeopleScope) -> QuerySet[Agency]:
    return Agency.objects.filter(pk__among=scope.agencies.reach(scope.day))


def heads_of(agencies: set[UUID], day: dt.date) -> dict[UUID, set[UUID]]:
    """By agency the accounts of its heads, of whichever of their records: two queries."""
    heads = list(
        Membership.objects.filter(on(day), agency__in=agencies, is_head=True).values_list(
            "agency_id", "person_id", "person__merged_into_id"
        )
    )
    people = {key for _, person, kept in heads for key in (person, kept) if key}
    accounts = dict(Account.objects.filter(is_active=True, person__in=people).values_list("person_id", "pk"))
    found: dict[UUID, set[UUID]] = {}
    for agency, person, kept in heads:
        found.setdefault(agency, set()).update(accounts[key] for key in (person, kept) if key in accounts)
    return found
