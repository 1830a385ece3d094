"""What every test of the store wants; nothing here knows the project around it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.xapi.client import VERSIONS, Lrs, authority
from xapi import queries
from xapi.credentials import forget


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys and moments of rows that are gone."""
    monkeypatch.setattr(queries, "_last", None)
    forget()
    yield
    forget()


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    named: str = request.param
    return named


@pytest.fixture
def lrs(db: Any, version: str) -> Lrs:
    return Lrs(version, authority("khach"))
