"""Little memory while it lasts, and everything as it was afterwards."""

import pytest
from django.db import connection

from learners.agencies.models import Agency
from mooc.foundation.frugal import KEPT_KB, little_memory

pytestmark = pytest.mark.django_db


def pages_kept() -> int:
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return cursor.fetchone()[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its pages elsewhere")
def test_sqlite_keeps_few_pages_until_the_end() -> None:
    before = pages_kept()
    assert before != -KEPT_KB
    with little_memory():
        assert pages_kept() == -KEPT_KB
        Agency.objects.count()
    assert pages_kept() == before


def test_a_fault_ends_it_too() -> None:
    before = pages_kept()
    with pytest.raises(ZeroDivisionError), little_memory():
        raise ZeroDivisionError
    assert pages_kept() == before
