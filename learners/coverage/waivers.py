"""Exemptions and extensions that people ask for, and which officer may decide: that of the **counting** agency, as with
names and attempts; nobody about herself."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from learners.agencies.queries import name_on
from learners.campaigns.models import Assignment, Campaign, Exemption, Extension, WaiverRequest
from learners.coverage.permissions import PeopleScope
from learners.people.models import Person
from learners.people.records import of_people, of_person


def waiver_requests_of(scope: PeopleScope) -> QuerySet[WaiverRequest]:
    """Those the reader may decide, or somebody has decided; the oldest first."""
    reader: Any = scope.agencies.account
    found = WaiverRequest.objects.filter(of_people(scope.may_get_codes()))
    if reader.person:
        found = found.exclude(of_person(reader.person.canonical_id))
    return found.select_related("campaign", "person", "decided_by__person", "asked_by__person").order_by(
        "asked_at", "pk"
    )


def open_waivers_of(scope: PeopleScope) -> QuerySet[WaiverRequest]:
    return waiver_requests_of(scope).filter(decided_at=None)


def access_waiver(scope: PeopleScope, asked: int) -> WaiverRequest:
    return get_object_or_404(waiver_requests_of(scope), pk=asked)


@dataclass(frozen=True, slots=True)
class Line:
    """One request with where she counts, and her last day as it is now."""

    request: WaiverRequest
    place: str
    assignment: Assignment | None

    @property
    def person(self) -> Person:
        return self.request.person


def waiver_lines(scope: PeopleScope, rows: list[WaiverRequest]) -> list[Line]:
    """Two queries, whatever the length."""
    campaigns, people = {row.campaign_id for row in rows}, {row.person_id for row in rows}
    held = Assignment.objects.on(scope.day).filter(campaign__in=campaigns, person__in=people)
    found = {(one.campaign_id, one.person_id): one for one in held}
    names = name_on({one.agency_id for one in found.values()}, scope.day)
    lines = []
    for row in rows:
        one = found.get((row.campaign_id, row.person_id))
        lines.append(Line(row, str(names[one.agency_id]) if one and one.agency_id in names else "", one))
    return lines


@dataclass
class Waivers:
    """Everything about one person in one campaign; ``may_decide``: not herself."""

    person: Person
    campaign: Campaign
    assignment: Assignment | None
    may_decide: bool
    exemptions: list[Exemption] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    requests: list[WaiverRequest] = field(default_factory=list)


def access_person_waivers(scope: PeopleScope, person: Any, campaign: int) -> Waivers:
    """404 unless the reader is the officer of her counting agency and the campaign asks, or asked, her."""
    found = get_object_or_404(scope.may_get_codes(), pk=person)
    hers = of_person(found.pk)
    rows = (Assignment, Exemption, Extension, WaiverRequest)
    known = [Exists(model.objects.filter(hers, campaign=OuterRef("pk"))) for model in rows]
    asks = get_object_or_404(Campaign.objects.filter(reduce(or_, map(Q, known))), pk=campaign)
    today = Assignment.objects.on(scope.day).filter(hers, campaign=asks).order_by("-valid_from").first()
    reader: Any = scope.agencies.account
    return Waivers(
        person=found,
        campaign=asks,
        assignment=today,
        may_decide=reader.person is None or reader.person.canonical_id != found.pk,
        exemptions=list(Exemption.objects.filter(hers, campaign=campaign).order_by("-valid_from")),
        extensions=list(Extension.objects.filter(hers, campaign=campaign).order_by("-given_at")),
        requests=list(
            WaiverRequest.objects.filter(hers, campaign=campaign)
            .select_related("decided_by__person")
            .order_by("-asked_at")
        ),
    )
