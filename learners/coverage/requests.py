"""What people ask for who have no attempt left, and which officer may answer.

The officer of the **counting** agency, as with codes and names; nobody about herself. The authors of the course may
answer as well (``learners.attempts.permissions``): whoever is first.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from learners.agencies.models import AgencyClosure, Scope
from learners.agencies.queries import counting_agency
from learners.attempts.models import AttemptRequest
from learners.attempts.requests import requests
from learners.coverage.permissions import PeopleScope
from learners.people.models import Person
from learners.people.records import of_people, of_person
from mooc.foundation.periods import on


def requests_of(scope: PeopleScope) -> QuerySet[AttemptRequest]:
    """Those the reader may answer, or somebody has answered; the oldest first."""
    reader: Any = scope.agencies.account
    found = requests().filter(of_people(scope.may_get_codes(), "enrolment__person"))
    return found.exclude(of_person(reader.person.canonical_id, "enrolment__person")) if reader.person else found


def open_requests_of(scope: PeopleScope) -> QuerySet[AttemptRequest]:
    return requests_of(scope).filter(answered_at=None)


def access_request(scope: PeopleScope, asked: int) -> AttemptRequest:
    return get_object_or_404(requests_of(scope), pk=asked)


def officers_of(person: Person, day: dt.date) -> set[UUID]:
    """The accounts that answer for her and stand nearest: two queries. Whoever answers for the whole province is told
    only where nobody does below."""
    above = AgencyClosure.objects.filter(on(day), descendant__in=counting_agency(person, day))
    depths = dict(above.values_list("ancestor", "depth"))
    granted = Scope.objects.filter(on(day), agency__in=depths, account__is_active=True)
    reaching = granted.exclude(of_person(person.canonical_id, "account__person"))
    rows = [
        (depths[agency], account)
        for agency, below, account in reaching.values_list("agency", "with_descendants", "account")
        if below or not depths[agency]
    ]
    nearest = min((depth for depth, _ in rows), default=0)
    return {account for depth, account in rows if depth == nearest}
