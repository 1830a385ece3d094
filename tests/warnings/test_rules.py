"""The rules are pure: numbers and days in, a finding or nothing out."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learners.warnings.models import Kind
from learners.warnings.rules import CHECKS, Limits, Standing, Window, find
from learners.warnings.spikes import Done, Paper, is_absurd, same_answers, spikes
from learners.warnings.trying import MOST_DAYS, sampled

OPENS = dt.date(2026, 10, 1)
WINDOW = Window(OPENS, dt.date(2026, 11, 29))  # 60 days


def day(number: int) -> dt.date:
    """The so-manieth day of the window, from 1."""
    return OPENS + dt.timedelta(days=number - 1)


def test_slow_start_waits_for_half_of_the_window() -> None:
    now, limits = Standing(required=100, started=29), Limits(30)
    assert find(Kind.START, now, limits, WINDOW, day(29)) is None
    assert find(Kind.START, now, limits, WINDOW, day(30)) == {"started": 29, "required": 100, "percent": 29}
    now.started = 30
    assert find(Kind.START, now, limits, WINDOW, day(30)) is None


def test_flat_counts_from_the_last_completion_or_the_beginning() -> None:
    now, limits = Standing(required=10, completed=9, last=day(10)), Limits(14)
    assert find(Kind.FLAT, now, limits, WINDOW, day(23)) is None
    assert find(Kind.FLAT, now, limits, WINDOW, day(24)) == {"days": 14, "unfinished": 1, "required": 10}
    assert find(Kind.FLAT, Standing(required=10), limits, WINDOW, day(15)) is not None
    now.completed = 10
    assert find(Kind.FLAT, now, limits, WINDOW, day(40)) is None


def test_pace_says_how_many_an_even_pace_would_have() -> None:
    limits = Limits(100)
    found = find(Kind.PACE, Standing(required=100, completed=30), limits, WINDOW, day(30))
    assert found == {"completed": 30, "required": 100, "percent": 30, "wanted": 50, "target": 100}
    assert find(Kind.PACE, Standing(required=100, completed=41), limits, WINDOW, day(30)) is None
    assert find(Kind.PACE, Standing(required=100), limits, WINDOW, day(14)) is None


def test_heads_are_looked_at_near_the_end() -> None:
    now = Standing(required=10, heads=2, heads_completed=1)
    assert find(Kind.HEADS, now, Limits(14), WINDOW, day(45)) is None
    assert find(Kind.HEADS, now, Limits(14), WINDOW, day(46)) == {"missing": 1, "heads": 2, "left": 14}


@given(
    kind=st.sampled_from(sorted(CHECKS)),
    required=st.integers(0, 50),
    started=st.integers(0, 50),
    completed=st.integers(0, 50),
    threshold=st.integers(1, 100),
    least=st.integers(1, 60),
    when=st.integers(-5, 70),
)
def test_nothing_is_found_outside_the_window_nor_where_few_are_asked_nor_where_all_are_done(
    kind: str, required: int, started: int, completed: int, threshold: int, least: int, when: int
) -> None:
    now = Standing(required, max(started, completed), min(completed, required))
    found = find(kind, now, Limits(threshold, least), WINDOW, day(when))
    if not 1 <= when <= 60 or required < least or now.completed >= now.required:
        assert found is None or (kind == Kind.START and 1 <= when <= 60 and required >= least)


def test_a_rush_needs_both_many_people_and_what_cannot_be() -> None:
    agency = uuid.uuid4()
    people = [uuid.uuid4() for _ in range(4)]
    done = [Done(person, agency, OPENS, spent=5 if person is people[0] else 90, reading=100) for person in people]
    assert spikes(done, more_than=4, fast=20) == []
    [spike] = spikes(done, more_than=3, fast=20)
    assert spike.fast == {people[0]}
    assert is_absurd(spike, {})
    [calm] = spikes(done, more_than=3, fast=5)
    assert not is_absurd(calm, {})
    assert is_absurd(calm, {people[1]: 2})


def test_only_wrong_answers_can_be_suspiciously_alike() -> None:
    people = [uuid.uuid4() for _ in range(5)]
    answers, other = frozenset({(1, "0"), (2, "1")}), frozenset({(1, "1"), (2, "1")})
    alike = [Paper(person, answers, wrong=1) for person in people[:3]]
    assert same_answers(alike) == dict.fromkeys(people[:3], 2)
    assert same_answers(alike[:2]) == {}
    assert same_answers([Paper(person, answers, wrong=0) for person in people]) == {}
    assert same_answers([*alike[:2], Paper(people[3], other, wrong=1)]) == {}


@pytest.mark.parametrize("length", [1, 7, 30, 31, 400])
def test_days_to_try_are_few_and_end_with_the_last(length: int) -> None:
    last = OPENS + dt.timedelta(days=length - 1)
    days = sampled(OPENS, last)
    assert days[-1] == last
    assert len(days) <= MOST_DAYS
    assert days[0] >= OPENS
    assert sampled(last, OPENS - dt.timedelta(days=1)) == []
