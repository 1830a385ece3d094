"""Which tests the run on PostgreSQL may leave out: those that could not tell it from SQLite."""

from typing import Any

import pytest

from tests.left_out import asks_a_database


def test_what_asks_nothing_is_left_out(request: pytest.FixtureRequest, tmp_path: object) -> None:
    assert not asks_a_database(request.node)


@pytest.mark.django_db
def test_a_marked_test_asks(request: pytest.FixtureRequest) -> None:
    assert asks_a_database(request.node)


@pytest.mark.alike
@pytest.mark.django_db
def test_unless_it_reads_what_both_would_answer(request: pytest.FixtureRequest) -> None:
    assert not asks_a_database(request.node)


def test_so_does_whoever_has_the_cast(request: pytest.FixtureRequest, lan: Any) -> None:
    assert asks_a_database(request.node)


def test_so_does_a_fixture_that_opens_the_database_itself(request: pytest.FixtureRequest, django_db_setup: Any) -> None:
    assert asks_a_database(request.node)
