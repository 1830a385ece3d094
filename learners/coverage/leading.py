"""A community team as its leader sees it: who is in it, how far each one is with getting in, and the slips for them.

She gives codes to the members of her own teams, never to herself, and as everywhere never to an account with rights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from learners.agencies.leading import teams_of
from learners.agencies.models import CommunityTeam, TeamMembership
from learners.coverage.permissions import kept_people
from learners.coverage.sheets import Slip
from learners.coverage.signing_in import SigningIn
from learners.people.codes import issue
from learners.people.models import Account, Person, SignInCode
from learners.people.records import of_people
from learners.people.rights import with_rights
from mooc.foundation.periods import on


@dataclass(frozen=True, slots=True)
class Member:
    person: Person
    signing_in: SigningIn
    is_reader: bool

    @property
    def key(self) -> str:
        return str(self.person.pk)

    @property
    def waits_for_a_slip(self) -> bool:
        """Nothing she holds lets her in: ticked when the page opens."""
        return self.signing_in.may_get_code and self.signing_in.state in {"none", "refused", "expired"}


def access_team(account: Any, team: int) -> CommunityTeam:
    return get_object_or_404(teams_of(account), pk=team)


def people_of_team(team: CommunityTeam) -> QuerySet[Person]:
    """Today's, by name."""
    held = TeamMembership.objects.filter(on(timezone.localdate()), team=team)
    return kept_people(held).order_by("sort_key", "pk")


def others_of_team(team: CommunityTeam, reader: Account) -> QuerySet[Person]:
    """Whom the reader may print slips for."""
    return people_of_team(team).exclude(pk__in=[_person_of(reader)])


def members(team: CommunityTeam, reader: Account) -> list[Member]:
    """Five queries whatever the length."""
    people, herself = list(people_of_team(team)), _person_of(reader)
    known = _signing_in(people, herself)
    return [Member(person, known[person.pk], person.pk == herself) for person in people]


def print_team_slips(*, team: CommunityTeam, people: Sequence[Person], acting_user: Any) -> list[Slip]:
    """In the order of ``people``; raises ``codes.NotAllowed``."""
    return [Slip(one, team.name) for one in issue(people=people, acting_user=acting_user)]


def team_to_see_to(code: SignInCode) -> str:
    """Where a leader who issued ``code`` prints another: the page of her team its owner is in today."""
    leader, owner = code.issued_by, code.account.person
    if leader is None or owner is None:
        return ""
    for team in teams_of(leader):
        if others_of_team(team, leader).filter(pk=owner.canonical_id).exists():
            return reverse("coverage:team", args=[team.pk])
    return ""


def _signing_in(people: Sequence[Person], herself: UUID | None) -> dict[UUID, SigningIn]:
    ids = [person.pk for person in people]
    accounts: dict[UUID, Account] = {}
    # After a merge the login may still be with the absorbed record; the kept one's goes first.
    rows = Account.objects.filter(of_people(ids)).select_related("person")
    for account in sorted(rows, key=lambda one: one.person_id in ids):
        if account.person:
            accounts[account.person.canonical_id] = account
    given = SignInCode.objects.filter(account__in=accounts.values()).order_by("issued_at", "pk")
    last = {code.account_id: code for code in given}
    mighty = with_rights([account.pk for account in accounts.values()])
    found = {}
    for key in ids:
        held = accounts.get(key)
        code = last.get(held.pk) if held else None
        found[key] = SigningIn(held, code, bool(held and held.pk in mighty), is_hers_to_give=key != herself)
    return found


def _person_of(reader: Account) -> UUID | None:
    return reader.person.canonical_id if reader.person else None
