"""Which agency somebody means who types a name or a code: those that stand in the tree on the day, and no others.

Names and codes are no keys, so that more than one may be meant: the reader is asked, nothing is guessed.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from learners.agencies.models import AgencyCode, AgencyName, AgencyPlacement
from learners.agencies.queries import name_on
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

# Whoever finds more has to type more.
MOST = 20


@dataclass(frozen=True, slots=True)
class Meant:
    """One agency, with what tells it from others of its name: what it stands under."""

    id: UUID
    name: str
    above: str

    def __str__(self) -> str:
        return f"{self.name} ({self.above})" if self.above else self.name


def agencies_meant(text: str, day: dt.date, within: Collection[UUID] | None = None) -> list[Meant]:
    """By code or whole name; where there is none, by part of the name; at most ``MOST``. ``within``: of these alone."""
    words = fold(text)
    if not words:
        return []
    coded = AgencyCode.objects.filter(on(day), code__iexact=text.strip()).values("agency")
    exact = _standing(Q(agency__in=coded) | Q(agency__in=_called(day, folded=words)), day, within)
    return exact or _standing(Q(agency__in=_called(day, folded__contains=words)), day, within)


def _called(day: dt.date, **how: str) -> object:
    """By its name of the day, and its short name as it is written on papers."""
    return AgencyName.objects.filter(on(day), **how).values("agency")


def _standing(which: Q, day: dt.date, within: Collection[UUID] | None) -> list[Meant]:
    placed = AgencyPlacement.objects.filter(on(day)).filter(which)
    if within is not None:
        placed = placed.filter(agency__in=within)
    rows = list(placed.order_by("pk").values_list("agency", "parent")[:MOST])
    return described(dict(rows), day)


def described(parents: dict[UUID, UUID | None], day: dt.date) -> list[Meant]:
    """Agencies with what they stand under, by name."""
    names = name_on({*parents, *(parent for parent in parents.values() if parent)}, day)
    found = [
        Meant(agency, str(names.get(agency, agency)), str(names[parent]) if parent in names else "")
        for agency, parent in parents.items()
    ]
    return sorted(found, key=lambda one: (fold(one.name), fold(one.above)))


def one_meant(agency: UUID, day: dt.date) -> Meant | None:
    """The agency of this id, if it stands in the tree on the day."""
    rows = AgencyPlacement.objects.filter(on(day), agency=agency).values_list("agency", "parent")
    return next(iter(described(dict(rows), day)), None)
