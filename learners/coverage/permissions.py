"""Which people an account may look up: those who are on a roster of its agencies today.

A human being is found by her kept record. She is within when a membership of hers in force that day, primary or not, of
whichever of her merged records, is in an agency of the account's reach. A code, which lets somebody into her account,
is given by the officer of her **counting** agency alone: "kiêm nhiệm" elsewhere is seen there and no more.

The object check and the queryset are one condition, so the two cannot disagree.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from learners.agencies.models import Agency, Membership
from learners.agencies.permissions import AgencyScope
from learners.people.models import Person
from mooc.foundation.periods import on


class PeopleScope:
    def __init__(self, account: Any, day: dt.date, agencies: AgencyScope | None = None) -> None:
        """``agencies``: the account's, where it was made already."""
        self.agencies, self.day = agencies or AgencyScope(account), day

    def people(self) -> QuerySet[Person]:
        """Kept records alone."""
        return kept_people(self._memberships())

    def may_get_codes(self) -> QuerySet[Person]:
        return kept_people(self._memberships().filter(is_primary=True))

    def mark(self, members: QuerySet[Any]) -> QuerySet[Any]:
        """``members``, who have a ``canonical`` person, with ``may_open``: whether her page is the reader's today."""
        return members.annotate(may_open=Exists(self.people().filter(pk=OuterRef("canonical"))))

    def allows(self, person: Person) -> bool:
        return self.people().filter(pk=person.pk).exists()

    def _memberships(self) -> QuerySet[Membership]:
        held: QuerySet[Membership] = Membership.objects.filter(
            on(self.day), agency__among=self.agencies.reach(self.day)
        )
        return held


def kept_people(memberships: QuerySet[Any]) -> QuerySet[Person]:
    """Whose they are, by kept records. Asked person by person, each time by an index, for a search has few of them."""
    held = Exists(memberships.filter(person=OuterRef("pk")))
    absorbed = Exists(Person.objects.filter(held, merged_into=OuterRef("pk")))
    return Person.objects.filter(Q(held) | Q(absorbed), merged_into=None)


def access_person(scope: PeopleScope, person: UUID) -> Person:
    """The kept record behind ``person``; 404 for everybody else."""
    absorbed = Person.objects.filter(pk=person).values("merged_into")
    return get_object_or_404(scope.people().select_related("account"), Q(pk=person) | Q(pk__in=absorbed))


def access_agency(scope: PeopleScope, agency: UUID) -> Agency:
    return get_object_or_404(scope.agencies.agencies(scope.day), pk=agency)
