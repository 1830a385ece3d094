"""The cast: Lan learns, Oanh authors courses, Sơn administers."""

import pytest

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from learners.people.models import Account
from tests import factories


@pytest.fixture
def lan(db: None) -> Account:
    return factories.account("lan", of=factories.person("Nguyễn Thị Lan"))


@pytest.fixture
def oanh(db: None) -> Account:
    return factories.account("oanh", of=factories.person("Trần Kim Oanh"), is_staff=True)


@pytest.fixture
def son(db: None) -> Account:
    return factories.account("son", is_staff=True, is_superuser=True)


@pytest.fixture
def course(db: None, oanh: Account) -> CoursePage:
    """A released course: two lessons and an assessment."""
    made = factories.course()
    release(course=made, acting_user=oanh, at=factories.at(0))
    return made
