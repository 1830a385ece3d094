"""Names that people ask to have corrected, and who may decide.

The officer of the **counting** agency, as with codes: whoever has her "kiêm nhiệm" only sees the person and no more.
Administrators, who may change any such row, decide as well: for people of no agency there is no officer, and nobody
decides about herself. What was decided can still be read, by the same people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from learners.certificates.models import Certificate, NameCorrection
from learners.certificates.queries import certificates_to_correct
from learners.coverage.comparing import Comparison, compare
from learners.coverage.permissions import PeopleScope
from learners.coverage.searching import Found, lines
from learners.people.models import Person
from learners.people.records import of_people, of_person

DECIDES_ALL = "certificates.change_namecorrection"


def decides_all(account: Any) -> bool:
    """Asked first whether she may enter the admin: nobody else has such a permission, and it costs no query."""
    return bool(account.is_staff and account.has_perm(DECIDES_ALL))


def corrections_of(scope: PeopleScope) -> QuerySet[NameCorrection]:
    """Those the reader may decide or has decided, with the person; the oldest first."""
    reader: Any = scope.agencies.account
    theirs = Q() if decides_all(reader) else of_people(scope.may_get_codes())
    found = NameCorrection.objects.filter(theirs).select_related("person__merged_into").order_by("asked_at", "pk")
    return found.exclude(of_person(reader.person.canonical_id)) if reader.person else found


def open_corrections_of(scope: PeopleScope) -> QuerySet[NameCorrection]:
    return corrections_of(scope).filter(decided_at=None)


def access_correction(scope: PeopleScope, correction: int) -> NameCorrection:
    return get_object_or_404(corrections_of(scope), pk=correction)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, with who asks: ``who`` has her counting agency, which tells her from others of her name."""

    correction: NameCorrection
    who: Found
    comparison: Comparison

    @property
    def person(self) -> Person:
        return self.who.person


@dataclass(frozen=True, slots=True)
class Decision:
    """What the page of one request shows; ``certificates`` are issued anew if the name is corrected.

    ``may_open``: the reader may look at the person's page too, which an administrator may not.
    """

    asked: Asked
    certificates: list[Certificate]
    may_open: bool


def asked_lines(corrections: Iterable[NameCorrection], scope: PeopleScope) -> list[Asked]:
    """Two queries whatever the length, for rows with their person."""
    rows = [(row, row.person.merged_into or row.person) for row in corrections]
    found = {who.person.pk: who for who in lines({person.pk: person for _, person in rows}.values(), scope)}
    return [Asked(row, found[person.pk], compare(person.full_name, row.full_name)) for row, person in rows]


def decision(correction: NameCorrection, scope: PeopleScope) -> Decision:
    [asked] = asked_lines([correction], scope)
    wrong = certificates_to_correct(asked.person, correction.full_name) if correction.decided_at is None else []
    return Decision(asked, list(wrong), scope.allows(asked.person))
