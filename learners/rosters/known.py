"""The people a roster may mean, read once for a whole file: a few queries for each ``BATCH`` lines.

Whoever has a staff code or telephone of the file is looked up everywhere; by name alone only people on the rosters the
officer answers for. A human being is her kept record, with the memberships of all her records.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from learners.agencies.models import Membership
from learners.people.models import Person
from learners.rosters.said import Said
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

BATCH = 4000
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership in force on the roster's day, or to come."""

    id: int
    agency: UUID
    category: str
    position: str
    is_head: bool
    is_primary: bool
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(slots=True)
class Human:
    id: UUID
    name: str
    folded: str
    birth_year: int | None
    code: str
    phone: str
    belongings: list[Belonging] = field(default_factory=list)

    def primary(self, day: dt.date) -> Belonging | None:
        return next((one for one in self.belongings if one.is_primary and one.valid_from <= day), None)

    def at(self, agency: UUID, day: dt.date) -> Belonging | None:
        return next((one for one in self.belongings if one.agency == agency and one.valid_from <= day), None)

    def later(self, day: dt.date) -> Belonging | None:
        """A primary membership that begins after the day."""
        return next((one for one in self.belongings if one.is_primary and one.valid_from > day), None)


@dataclass(slots=True)
class Known:
    humans: dict[UUID, Human] = field(default_factory=dict)
    by_code: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    by_phone: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))


def batches(items: Collection[Item]) -> Iterator[Sequence[Item]]:
    listed = list(items)
    for start in range(0, len(listed), BATCH):
        yield listed[start : start + BATCH]


def read_known(people: Iterable[Said], codes: Collection[str], reach: set[UUID], day: dt.date) -> Known:
    """``codes``: the staff codes to look for, as written and with their zeros back; ``reach``: the officer's."""
    listed = list(people)
    known = Known()
    for chunk in batches(sorted({code for code in codes if code})):
        _take(known, Person.objects.filter(staff_code__in=chunk))
    for chunk in batches(sorted({said.phone for said in listed if said.phone})):
        _take(known, Person.objects.filter(phone__in=chunk))
    here = Membership.objects.filter(_standing(day), agency__in=reach).values("person")
    for chunk in batches(sorted({fold(said.name) for said in listed if said.name})):
        _take(known, Person.objects.filter(folded_name__in=chunk, pk__in=here))
    _read_belongings(known, day)
    for human in known.humans.values():
        for told, index in ((human.code, known.by_code), (human.phone, known.by_phone), (human.folded, known.by_name)):
            if told:
                index[told].append(human.id)
    return known


def _standing(day: dt.date) -> Q:
    return Q(valid_to=None) | Q(valid_to__gt=day)


_COLUMNS = ("id", "full_name", "folded_name", "birth_year", "staff_code", "phone")


def _take(known: Known, people: QuerySet[Person]) -> None:
    """Kept records; of those that were merged, what they were merged into."""
    merged = set()
    for key, *columns, into in people.values_list(*_COLUMNS, "merged_into"):
        if into:
            merged.add(into)
        elif key not in known.humans:
            known.humans[key] = Human(key, *columns)
    for chunk in batches(merged - known.humans.keys()):
        for key, *columns in Person.objects.filter(pk__in=chunk).values_list(*_COLUMNS):
            known.humans[key] = Human(key, *columns)


def _read_belongings(known: Known, day: dt.date) -> None:
    columns = list(Belonging.__dataclass_fields__)
    for chunk in batches(list(known.humans)):
        mine = Membership.objects.filter(_standing(day), Q(person__in=chunk) | Q(person__merged_into__in=chunk))
        told = mine.annotate(kept=Coalesce("person__merged_into", F("person"))).order_by("valid_from", "id")
        for kept, *values in told.values_list("kept", *columns):
            if kept in known.humans:
                known.humans[kept].belongings.append(Belonging(*values))


def roster_of(within: set[UUID], day: dt.date) -> Iterator[tuple[UUID, str, int | None, Belonging]]:
    """Everybody who counts there on the day, by kept record: (person, name, birth year, membership)."""
    held = Membership.objects.filter(on(day), agency__in=within, is_primary=True)
    told = held.annotate(kept=Coalesce("person__merged_into", F("person"))).order_by("person__sort_key", "id")
    columns = ["kept", "person__full_name", "person__birth_year", *Belonging.__dataclass_fields__]
    for kept, name, born, *values in told.values_list(*columns).iterator(BATCH):
        yield kept, name, born, Belonging(*values)


def zero_led_codes(within: set[UUID], day: dt.date) -> set[int]:
    """How long staff codes of digits that begin with a zero are there: evidence that a file has lost its zeros."""
    held = Membership.objects.filter(on(day), agency__in=within, person__staff_code__startswith="0")
    sample = held.order_by("id").values_list("person__staff_code", flat=True)[:500]
    return {len(code) for code in sample if code.isdigit()}
