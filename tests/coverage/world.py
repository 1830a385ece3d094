"""A small province: a root, two agencies, and somebody to count."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client

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
from tests import factories

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
    """Sở Y tế and Sở Nội vụ, each with a head, somebody with an account, and somebody who has completed ``COURSE``.

    Written as rows and told of once: three hundred tests begin with it.
    """
    root, health, home = Agency.objects.bulk_create([Agency(), Agency(), Agency()])
    named = [
        (root, None, "Tỉnh Sông Hậu", "ubnd_tinh", "H99"),
        (health, root, "Sở Y tế", "so", "H99.01"),
        (home, root, "Sở Nội vụ", "so", "H99.02"),
    ]
    AgencyName.objects.bulk_create(
        AgencyName(agency=place, name=name, kind=kind, folded=fold(name), valid_from=START)
        for place, _, name, kind, _ in named
    )
    AgencyPlacement.objects.bulk_create(
        AgencyPlacement(agency=place, parent=parent, valid_from=START) for place, parent, *_ in named
    )
    AgencyCode.objects.bulk_create(
        AgencyCode(agency=place, scheme=CodeScheme.AGENCY, code=code, valid_from=START) for place, *_, code in named
    )
    closure.rebuild()
    structure_changed.send(sender=Agency, since=START, placed=None)
    names = ("Bùi Thị Hạnh", "Đặng Văn An", "Lê Thị Cúc", "Ngô Văn Dũng", "Hồ Thị Em", "Đỗ Văn Giang")
    staff = [Person(full_name=name) for name in names]
    for one in staff:
        one.set_derived()
    Person.objects.bulk_create(staff)
    Membership.objects.bulk_create(
        Membership(
            person=one, agency=health if number < 3 else home, category="cong_chuc", is_head=number % 3 == 0,
            valid_from=START,
        )
        for number, one in enumerate(staff)
    )  # fmt: skip
    memberships_changed.send(sender=Membership, person_ids={one.pk for one in staff})
    for learner in (staff[1], staff[4]):
        account = Account.objects.create_user(f"nguoi-{learner.pk}", person=learner)
        Account.objects.filter(pk=account.pk).update(created_at=NOON)
    for done in (staff[2], staff[5]):
        complete(done)
    return Province(root, health, home)


def grant(account: Account, to: Agency, start: dt.date = START, **extra: Any) -> Scope:
    return Scope.objects.create(account=account, agency=to, valid_from=start, **extra)


def browser_of(username: str, name: str, to: Agency) -> Client:
    """Of an officer of ``to`` who is on no roster."""
    account = factories.account(username, of=factories.person(name))
    grant(account, to)
    made = Client()
    made.force_login(account)
    return made


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
    structure_changed.send(sender=Agency, since=start, placed={made.pk})
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
