"""Sơn at the admin; Lan, who has finished a course, and Huy, who has begun it."""

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.editions.models import UnitKind
from learners.certificates.models import Certificate
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.actions import start_unit
from tests import factories
from tests.certificates import world
from tests.factories import at


@pytest.fixture
def browser(son: Account) -> Client:
    made = Client()
    made.force_login(son)
    return made


@pytest.fixture
def certificate(lan: Account, course: CoursePage) -> Certificate:
    """Lan has finished the course."""
    assert lan.person
    return world.finish(lan.person, course)


@pytest.fixture
def huy(course: CoursePage) -> Enrolment:
    """Trương Gia Huy has begun."""
    made = world.enrolled(factories.person("Trương Gia Huy", staff_code="CB-0077"), course)
    start_unit(enrolment=made, unit=made.progress.edition.units.filter(kind=UnitKind.LESSON)[0], at=at(2))
    return made
