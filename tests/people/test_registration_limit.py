"""How many may register from one address in an hour."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from learners.people.models import Account, RegistrationTally
from learners.people.registration_limit import client_address, take_turn
from tests.factor_clock import Clock

pytestmark = pytest.mark.django_db
SCHOOL, OFFICE = "203.0.113.8", "203.0.113.9"
PASSWORD = "con-thuyen-xanh-7"


@pytest.fixture(autouse=True)
def two_an_hour(settings: Any, clock: Clock) -> None:
    settings.REGISTRATIONS_PER_HOUR = 2


def register(address: str = SCHOOL, **changed: str) -> Any:
    form = {"full_name": "Đỗ Thị Mận", "birth_year": "1990", "password": PASSWORD, "again": PASSWORD}
    return Client().post("/dang-ky/", {**form, **changed}, REMOTE_ADDR=address)


def test_whoever_comes_after_the_last_turn_is_told_when_and_loses_nothing(clock: Clock) -> None:
    clock.forward(15 * 60)
    assert [register().status_code for _ in range(2)] == [302, 302]
    answer = register(full_name="Lý Văn Ổi")
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Hãy gửi lại từ 13:00" in page
    assert 'value="Lý Văn Ổi"' in page
    assert Account.objects.count() == 2
    # Another address, and the next hour.
    assert register(OFFICE).status_code == 302
    clock.forward(45 * 60)
    assert register().status_code == 302


def test_what_is_wrong_takes_no_turn() -> None:
    for _ in range(3):
        assert register(birth_year="90").status_code == 200
    assert register().status_code == 302


def test_nothing_of_an_address_is_kept_past_its_hour(clock: Clock) -> None:
    register()
    assert SCHOOL not in str(list(RegistrationTally.objects.values()))
    clock.forward(3600)
    register(OFFICE)
    assert RegistrationTally.objects.count() == 1


def test_without_a_limit_nothing_is_counted(settings: Any) -> None:
    settings.REGISTRATIONS_PER_HOUR = 0
    assert [register().status_code for _ in range(3)] == [302] * 3
    assert not RegistrationTally.objects.exists()


def test_a_network_of_ipv6_is_one_address() -> None:
    assert [take_turn(f"2001:db8:0:1::{end}") for end in ("1", "2", "3")] == [True, True, False]
    assert take_turn("2001:db8:0:2::1")


@pytest.mark.parametrize(
    ("proxies", "header", "found"),
    [
        (0, "198.51.100.1", "10.0.0.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        # What the client wrote itself lies before what the proxy added.
        (1, "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        (2, "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_the_address_is_the_one_our_own_proxies_saw(settings: Any, proxies: int, header: str, found: str) -> None:
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/dang-ky/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
    assert client_address(request) == found
