"""Telephone numbers as they are kept and as they are read out."""

import pytest

from learners.people.phones import normalise_phone, spoken_phone


@pytest.mark.parametrize("typed", ["0912345678", "0912 345.678", "+84 912 345 678", "84912345678"])
def test_a_number_is_kept_in_one_way_and_read_out_in_one(typed: str) -> None:
    assert normalise_phone(typed) == "+84912345678"
    assert spoken_phone(normalise_phone(typed)) == "0912 345 678"


@pytest.mark.parametrize("other", ["", "123", "028 3829 1234", "+1 202 555 0100"])
def test_what_is_no_such_number_stays_as_it_is(other: str) -> None:
    assert normalise_phone(other) == ""
    assert spoken_phone(other) == other
