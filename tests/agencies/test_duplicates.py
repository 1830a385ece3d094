"""Searching for records that may be one human being, and what is decided about them."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learners.agencies.duplicates import (
    AlreadyDecided,
    DuplicatePair,
    find_alike,
    keep_apart,
    merge_pair,
    propose_duplicates,
    propose_recent,
    split_again,
)
from learners.agencies.likeness import Described
from learners.agencies.signals import memberships_changed
from learners.people.models import Person
from mooc.foundation.models import AuditEntry
from mooc.foundation.vietnamese import fold
from tests import factories
from tests.coverage import world

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def two() -> tuple[Person, Person]:
    """With and without marks, in one agency, one without a staff code."""
    province = world.province()
    one = factories.person("Nguyễn Thị Lan", birth_year=1990, staff_code="CB001")
    other = factories.person("Nguyen Thi Lan", birth_year=1990)
    world.join(one, province.health)
    world.join(other, province.health, category="vien_chuc")
    return one, other


def pair_of(*people: Person) -> DuplicatePair:
    assert propose_duplicates([people[0].pk], TODAY) == 1
    return DuplicatePair.objects.get()


def test_a_pair_is_proposed_once_whoever_is_asked_about(two: tuple[Person, Person]) -> None:
    pair = pair_of(*two)
    assert {pair.first_id, pair.second_id} == {one.pk for one in two}
    assert pair.reasons == ["name", "birth_year", "near"]
    assert propose_duplicates([one.pk for one in two], TODAY) == 0


def test_the_nightly_search_finds_what_is_new(two: tuple[Person, Person]) -> None:
    propose_recent(lambda: None)
    assert DuplicatePair.objects.count() == 1


def test_lines_of_a_file_are_compared_with_everybody(two: tuple[Person, Person]) -> None:
    line = Described(7, fold("NGUYỄN THỊ LAN"), staff_code="cb001")
    [alike] = find_alike([line], TODAY)
    assert (alike.one.key, alike.person) == (7, two[0].pk)


def test_merged_they_count_once_and_apart_they_stay(two: tuple[Person, Person]) -> None:
    pair = pair_of(*two)
    heard: list[set[Any]] = []

    def hear(person_ids: set[Any], **kwargs: Any) -> None:
        heard.append(person_ids)

    memberships_changed.connect(hear)
    merge_pair(pair=pair, kept=two[0], acting_user=None, reason="Đã hỏi")
    assert Person.objects.get(pk=two[1].pk).merged_into_id == two[0].pk
    assert heard == [{one.pk for one in two}]
    with pytest.raises(AlreadyDecided):
        keep_apart(pair=pair, acting_user=None, reason="")

    split_again(absorbed=Person.objects.get(pk=two[1].pk), acting_user=None, reason="Nhầm")
    memberships_changed.disconnect(hear)
    assert Person.objects.get(pk=two[1].pk).merged_into is None
    assert len(heard) == 2
    assert propose_duplicates([two[0].pk], TODAY) == 0
    assert DuplicatePair.objects.get().verdict == "different"


def test_two_people_are_never_proposed_again(two: tuple[Person, Person]) -> None:
    keep_apart(pair=pair_of(*two), acting_user=None, reason="Hai người cùng tên")
    assert propose_duplicates([one.pk for one in two], TODAY) == 0
    assert AuditEntry.objects.get(verb="decide_pair").reason == "Hai người cùng tên"


def test_the_search_costs_no_more_for_more_people(two: tuple[Person, Person]) -> None:
    people = [Person(full_name=f"Người Số {number % 50}", birth_year=1980, phone="") for number in range(400)]
    for one in people:
        one.set_derived()
    Person.objects.bulk_create(people)
    with CaptureQueriesContext(connection) as asked:
        propose_duplicates([one.pk for one in people], TODAY)
    assert len(asked) <= 12
    assert not DuplicatePair.objects.exists()
