"""Minh answers for Sở Y tế with Phòng Tổ chức and Văn phòng below it; what the worker does is done at once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from learners.people.models import Account
from learners.rosters import actions
from learners.rosters.models import RosterImport, State
from learners.rosters.parsing import Mapping
from tests.coverage import world
from tests.rosters.units import Health

DAY = dt.date(2026, 11, 1)
Bring = Callable[..., RosterImport]


@pytest.fixture(autouse=True)
def _at_once(tasks_at_once: None) -> None:
    """No worker runs beside the tests."""


@pytest.fixture
def health(province: world.Province) -> Health:
    office = world.agency("Văn phòng", province.health, kind="phong", code="H99.01.01")
    staff = world.agency("Phòng Tổ chức", province.health, kind="phong", code="H99.01.02")
    return Health(province, office, staff)


@pytest.fixture
def officer(client: Client, minh: Account) -> Client:
    client.force_login(minh)
    return client


@pytest.fixture
def bring(health: Health, minh: Account) -> Bring:
    """A file brought by Minh, with its columns agreed to as they were guessed."""

    def brought(content: bytes, *, category: str = "cong_chuc", agree: bool = True, **told: Any) -> RosterImport:
        facts = {"agency": health.root, "as_of": DAY, "is_whole": False, "name": "danh-sach.xlsx", "acting_user": minh}
        roster = actions.bring(content=content, **{**facts, **told})
        roster.refresh_from_db()
        if agree and roster.state == State.MAPPING:
            fields = {**roster.mapping, "category": category, "order": roster.mapping["order"] or "dmy"}
            columns = Mapping.from_json(fields)
            actions.set_columns(
                roster=roster, columns=columns, sheet=roster.reading["sheet"], acting_user=facts["acting_user"]
            )
            roster.refresh_from_db()
        return roster

    return brought
