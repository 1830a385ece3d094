"""Each test finds the storages empty, as it finds the database."""

import pytest
from django.core.files.storage import Storage

from content.h5p import store
from mooc.foundation.private import private_storage


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
