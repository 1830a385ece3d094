"""The rule of a campaign, against its plain reading."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from learners.campaigns.rules import satisfies

KEYS = [uuid.UUID(int=number) for number in range(1, 7)]
SETS = st.sets(st.sampled_from(KEYS))


def test_all_mandatory_and_enough_electives() -> None:
    assert satisfies(KEYS[:2], KEYS[2:5], 1, KEYS[:3])
    assert not satisfies(KEYS[:2], KEYS[2:5], 2, KEYS[:3])
    assert not satisfies(KEYS[:2], KEYS[2:5], 1, KEYS[1:4])


def test_a_campaign_that_asks_for_nothing_is_satisfied_by_nobody() -> None:
    assert not satisfies([], KEYS, 0, KEYS)


@given(SETS, SETS, st.integers(0, 4), SETS, SETS)
def test_learning_more_never_takes_away(must: set, may: set, needed: int, done: set, more: set) -> None:
    if satisfies(must, may, needed, done):
        assert satisfies(must, may, needed, done | more)


@given(SETS, SETS, st.integers(0, 4), SETS)
def test_equals_the_plain_reading(must: set, may: set, needed: int, done: set) -> None:
    plain = all(key in done for key in must) and sum(key in done for key in may) >= needed
    assert satisfies(must, may, needed, done) == (plain and bool(must or needed))
