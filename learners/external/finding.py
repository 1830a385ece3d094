"""Whom a line of a list means: by an identifier before the name, among the officer's people alone; set-wise."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from learners.coverage.permissions import PeopleScope
from learners.people.models import Person
from learners.people.phones import normalise_phone
from mooc.foundation.vietnamese import fold

# Values in one query.
CHUNK = 500


@dataclass
class Directory:
    """Kept records within the reader's sight by what a list may have of them; folded names, codes in capitals."""

    codes: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    phones: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    people: dict[UUID, Person] = field(default_factory=dict)
    # Names of her other records too.
    called: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))

    def with_code(self, code: str, person: Person) -> "Directory":
        """One that knows ``person`` by ``code`` as well."""
        codes, people = {**self.codes, code: {person.pk}}, {**self.people, person.pk: person}
        return Directory(codes, self.phones, self.names, people, self.called)


def directory(said: Sequence[dict[str, str]], scope: PeopleScope) -> Directory:
    """Of everybody the lines may mean: about one query for a hundred lines."""
    codes = {text for one in said if (text := one.get("staff_code", "").strip())}
    phones = {phone for one in said if (phone := normalise_phone(one.get("phone", "")))}
    # A name is looked for where nothing better is there.
    names = {fold(one.get("name", "")) for one in said if not one.get("staff_code") and not one.get("phone")} - {""}
    records: dict[UUID, Person] = {}
    for column, values in (
        ("staff_code", {form for code in codes for form in (code, code.upper(), code.lower())}),
        ("phone", phones),
        ("account__phone", phones),
        ("folded_name", names),
    ):
        for chunk in _chunks(values):
            found: QuerySet[Person] = Person.objects.filter(**{f"{column}__in": chunk}).select_related("account")
            records.update((row.pk, row) for row in found)
    return _within(records.values(), scope)


def _within(records: Iterable[Person], scope: PeopleScope) -> Directory:
    rows = list(records)
    found = Directory()
    for chunk in _chunks({row.canonical_id for row in rows}):
        found.people.update((row.pk, row) for row in scope.people().filter(pk__in=chunk))
    for row in rows:
        kept = row.canonical_id
        if kept not in found.people:
            continue
        found.called[kept] |= {row.folded_name, found.people[kept].folded_name}
        found.names[row.folded_name].add(kept)
        found.codes[row.staff_code.upper()].add(kept)
        account = getattr(row, "account", None)
        for phone in {row.phone, account.phone if account else ""}:
            found.phones[phone or ""].add(kept)
    return found


def _chunks(values: Collection[UUID] | Collection[str]) -> Iterator[list[UUID | str]]:
    ordered: list[UUID | str] = sorted(values, key=str)
    for begin in range(0, len(ordered), CHUNK):
        yield ordered[begin : begin + CHUNK]
