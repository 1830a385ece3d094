"""One parameter for any number of ids, and the same rows as with one for each."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learners.agencies.models import Agency, AgencyPlacement
from tests.coverage import world

pytestmark = pytest.mark.django_db


def test_it_finds_what_in_finds(province: world.Province) -> None:
    ids = {province.health.pk, province.home.pk, uuid.uuid4()}
    for model, field in ((Agency, "pk"), (AgencyPlacement, "agency"), (AgencyPlacement, "agency_id")):
        rows = model.objects.order_by("pk")
        assert list(rows.filter(**{f"{field}__among": ids})) == list(rows.filter(**{f"{field}__in": ids}))
        assert list(rows.exclude(**{f"{field}__among": ids})) == list(rows.exclude(**{f"{field}__in": ids}))
        assert rows.filter(**{f"{field}__among": ids}).count() == 2
        assert not rows.filter(**{f"{field}__among": []}).exists()


def test_across_a_relation_and_in_a_query_within(province: world.Province) -> None:
    below = AgencyPlacement.objects.filter(parent__among={province.root.pk})
    assert set(Agency.objects.filter(pk__in=below.values("agency"))) == {province.health, province.home}
    assert Agency.objects.filter(placements__parent__among=[province.root.pk]).count() == 2


def test_however_many_there_are_the_statement_is_as_long(province: world.Province) -> None:
    def text(number: int) -> str:
        ids = [province.health.pk, *(uuid.uuid4() for _ in range(number))]
        with CaptureQueriesContext(connection):
            found = AgencyPlacement.objects.filter(agency__among=ids)
            assert found.count() == 1
            sql, params = found.query.sql_with_params()
        assert len(params) == 1
        return str(sql)

    assert text(1) == text(20_000)
