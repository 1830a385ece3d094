"""Finding somebody by what an officer has in hand: a name typed in any way, a telephone number, a staff code.

Every typed word is the beginning of a word of the name, in any order, without marks. What has a digit is a telephone
number or a code: names have none. Every way walks an index; nobody's table is read from end to end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from learners.agencies.models import Membership
from learners.agencies.queries import name_on
from learners.coverage.models import NameWord
from learners.coverage.permissions import PeopleScope
from learners.people.models import Account, Person
from learners.people.phones import normalise_phone
from learners.people.records import CANONICAL, of_people
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

# Whoever finds more has to type more; counting them all would cost more than it tells.
MOST = 500
LAST_CHARACTER = "\U0010ffff"


def people_like(text: str, scope: PeopleScope) -> QuerySet[Person]:
    """In the order of Vietnamese lists; nobody for a text without a letter or digit."""
    words = fold(text).split()
    if not words:
        return Person.objects.none()
    numbered = any(char.isdigit() for char in text)
    kept = _numbered(text.strip()) if numbered else _kept(_named(words))
    return scope.people().filter(pk__in=kept).order_by("sort_key", "pk").select_related("account")


def _kept(records: QuerySet[Person]) -> QuerySet[Any]:
    """One of her merged records is as good as the kept one."""
    return records.order_by().annotate(canonical=Coalesce("merged_into_id", "id")).values("canonical")


def _numbered(text: str) -> QuerySet[Any]:
    """United, not joined by "or": each part walks an index of its own."""
    found = _kept(Person.objects.filter(staff_code__in={text, text.upper(), text.lower()}))
    phone = normalise_phone(text)
    if not phone:
        return found
    holders = Account.objects.filter(phone=phone, person__isnull=False).values("person")
    return found.union(_kept(Person.objects.filter(phone=phone)), _kept(Person.objects.filter(pk__in=holders)))


def _named(words: Iterable[str]) -> QuerySet[Person]:
    records = Person.objects.all()
    for word in words:
        records = records.filter(pk__in=NameWord.objects.filter(_begins(word)).values("person"))
    return records


def _begins(word: str) -> Q:
    """SQLite's LIKE walks no index of ours, a range does; PostgreSQL's range is the reader's language's."""
    if connection.vendor == "sqlite":
        return Q(word__gte=word, word__lt=word + LAST_CHARACTER)
    return Q(word__startswith=word)


@dataclass(frozen=True, slots=True)
class Post:
    """One membership: where, as what, whether it counts, and whether the reader may change it."""

    name: str
    membership: Membership
    may_change: bool = False

    @property
    def is_concurrent(self) -> bool:
        return not self.membership.is_primary


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a list of people: who, and what tells her from others of her name."""

    person: Person
    posts: list[Post]

    @property
    def key(self) -> str:
        return str(self.person.pk)

    @property
    def account(self) -> Account | None:
        return getattr(self.person, "account", None)


def lines(people: Iterable[Person], scope: PeopleScope) -> list[Found]:
    """With today's memberships, the counting one first: two queries whatever the length."""
    listed = list(people)
    posts = posts_of([person.pk for person in listed], scope)
    return [Found(person, posts.get(person.pk, [])) for person in listed]


def posts_of(people: list[UUID], scope: PeopleScope) -> dict[UUID, list[Post]]:
    """By kept record, of all her records."""
    held = Membership.objects.filter(on(scope.day)).annotate(canonical=CANONICAL)
    rows = list(held.filter(of_people(people)).order_by("-is_primary", "valid_from", "id"))
    names = name_on({row.agency_id for row in rows}, scope.day)
    found: dict[UUID, list[Post]] = {}
    for row in rows:
        name = names.get(row.agency_id)
        found.setdefault(row.canonical, []).append(Post(name.name if name else "", row))
    return found
