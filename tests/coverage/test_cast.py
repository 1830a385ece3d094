"""Minh and Tâm: each sees her own agency and nothing of the other's."""

import pytest
from django.test import Client

from learners.people.models import Account
from tests.coverage import world


@pytest.mark.parametrize(("mine", "others"), [("minh", "tam"), ("tam", "minh")])
def test_each_sees_her_own_agency_alone(
    client: Client, request: pytest.FixtureRequest, province: world.Province, mine: str, others: str
) -> None:
    world.campaign(province.root)
    reader: Account = request.getfixturevalue(mine)
    request.getfixturevalue(others)
    own, other = (province.health, province.home) if mine == "minh" else (province.home, province.health)
    client.force_login(reader)
    assert client.get(f"/phu-trach/cds-2026/?co-quan={own.pk}").status_code == 200
    for there in (other, province.root):
        assert client.get(f"/phu-trach/cds-2026/?co-quan={there.pk}").status_code == 404
        assert client.get(f"/phu-trach/cds-2026/{there.pk}/").status_code == 404
        assert client.get(f"/phu-trach/cds-2026/tai-ve/csv/?co-quan={there.pk}").status_code == 404
