"""Two people of the rosters whose printed codes the demonstration says, so that a first sign-in can be tried.

A code can be read once, so every start issues new ones. Who has chosen a password meanwhile gets a code that resets it.
"""

from django.db.models import Q
from django.utils import timezone

from learners.people.codes import Issued, issue
from learners.people.models import Person
from mooc.foundation.periods import on

HOW_MANY = 2


def fresh_codes() -> list[Issued]:
    """For the first two on a roster without an account, and at later starts for the same two."""
    # Only the demonstration issues in nobody's name.
    ours = Q(account=None) | Q(account__codes__isnull=False, account__codes__issued_by=None)
    on_roster = Q(pk__in=Person.objects.filter(on(timezone.localdate(), "memberships__")).values("pk"))
    people = Person.objects.filter(ours, on_roster).exclude(staff_code="").order_by("staff_code").distinct()
    return issue(people=list(people[:HOW_MANY]), acting_user=None)
