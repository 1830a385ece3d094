"""Pairs of records that may be one human being, for the officer whose people they are, side by side.

A pair is hers when at least one of the two counts at an agency of hers and neither counts elsewhere: of people of two
officers the one above both decides. A record on no roster (somebody who registered herself) is nobody else's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learners.agencies.duplicate_models import DuplicatePair
from learners.agencies.likeness import Reason
from learners.agencies.models import Membership
from learners.agencies.queries import name_on
from learners.certificates.models import Certificate
from learners.coverage.permissions import PeopleScope
from learners.coverage.searching import Post
from learners.enrolment.models import Enrolment
from learners.people.models import Account, Person
from learners.people.phones import spoken_phone
from learners.progress.naming import course_titles
from mooc.foundation.periods import on

REASONS: dict[str, str | Promise] = {
    Reason.STAFF_CODE: _("cùng mã cán bộ"),
    Reason.PHONE: _("cùng số điện thoại"),
    Reason.NAME: _("họ tên giống nhau khi bỏ dấu"),
    Reason.BIRTH_YEAR: _("cùng năm sinh"),
    Reason.NEAR: _("cùng đơn vị hoặc đơn vị liền trên"),
    Reason.OTHER_CODE: _("khác mã cán bộ"),
    Reason.OTHER_YEAR: _("khác năm sinh"),
}


def pairs_of(scope: PeopleScope) -> QuerySet[DuplicatePair]:
    """Those that wait for the reader, the likeliest first."""
    waiting = DuplicatePair.objects.filter(verdict="", first__merged_into=None, second__merged_into=None)
    found = waiting.filter(_one(scope, "first"), _one(scope, "second"), _on_a_roster(scope))
    reader: Any = scope.agencies.account
    if reader.person:
        own = reader.person.canonical_id
        found = found.exclude(Q(first=own) | Q(second=own))
    return found.order_by("-score", "pk")


def _counting(scope: PeopleScope, which: str) -> QuerySet[Membership]:
    held: QuerySet[Membership] = Membership.objects.filter(on(scope.day), is_primary=True, person=OuterRef(which))
    return held


def _one(scope: PeopleScope, which: str) -> Q:
    """Counts at an agency of the reader, or nowhere."""
    held = _counting(scope, which)
    return Q(Exists(held.filter(agency__among=scope.agencies.reach(scope.day)))) | ~Q(Exists(held))


def _on_a_roster(scope: PeopleScope) -> Q:
    return Q(Exists(_counting(scope, "first"))) | Q(Exists(_counting(scope, "second")))


def access_pair(scope: PeopleScope, pair: int) -> DuplicatePair:
    return get_object_or_404(pairs_of(scope).select_related("first__account", "second__account"), pk=pair)


def reasons_of(pair: DuplicatePair) -> list[str]:
    return [str(REASONS[reason]) for reason in pair.reasons if reason in REASONS]


@dataclass
class Side:
    """One of the two, with everything that hangs on her record."""

    person: Person
    posts: list[Post] = field(default_factory=list)
    courses: list[str] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.person.pk)

    @property
    def phone(self) -> str:
        return spoken_phone(self.person.phone or (self.account.phone if self.account else ""))

    @property
    def account(self) -> Account | None:
        return getattr(self.person, "account", None)

    @property
    def weight(self) -> tuple[int, int, int]:
        """Which record is proposed to be kept: the one with more on it."""
        return len(self.certificates), len(self.courses), len(self.posts)


def sides_of(people: Sequence[Person], scope: PeopleScope) -> list[Side]:
    """A handful of queries, whatever hangs on them."""
    ids = [person.pk for person in people]
    held = list(Membership.objects.filter(person__in=ids).order_by("-valid_from", "pk"))
    names = {key: name.name for key, name in name_on({row.agency_id for row in held}, scope.day).items()}
    studied = list(Enrolment.objects.filter(person__in=ids).order_by("enrolled_at").values_list("person", "course_key"))
    titles = course_titles({key for _, key in studied})
    given = list(Certificate.objects.filter(person__in=ids).order_by("issued_on", "pk"))
    return [
        Side(
            person,
            [Post(names.get(row.agency_id, ""), row) for row in held if row.person_id == person.pk],
            [titles.get(key, "") for owner, key in studied if owner == person.pk],
            [one for one in given if one.person_id == person.pk],
        )
        for person in people
    ]


def first_kept(sides: Iterable[Side]) -> UUID:
    return max(sides, key=lambda side: side.weight).person.pk


def absorbed_of(person: Person) -> list[Person]:
    """Records that were merged into hers, and can be split again."""
    return list(Person.objects.filter(merged_into=person.pk).order_by("created_at", "pk"))
