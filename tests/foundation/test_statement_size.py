"""Many rows go to the database in few statements, whichever it is."""

import pytest
from django.utils import timezone

from mooc.foundation.models import Turn
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db


def test_a_thousand_rows_of_seven_values_are_two_statements() -> None:
    rows = [Turn(name=f"viec-{number}", next_due=timezone.now()) for number in range(1000)]
    told = queries_of(lambda: Turn.objects.bulk_create(rows, batch_size=500))
    assert sum("INSERT" in sql for sql in told) == 2
    assert Turn.objects.filter(name__startswith="viec-").count() == 1000
