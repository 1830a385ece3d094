"""Each test finds the storages empty, as it finds the database."""

import pytest
from django.core.files.storage import Storage
from django.test import Client

from content.h5p import store
from courses.catalogue.editors import found_writers
from learners.people.models import Account
from mooc.foundation.private import private_storage
from tests import factories


@pytest.fixture(autouse=True)
def emptied() -> None:
    _empty(store.storage())
    _empty(private_storage())


def _empty(storage: Storage, folder: str = "") -> None:
    folders, files = storage.listdir(folder)
    for name in files:
        storage.delete(f"{folder}/{name}" if folder else name)
    for inner in folders:
        _empty(storage, f"{folder}/{inner}" if folder else inner)


@pytest.fixture
def tam() -> Account:
    return Account.objects.create_user("tam")


@pytest.fixture
def yen() -> Account:
    """Writes lessons; decides on no code."""
    account: Account = factories.account("yen", is_staff=True)
    account.groups.add(found_writers())
    return account


@pytest.fixture
def son() -> Account:
    account: Account = factories.account("son", is_staff=True, is_superuser=True)
    return account


@pytest.fixture
def writer(yen: Account) -> Client:
    return signed_in(yen)


@pytest.fixture
def admin(son: Account) -> Client:
    return signed_in(son)


def signed_in(account: Account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser
