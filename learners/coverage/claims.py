"""What is said about where people belong, and who answers: the officers of the agency it is about.

"Not mine" is about the agency on whose roster she stands, "mine" and a handover about the one that is named. Nobody
answers about herself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from learners.agencies.claim_models import MembershipClaim
from learners.agencies.models import Membership
from learners.agencies.queries import name_on
from learners.coverage.permissions import PeopleScope
from learners.coverage.searching import Found, lines
from learners.people.records import of_person
from mooc.foundation.periods import on


def claims_of(scope: PeopleScope) -> QuerySet[MembershipClaim]:
    """Those the reader may answer, or somebody has answered; the oldest first."""
    reader: Any = scope.agencies.account
    found = MembershipClaim.objects.filter(agency__among=scope.agencies.reach(scope.day)).order_by("asked_at", "pk")
    return found.exclude(of_person(reader.person.canonical_id)) if reader.person else found


def open_claims_of(scope: PeopleScope) -> QuerySet[MembershipClaim]:
    return claims_of(scope).filter(decided_at=None)


def access_claim(scope: PeopleScope, claim: int) -> MembershipClaim:
    return get_object_or_404(claims_of(scope).select_related("person__merged_into", "asked_by__person"), pk=claim)


@dataclass(frozen=True, slots=True)
class Said:
    """One claim with whom it is about; ``agency`` by its name of the day."""

    claim: MembershipClaim
    who: Found
    agency: str


def said_lines(claims: Iterable[MembershipClaim], scope: PeopleScope) -> list[Said]:
    """Three queries whatever the length, for rows with their person."""
    rows = [(row, row.person.merged_into or row.person) for row in claims]
    found = {who.person.pk: who for who in lines({person.pk: person for _, person in rows}.values(), scope)}
    names = name_on({row.agency_id for row, _ in rows}, scope.day)
    return [Said(row, found[person.pk], str(names.get(row.agency_id, ""))) for row, person in rows]


def membership_meant(claim: MembershipClaim, scope: PeopleScope) -> Membership | None:
    """Hers in force at the agency a claim "not mine" is about; None once the roster was changed otherwise."""
    held = Membership.objects.filter(on(scope.day), of_person(claim.person.canonical_id), agency=claim.agency_id)
    return held.order_by("-is_primary", "pk").first()


def counting_meant(claim: MembershipClaim, scope: PeopleScope) -> Membership | None:
    """Of somebody handed over: the membership she is moved from."""
    held = Membership.objects.filter(on(scope.day), of_person(claim.person.canonical_id), is_primary=True)
    return held.order_by("pk").first()
