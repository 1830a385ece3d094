import pytest
from django.test import Client

from learners.people.models import Account


@pytest.fixture
def officer(client: Client, minh: Account) -> Client:
    """Minh's browser: he answers for the whole province."""
    client.force_login(minh)
    return client
