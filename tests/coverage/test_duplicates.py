"""Two records side by side: decided by the officer whose people they are, and taken back."""

from typing import Any

import pytest
from django.test import Client

from learners.agencies.duplicate_models import DuplicatePair
from learners.agencies.duplicates import propose_duplicates
from learners.people.models import Person
from tests import factories
from tests.coverage import world
from tests.coverage.test_membership_change import post
from tests.coverage.test_pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LIST = "/phu-trach/ho-so-trung/"


@pytest.fixture
def two(province: world.Province) -> tuple[Person, Person]:
    """On the roster, and registered by herself with the same number."""
    on_roster = factories.person("Nguyễn Thị Lan", birth_year=1990, phone="+84912345678", staff_code="CB001")
    world.join(on_roster, province.health)
    herself = factories.person("Nguyen Thi Lan")
    factories.account("lan2", of=herself, phone="+84912345678")
    world.complete(herself)
    propose_duplicates([on_roster.pk], world.DAY)
    return on_roster, herself


def pair() -> DuplicatePair:
    return DuplicatePair.objects.get()


def test_they_stand_side_by_side(health: Client, two: tuple[Person, Person]) -> None:
    assert "1 cặp hồ sơ có thể là một người" in text(health, "/phu-trach/")
    assert f"{LIST}{pair().pk}/" in text(health, LIST)
    page = text(health, f"{LIST}{pair().pk}/")
    for mark in ("CB001", "0912 345 678", "lan2", "Sở Y tế", "cùng số điện thoại", "họ tên giống nhau khi bỏ dấu"):
        assert mark in page
    assert "Hãy chọn một người hay hai người" in post(health, f"{LIST}{pair().pk}/", reason="Đã hỏi")


def test_merged_and_split_again(health: Client, two: tuple[Person, Person]) -> None:
    on_roster, herself = two
    page = post(health, f"{LIST}{pair().pk}/", verdict=str(on_roster.pk), reason="Đã hỏi chị Lan")
    assert "Đã gộp." in page
    assert Person.objects.get(pk=herself.pk).merged_into_id == on_roster.pk
    page = text(health, f"/phu-trach/nguoi/{on_roster.pk}/")
    path = f"/phu-trach/nguoi/{on_roster.pk}/tach/{herself.pk}/"
    assert path in page
    assert "lan2" in text(health, path)
    assert Person.objects.get(pk=herself.pk).merged_into_id == on_roster.pk
    assert "Đã tách." in post(health, path, reason="Hai chị em")
    assert Person.objects.get(pk=herself.pk).merged_into_id is None
    propose_duplicates([on_roster.pk], world.DAY)
    assert "Không có cặp hồ sơ nào đang chờ" in text(health, LIST)


def test_two_people_stay_two(health: Client, two: tuple[Person, Person]) -> None:
    post(health, f"{LIST}{pair().pk}/", verdict="khac", reason="Dùng chung điện thoại")
    assert not Person.objects.exclude(merged_into=None).exists()
    again = post(health, f"{LIST}{pair().pk}/", verdict=str(two[0].pk), reason="Bấm hai lần")
    assert "Cặp này đã có người quyết định trước" in again
    assert not Person.objects.exclude(merged_into=None).exists()
    propose_duplicates([one.pk for one in two], world.DAY)
    assert "Không có cặp hồ sơ nào đang chờ" in text(health, LIST)


def test_people_of_two_officers_are_decided_above_them(
    health: Client, province: world.Province, two: tuple[Person, Person]
) -> None:
    world.join(two[1], province.home)
    assert health.get(f"{LIST}{pair().pk}/").status_code == 404
    above = factories.account("hr-tinh", of=factories.person("Mai Thị Sen"))
    world.grant(above, province.root)
    other = Client()
    other.force_login(above)
    assert other.get(f"{LIST}{pair().pk}/").status_code == 200


def test_the_pages_cost_a_bounded_number_of_queries(
    health: Client, two: tuple[Person, Person], django_assert_max_num_queries: Any
) -> None:
    health.get(LIST)
    with django_assert_max_num_queries(10):
        health.get(LIST)
    with django_assert_max_num_queries(16):
        health.get(f"{LIST}{pair().pk}/")
