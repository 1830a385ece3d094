"""Two people of the rosters whose printed codes the demonstration says, so that a first sign-in can be tried.

A code can be read once, so every start issues new ones, in the name of the officer who would print them: what becomes
of a code is told to her. Who has chosen a password meanwhile gets a code that resets it.
"""

from collections.abc import Sequence

from django.db.models import Count, F, Min, Q, Subquery
from django.utils import timezone

from learners.agencies.models import AgencyClosure
from learners.people.codes import Issued, issue
from learners.people.models import Account, Person
from mooc.foundation.periods import on

HOW_MANY = 2


def fresh_codes() -> list[Issued]:
    people = _first_two()
    return issue(people=people, acting_user=_officer_of(people))


def _first_two() -> list[Person]:
    """The first on a roster without an account; at later starts the same, who got the first codes there were."""
    on_roster = Q(pk__in=Person.objects.filter(on(timezone.localdate(), "memberships__")).values("pk"))
    known = Person.objects.filter(on_roster).exclude(staff_code="").annotate(code=Min("account__codes__pk"))
    ours = known.filter(Q(account=None) | Q(code__isnull=False))
    return list(ours.order_by(F("code").asc(nulls_last=True), "staff_code")[:HOW_MANY])


def _officer_of(people: Sequence[Person]) -> Account | None:
    """Who answers for most of them, the longest; None where nobody does."""
    today = timezone.localdate()
    above = AgencyClosure.objects.filter(
        on(today),
        on(today, "descendant__memberships__"),
        on(today, "ancestor__scopes__"),
        Q(depth=0) | Q(ancestor__scopes__with_descendants=True),
        descendant__memberships__is_primary=True,
        descendant__memberships__person__in=people,
    )
    held = above.values("ancestor__scopes__account").annotate(
        people=Count("descendant__memberships__person", distinct=True), since=Min("ancestor__scopes__valid_from")
    )
    first = held.order_by("-people", "since").values("ancestor__scopes__account")[:1]
    return Account.objects.filter(pk=Subquery(first)).first()
