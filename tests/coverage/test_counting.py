"""The steps of an assignment, added up, are what it is on every day."""

import datetime as dt
from operator import add
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from learners.campaigns.assigning import Move
from learners.campaigns.timeline import Segment
from learners.coverage.counting import MEASURES, NOTHING, roster_steps, standing, steps, steps_of

FIRST = dt.date(2026, 1, 1)
HERE, THERE = UUID(int=1), UUID(int=2)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


DAYS = st.integers(0, 20).map(day)
REACHED = st.one_of(st.none(), DAYS)
SEGMENTS = st.builds(
    lambda start, length, **rest: Segment(
        valid_from=start, valid_to=start + dt.timedelta(days=length) if length else None, assigned_on=FIRST, **rest
    ),
    DAYS,
    st.integers(0, 10),
    agency_id=st.sampled_from([HERE, THERE]),
    category=st.just("cong_chuc"),
    is_head=st.booleans(),
    exempt=st.booleans(),
    due_on=DAYS,
    registered_on=REACHED,
    started_on=REACHED,
    satisfied_on=REACHED,
    external=st.booleans(),
    score=st.one_of(st.none(), st.integers(0, 10_000)),
)


@given(SEGMENTS)
def test_the_steps_up_to_a_day_are_what_stands_on_it(segment: Segment) -> None:
    for at in map(day, range(35)):
        total = NOTHING
        for since, vector in steps_of(segment):
            if since <= at:
                total = tuple(map(add, total, vector))
        inside = segment.valid_from <= at and (segment.valid_to is None or at < segment.valid_to)
        assert total == (standing(segment, at) if inside else NOTHING)


@given(SEGMENTS, DAYS)
def test_three_states_divide_the_required(segment: Segment, at: dt.date) -> None:
    found = dict(zip(MEASURES, standing(segment, at), strict=True))
    assert found["required"] + found["exempted"] == 1
    assert found["completed"] + found["late"] + found["in_progress"] <= found["required"]
    assert found["heads_completed"] <= min(found["heads"], found["completed"])


@given(st.lists(SEGMENTS, max_size=4), st.lists(SEGMENTS, max_size=4))
def test_a_move_is_a_difference(before: list[Segment], after: list[Segment]) -> None:
    there, back = steps([Move(1, before, after)]), steps([Move(1, after, before)])
    assert back == {key: tuple(-number for number in vector) for key, vector in there.items()}
    assert steps([Move(1, (), before), Move(1, before, after)]) == steps([Move(1, (), after)])
    assert steps([Move(1, after, after)]) == {}


def test_a_place_on_a_roster_that_moves() -> None:
    before = [(HERE, True, (day(1), None)), (THERE, False, (day(1), None))]
    after = [(HERE, True, (day(1), day(5))), (THERE, True, (day(5), None)), (THERE, False, (day(1), None))]
    assert roster_steps(before, after) == {(HERE, day(5)): (-1, 0), (THERE, day(5)): (1, 0)}
