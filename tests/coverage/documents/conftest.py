import pytest
from django.test import Client

from learners.campaigns.models import Campaign
from learners.people.models import Account
from tests.coverage import world


@pytest.fixture
def campaign(province: world.Province) -> Campaign:
    """Of two blocks."""
    made = world.campaign(province.root)
    commune = world.agency("UBND phường Một", province.root, kind="ubnd_xa", code="00123")
    world.complete(world.member("Người xong", commune))
    return made


@pytest.fixture
def office(province: world.Province) -> Client:
    """Answers for the whole province."""
    account = Account.objects.create_user("giam-doc")
    world.grant(account, province.root)
    client = Client()
    client.force_login(account)
    return client
