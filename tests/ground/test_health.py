"""What a load balancer is told."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.urls("mooc.health")


def test_alive_asks_no_database(client: Client) -> None:
    # Without the db mark, any query fails the test.
    answer = client.get("/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_asks_the_database_once(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        answer = client.get("/san-sang/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})


def test_not_ready_says_so_and_not_why(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("password authentication failed for user mooc")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/san-sang/")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": "unavailable"}


def test_nobody_posts_to_it(client: Client) -> None:
    assert client.post("/").status_code == 405
