"""A small province: a root, two agencies, and somebody to count."""

import datetime as dt
import uuid
from typing import Any

from learners.agencies.models import Agency, AgencyClosure, AgencyName, AgencyPlacement, Membership
from learners.campaigns.models import Campaign, CampaignAgency, CampaignCourse
from learners.enrolment.models import Enrolment
from learners.people.models import ActorAlias, Person
from learners.progress.models import Completion
from mooc.foundation.vietnamese import fold

START = dt.date(2025, 1, 1)
DAY = dt.date(2026, 11, 20)
NOON = dt.datetime(2026, 11, 20, 5, 0, tzinfo=dt.UTC)
COURSE = uuid.UUID(int=77)


def agency(name: str, parent: Agency | None = None, start: dt.date = START, end: dt.date | None = None) -> Agency:
    made = Agency.objects.create()
    dates: dict[str, Any] = {"valid_from": start, "valid_to": end}
    AgencyName.objects.create(agency=made, name=name, kind="so", folded=fold(name), valid_from=start)
    AgencyPlacement.objects.create(agency=made, parent=parent, **dates)
    AgencyClosure.objects.create(ancestor=made, descendant=made, depth=0, **dates)
    if parent:
        AgencyClosure.objects.create(ancestor=parent, descendant=made, depth=1, **dates)
    return made


def campaign(audience: Agency, *courses: uuid.UUID) -> Campaign:
    made = Campaign.objects.create(
        slug="cds-2026", name="Chuyển đổi số 2026", opens_on=dt.date(2026, 10, 1), closes_on=dt.date(2026, 12, 1)
    )
    CampaignAgency.objects.create(campaign=made, agency=audience)
    for key in courses or (COURSE,):
        CampaignCourse.objects.create(campaign=made, course_key=key)
    return made


def member(name: str, of: Agency, start: dt.date = START, **extra: Any) -> Person:
    made = Person.objects.create(full_name=name)
    Membership.objects.create(person=made, agency=of, category="cong_chuc", valid_from=start, **extra)
    return made


def complete(person: Person, at: dt.datetime = NOON, course: uuid.UUID = COURSE, **extra: Any) -> Completion:
    alias = ActorAlias.objects.create(person=person)
    enrolment = Enrolment.objects.create(person=person, alias=alias, course_key=course, enrolled_at=at, left_at=at)
    extra.setdefault("recorded_at", at)
    return Completion.objects.create(
        statement_id=uuid.uuid4(), enrolment=enrolment, person=person, course_key=course, effective_at=at, **extra
    )
