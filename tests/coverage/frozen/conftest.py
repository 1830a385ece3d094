import pytest
from django.test import Client

from learners.campaigns.models import Campaign
from learners.people.models import Account
from tests.coverage import world


@pytest.fixture
def campaign(province: world.Province) -> Campaign:
    return world.campaign(province.root)


@pytest.fixture
def director(province: world.Province) -> Account:
    """Answers for the whole province."""
    account = Account.objects.create_user("giam-doc")
    world.grant(account, province.root)
    return account


@pytest.fixture
def office(director: Account) -> Client:
    client = Client()
    client.force_login(director)
    return client
