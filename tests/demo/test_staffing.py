"""Names and careers of the demonstration, without a database."""

import datetime as dt
import itertools
import random

import pytest

from mooc.demo.names import full_name
from mooc.demo.staffing import career, joined, places
from mooc.demo.units import read_units

UNITS = read_units()
TODAY = dt.date(2026, 11, 25)


def test_names_are_the_same_every_time_and_mostly_different() -> None:
    names = [full_name(random.Random(seed)) for seed in range(300)]
    assert names == [full_name(random.Random(seed)) for seed in range(300)]
    assert 250 < len(set(names)) <= 300
    assert all(2 < len(name.split()) < 6 for name in names)


def test_everybody_has_a_place_and_every_agency_somebody() -> None:
    found = places(UNITS, 1200)
    assert len(found) == 1200
    assert {unit.key for unit in found} == {unit.key for unit in UNITS.standing()}
    assert all(unit.valid_to is None for unit in found)


@pytest.mark.parametrize("seed", range(40))
def test_a_career_has_no_gap_no_overlap_and_ends_here(seed: int) -> None:
    dice = random.Random(seed)
    for unit in UNITS.standing():
        stays = career(dice, UNITS, unit, joined(dice, TODAY))
        assert stays[-1].unit == unit
        assert stays[-1].end is None
        for before, after in itertools.pairwise(stays):
            assert before.end == after.start
            assert before.start < after.start
        for stay in stays:
            assert stay.unit.valid_from <= stay.start


def test_some_of_the_districts_wait_for_weeks() -> None:
    dice = random.Random(1)
    late = [
        stay
        for unit in places(UNITS, 1200)
        for stay in career(dice, UNITS, unit, dt.date(2015, 1, 1))
        if stay.unit.kind == "ubnd_huyen" and stay.end and stay.end > dt.date(2025, 7, 15)
    ]
    assert len(late) > 10
