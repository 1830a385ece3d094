"""The closure brought up to date for what changed is the closure derived from everything."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learners.agencies import closure
from learners.agencies.models import Agency, AgencyClosure, AgencyPlacement
from tests.agencies.trees import START, grow

pytestmark = pytest.mark.django_db
SIZE, DAYS = 7, 6


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=30 * number)


def rows() -> list[tuple[Any, ...]]:
    columns = ("ancestor_id", "descendant_id", "depth", "valid_from", "valid_to")
    return sorted(AgencyClosure.objects.values_list(*columns), key=str)


# (agency, day it is moved, number of the parent above it); a parent has a smaller number, so that there is no cycle.
moves = st.lists(
    st.tuples(st.integers(1, SIZE - 1), st.integers(1, DAYS), st.integers(-1, SIZE - 2)), min_size=1, max_size=8
)


def move(agencies: list[Agency], number: int, on: int, parent: int) -> set[Any]:
    """Close the agency's last placement and open another, or end it for good; the agency when something changed."""
    last = AgencyPlacement.objects.filter(agency=agencies[number]).order_by("valid_from").last()
    if last is None or last.valid_to is not None or last.valid_from >= day(on):
        return set()
    AgencyPlacement.objects.filter(pk=last.pk).update(valid_to=day(on))
    if parent >= 0:
        above = agencies[min(parent, number - 1)]
        AgencyPlacement.objects.create(agency=agencies[number], parent=above, valid_from=day(on))
    return {agencies[number].pk}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.integers(0, SIZE), min_size=SIZE, max_size=SIZE), moves)
def test_updating_equals_rebuilding(parents: list[int], changes: list[tuple[int, int, int]]) -> None:
    AgencyPlacement.objects.all().delete()
    AgencyClosure.objects.all().delete()
    agencies = Agency.objects.bulk_create(Agency() for _ in range(SIZE))
    for number, agency in enumerate(agencies):
        parent = agencies[parents[number] % number] if number and parents[number] < SIZE else None
        AgencyPlacement.objects.create(agency=agency, parent=parent, valid_from=day(0))
    closure.update(agency.pk for agency in agencies)
    for change in changes:
        closure.update(move(agencies, *change))

    updated = rows()
    closure.rebuild()
    assert updated == rows()


def test_a_deleted_placement_takes_its_days_out() -> None:
    root, middle, leaf = (level[0] for level in grow([1, 1, 1]))
    AgencyPlacement.objects.filter(agency=middle).delete()
    closure.update([middle.pk])
    updated = rows()
    closure.rebuild()
    assert updated == rows()
    assert not AgencyClosure.objects.filter(ancestor=root, descendant=leaf).exists()


def test_what_did_not_change_is_not_written_again() -> None:
    _, (first, second), _ = grow([1, 2, 3])
    before = set(AgencyClosure.objects.values_list("pk", flat=True))
    AgencyPlacement.objects.filter(agency=first).update(parent=second)
    # Of it and of the three below it: the row up to the root goes, one to the root and one to the new parent come.
    assert closure.update([first.pk]) == 4 * 3
    assert len(before - set(AgencyClosure.objects.values_list("pk", flat=True))) == 4


def test_a_cycle_changes_nothing() -> None:
    (root,), (child,) = grow([1, 1])
    before = rows()
    AgencyPlacement.objects.filter(agency=root).update(parent=child)
    with pytest.raises(closure.Cycle):
        closure.update([root.pk])
    assert rows() == before


def test_moving_one_of_many_asks_little(django_assert_max_num_queries: Any) -> None:
    _, provinces, _ = grow([1, 3, 200])
    AgencyPlacement.objects.filter(agency=provinces[0]).update(parent=provinces[1])
    with django_assert_max_num_queries(20):
        closure.update([provinces[0].pk])
    updated = rows()
    closure.rebuild()
    assert updated == rows()
