"""SQLite's views with triggers are made once for a connection of the tests, not again in each of them."""

import pytest
from django.db import connection

from xapi import references, writing

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has WITH"),
]


def test_every_connection_of_a_test_has_them() -> None:
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_temp_master WHERE type = 'view'")
        found = {name for (name,) in cursor.fetchall()}
    assert found == {view.name for view in (writing.BESIDE, references.REFERRING)}
