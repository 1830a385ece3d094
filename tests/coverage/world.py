"""A small province: a root, two agencies, and somebody to count."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from learners.agencies import closure
from learners.agencies.models import (
    Agency,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    CodeScheme,
    Membership,
    Scope,
)
from learners.agencies.signals import memberships_changed, structure_changed
from learners.campaigns.assigning import refresh
from learners.campaigns.models import Campaign, CampaignAgency, CampaignCourse
from learners.coverage.rebuilding import rebuild
from learners.enrolment.models import Enrolment
from learners.people.models import Account, ActorAlias, Person
from learners.progress.models import Completion
from mooc.foundation.vietnamese import fold

START = dt.date(2025, 1, 1)
DAY = dt.date(2026, 11, 20)
NOON = dt.datetime(2026, 11, 20, 5, 0, tzinfo=dt.UTC)
COURSE = uuid.UUID(int=77)


@dataclass(frozen=True)
class Province:
    root: Agency
    health: Agency
    home: Agency


def province() -> Province:
    """Sở Y tế and Sở Nội vụ, each with a head, somebody with an account, and somebody who has completed ``COURSE``."""
    root = agency("Tỉnh Sông Hậu", kind="ubnd_tinh", code="H99")
    health = agency("Sở Y tế", root, code="H99.01")
    home = agency("Sở Nội vụ", root, code="H99.02")
    for place, names in (
        (health, ("Bùi Thị Hạnh", "Đặng Văn An", "Lê Thị Cúc")),
        (home, ("Ngô Văn Dũng", "Hồ Thị Em", "Đỗ Văn Giang")),
    ):
        _, learner, done = (member(name, place, is_head=not number) for number, name in enumerate(names))
        Account.objects.create_user(f"nguoi-{learner.pk}", person=learner)
        Account.objects.filter(person=learner).update(created_at=NOON)
        complete(done)
    return Province(root, health, home)


def grant(account: Account, to: Agency, start: dt.date = START, **extra: Any) -> Scope:
    return Scope.objects.create(account=account, agency=to, valid_from=start, **extra)


def agency(
    name: str,
    parent: Agency | None = None,
    start: dt.date = START,
    end: dt.date | None = None,
    *,
    kind: str = "so",
    code: str = "",
) -> Agency:
    made = Agency.objects.create()
    AgencyName.objects.create(agency=made, name=name, kind=kind, folded=fold(name), valid_from=start)
    AgencyPlacement.objects.create(agency=made, parent=parent, valid_from=start, valid_to=end)
    if code:
        AgencyCode.objects.create(agency=made, scheme=CodeScheme.AGENCY, code=code, valid_from=start)
    closure.rebuild()
    structure_changed.send(sender=Agency, since=start)
    return made


def campaign(audience: Agency, *courses: uuid.UUID) -> Campaign:
    made = Campaign.objects.create(
        slug="cds-2026",
        name="Chuyển đổi số 2026",
        opens_on=dt.date(2026, 10, 1),
        closes_on=dt.date(2026, 12, 1),
        announced_at=NOON,
    )
    CampaignAgency.objects.create(campaign=made, agency=audience)
    for key in courses or (COURSE,):
        CampaignCourse.objects.create(campaign=made, course_key=key)
    count()
    return made


def count() -> None:
    """Derive everything again, after rows were written behind the back of the verbs that do."""
    rebuild()


def member(name: str, of: Agency, start: dt.date = START, **extra: Any) -> Person:
    made = Person.objects.create(full_name=name)
    join(made, of, start, **extra)
    return made


def join(person: Person, of: Agency, start: dt.date = START, **extra: Any) -> Membership:
    extra.setdefault("category", "cong_chuc")
    made = Membership.objects.create(person=person, agency=of, valid_from=start, **extra)
    memberships_changed.send(sender=Membership, person_ids={person.pk})
    return made


def complete(person: Person, at: dt.datetime = NOON, course: uuid.UUID = COURSE, **extra: Any) -> Completion:
    alias = ActorAlias.objects.create(person=person)
    enrolment = Enrolment.objects.create(person=person, alias=alias, course_key=course, enrolled_at=at, left_at=at)
    extra.setdefault("recorded_at", at)
    made = Completion.objects.create(
        statement_id=uuid.uuid4(), enrolment=enrolment, person=person, course_key=course, effective_at=at, **extra
    )
    refresh([person.pk])
    return made
