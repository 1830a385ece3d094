import pytest
from django.test import Client

from learners.people.models import Account
from tests.coverage import world


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ``world.NOON`` for as long as the test runs."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.NOON)


@pytest.fixture
def officer(client: Client, minh: Account) -> Client:
    """Minh's browser: he answers for the whole province."""
    client.force_login(minh)
    return client


@pytest.fixture
def health(province: world.Province) -> Client:
    """The browser of Yến, who answers for Sở Y tế alone and is on no roster."""
    return world.browser_of("hr-yte", "Trần Thị Yến", province.health)
