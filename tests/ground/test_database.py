"""The copied database: what a transactional test commits is gone, what the migrations made is back."""

import pytest
from django.db import connection
from django.test import TransactionTestCase
from wagtail.models import Locale, Page


@pytest.mark.django_db(transaction=True)
def test_a_committed_change_does_not_outlive_its_test() -> None:
    before = (Page.objects.count(), Locale.objects.count())
    assert before[0] > 0
    Page.objects.all().delete()
    Locale.objects.all().delete()
    assert connection.in_atomic_block is False
    TransactionTestCase._fixture_teardown(TransactionTestCase())
    assert (Page.objects.count(), Locale.objects.count()) == before


@pytest.mark.django_db
def test_foreign_keys_are_enforced() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_postgres_mark_means_postgresql() -> None:
    assert connection.vendor == "postgresql"
