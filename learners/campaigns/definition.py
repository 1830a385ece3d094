"""What a campaign asks of whom, as plain data: what a form gives, what the audit keeps, what two versions differ in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from learners.campaigns.models import Campaign, CampaignAgency, CampaignCourse, CampaignException


@dataclass(frozen=True, slots=True)
class Definition:
    """``exceptions``: person to whether she is asked besides (or left out), and why."""

    name: str
    opens_on: dt.date
    closes_on: dt.date
    plan_number: str = ""
    agencies: frozenset[UUID] = frozenset()
    excluded: frozenset[UUID] = frozenset()
    categories: tuple[str, ...] = ()
    heads: str = ""
    positions: tuple[str, ...] = ()
    mandatory: frozenset[UUID] = frozenset()
    electives: frozenset[UUID] = frozenset()
    electives_needed: int = 0
    joiner_days: int = 30
    reminders: tuple[int, ...] = (-7, -3, -1, 1)
    exceptions: Mapping[UUID, tuple[bool, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        said = asdict(self)
        said["exceptions"] = {str(person): list(one) for person, one in sorted(self.exceptions.items())}
        return {name: _plain(value) for name, value in said.items()}


COLUMNS = (
    "name", "plan_number", "opens_on", "closes_on", "categories", "heads", "positions", "electives_needed",
    "joiner_days", "reminders",
)  # fmt: skip
LISTS = ("categories", "positions", "reminders")


def _plain(value: Any) -> Any:
    if isinstance(value, (frozenset, tuple)):
        return sorted(str(one) if isinstance(one, UUID) else one for one in value)
    return str(value) if isinstance(value, dt.date) else value


def definition_of(campaign: Campaign) -> Definition:
    """Three queries."""
    agencies = list(campaign.agencies.values_list("agency_id", "excluded"))
    courses = list(campaign.courses.values_list("course_key", "mandatory"))
    columns: dict[str, Any] = {name: getattr(campaign, name) for name in COLUMNS}
    columns |= {name: tuple(columns[name]) for name in LISTS}
    return Definition(
        **columns,
        agencies=frozenset(agency for agency, out in agencies if not out),
        excluded=frozenset(agency for agency, out in agencies if out),
        mandatory=frozenset(key for key, must in courses if must),
        electives=frozenset(key for key, must in courses if not must),
        exceptions={row.person_id: (row.included, row.reason) for row in campaign.exceptions.all()},
    )


def columns_of(definition: Definition) -> dict[str, Any]:
    """What stands on the campaign's own row."""
    values = {name: getattr(definition, name) for name in COLUMNS}
    return {name: list(value) if name in LISTS else value for name, value in values.items()}


def write_parts(campaign: Campaign, definition: Definition) -> set[UUID]:
    """Make the rows below the campaign what ``definition`` says; returns whose exceptions are other ones now."""
    campaign.agencies.all().delete()
    CampaignAgency.objects.bulk_create(
        CampaignAgency(campaign=campaign, agency_id=agency, excluded=out)
        for agencies, out in ((definition.agencies, False), (definition.excluded - definition.agencies, True))
        for agency in sorted(agencies)
    )
    campaign.courses.all().delete()
    CampaignCourse.objects.bulk_create(
        CampaignCourse(campaign=campaign, course_key=key, mandatory=must)
        for keys, must in ((definition.mandatory, True), (definition.electives - definition.mandatory, False))
        for key in sorted(keys)
    )
    before = {row.person_id: (row.included, row.reason) for row in campaign.exceptions.all()}
    campaign.exceptions.all().delete()
    CampaignException.objects.bulk_create(
        CampaignException(campaign=campaign, person_id=person, included=included, reason=reason)
        for person, (included, reason) in sorted(definition.exceptions.items())
    )
    now = definition.exceptions
    return {person for person in before.keys() | now.keys() if before.get(person) != now.get(person)}
