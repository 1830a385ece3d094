"""The database itself refuses two facts of one key on one day."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from learners.agencies.models import Agency, AgencyCode, Category, Membership
from tests import factories

JANUARY, MARCH, MAY = (dt.date(2025, month, 1) for month in (1, 3, 5))


def member(person: object, agency: Agency, start: dt.date, end: dt.date | None, primary: bool = True) -> Membership:
    return Membership.objects.create(
        person=person,
        agency=agency,
        category=Category.CIVIL_SERVANT,
        is_primary=primary,
        valid_from=start,
        valid_to=end,
    )


def test_one_primary_membership_a_day(db: None) -> None:
    lan, here, there = factories.person(), Agency.objects.create(), Agency.objects.create()
    member(lan, here, JANUARY, MARCH)
    member(lan, there, MARCH, None)
    member(lan, here, MARCH, None, primary=False)

    with pytest.raises(DatabaseError), transaction.atomic():
        member(lan, Agency.objects.create(), MAY, None)
    assert Membership.objects.filter(person=lan).count() == 3


def test_a_closed_period_cannot_be_opened_again_over_another(db: None) -> None:
    lan, here = factories.person(), Agency.objects.create()
    first = member(lan, here, JANUARY, MARCH)
    member(lan, here, MARCH, None)
    first.valid_to = MAY
    with pytest.raises(DatabaseError), transaction.atomic():
        first.save()


def test_a_code_has_one_holder_a_day_and_may_be_given_again_later(db: None) -> None:
    one, two = Agency.objects.create(), Agency.objects.create()
    AgencyCode.objects.create(agency=one, scheme="gso_code", code="31338", valid_from=JANUARY, valid_to=MARCH)
    AgencyCode.objects.create(agency=two, scheme="gso_code", code="31338", valid_from=MARCH)
    with pytest.raises(DatabaseError), transaction.atomic():
        AgencyCode.objects.create(agency=one, scheme="gso_code", code="31338", valid_from=MAY)


def test_a_period_ends_after_it_begins(db: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        member(factories.person(), Agency.objects.create(), MARCH, MARCH)
