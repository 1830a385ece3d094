"""The kept facts a proposal can touch: of the agencies it names, of what stands below them, of the codes it gives."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from learners.agencies.closure import Period
from learners.agencies.facts import NAME, PLACE, Fact
from learners.agencies.models import AgencyCode, AgencyName, AgencyPlacement
from learners.agencies.reorganising.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Held:
    """``facts`` by agency (its id as text) and table; ``below`` are placements under what ends; ``codes`` holders."""

    facts: dict[tuple[str, str], list[Fact]]
    below: list[Fact]
    codes: list[Fact]
    names: dict[str, str]

    def of(self, agency: UUID | str, table: str) -> list[Fact]:
        return self.facts.get((str(agency), table), [])

    def on(self, agency: UUID | str, table: str, day: dt.date) -> Fact | None:
        period = Period(day, day + dt.timedelta(days=1))
        return next((fact for fact in self.of(agency, table) if fact.period.meet(period)), None)

    def called(self, agency: UUID | str) -> str:
        return self.names.get(str(agency), str(agency))


def read_held(proposal: Proposal) -> Held:
    """A constant number of queries, whatever the number of agencies."""
    day, ending = proposal.day, proposal.ending
    after = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    below = list(_placements(AgencyPlacement.objects.filter(after, parent__in=ending)))
    named = proposal.agencies
    children = {UUID(fact.agency) for fact in below}
    facts: dict[tuple[str, str], list[Fact]] = {}
    for fact in _facts(named | children, named):
        facts.setdefault((fact.agency, fact.table), []).append(fact)
    given = [target.codes for target in (*proposal.targets, *([proposal.changed] if proposal.changed else []))]
    codes = list(_codes(_holding(given) & after)) if any(given) else []
    strangers = {UUID(fact.agency) for fact in codes} - named - children
    names = _names([fact for key, held in facts.items() if key[1] == NAME for fact in held], day)
    if strangers:
        names |= _names(_named(strangers), day)
    return Held(facts, below, codes, names)


def _holding(given: Iterable[dict[str, str]]) -> Q:
    found = Q()
    for codes in given:
        for scheme, code in codes.items():
            found |= Q(scheme=scheme, code=code)
    return found


def _facts(agencies: Collection[UUID], named: Collection[UUID]) -> Iterator[Fact]:
    yield from _named(agencies)
    yield from _placements(AgencyPlacement.objects.filter(agency__in=agencies))
    yield from _codes(Q(agency__in=named))


def _named(agencies: Collection[UUID]) -> Iterator[Fact]:
    rows = AgencyName.objects.filter(agency__in=agencies).order_by("valid_from")
    for row in rows:
        value = (row.name, row.short_name, row.kind)
        yield Fact(NAME, str(row.agency_id), value, Period(row.valid_from, row.valid_to), row.pk)


def _placements(rows: Iterable[AgencyPlacement]) -> Iterator[Fact]:
    for row in sorted(rows, key=lambda one: one.valid_from):
        value = (str(row.parent_id or ""),)
        yield Fact(PLACE, str(row.agency_id), value, Period(row.valid_from, row.valid_to), row.pk)


def _codes(which: Q) -> Iterator[Fact]:
    for row in AgencyCode.objects.filter(which).order_by("valid_from"):
        yield Fact(row.scheme, str(row.agency_id), (row.code,), Period(row.valid_from, row.valid_to), row.pk)


def _names(facts: Iterable[Fact], day: dt.date) -> dict[str, str]:
    """As on the day before, or the first it ever had."""
    found: dict[str, str] = {}
    for fact in facts:
        if fact.agency not in found or fact.period.start < day:
            found[fact.agency] = fact.value[0]
    return found
