"""The cast: Lan learns, Oanh authors courses, Sơn administers.

Minh answers for the staff of Sở Y tế, Tâm for those of Sở Nội vụ: neither may see anything of the other's.
"""

import pytest

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from learners.people.models import Account
from tests import factories
from tests.coverage import world


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


@pytest.fixture
def province(db: None) -> world.Province:
    """A province with two departments, each of three people; one head, one account, one course completed."""
    return world.province()


@pytest.fixture
def minh(province: world.Province) -> Account:
    account = factories.account("minh", of=world.member("Phạm Thị Minh", province.health))
    world.grant(account, province.health)
    return account


@pytest.fixture
def tam(province: world.Province) -> Account:
    account = factories.account("tam", of=world.member("Võ Minh Tâm", province.home))
    world.grant(account, province.home)
    return account
