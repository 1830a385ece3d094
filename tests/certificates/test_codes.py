"""Codes are hard to guess, easy to read, and forgiving to type."""

import math

import pytest

from learners.certificates.codes import ALPHABET, LENGTH, grouped, new_code, normalise


def test_a_code_holds_at_least_forty_bits_and_no_look_alikes() -> None:
    assert LENGTH * math.log2(len(ALPHABET)) >= 40
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert not set(ALPHABET) & set("0ODQ1ILS5Z2B8UVAEIOUY")
    assert len({new_code() for _ in range(100)}) == 100
    assert set(new_code()) <= set(ALPHABET)


@pytest.mark.parametrize(
    "typed", ["CFGH-JKMN-PRTW", "cfgh jkmn prtw", " cfghjkmnprtw ", "CFGH–JKMN.PRTW", "ｃｆｇｈJKMNPRTW"]
)
def test_a_code_is_accepted_however_it_is_typed(typed: str) -> None:
    assert normalise(typed) == "CFGHJKMNPRTW"


def test_a_code_is_shown_in_groups() -> None:
    assert grouped("CFGHJKMNPRTW") == "CFGH-JKMN-PRTW"
