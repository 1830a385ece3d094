"""How long a question takes, from the moments its answers were kept."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from learners.analysis import pace
from learners.analysis.reading import times
from learners.attempts.actions import open_attempt, save_answers, submit
from tests.analysis import world
from tests.analysis.test_pages import address, asked
from tests.analysis.world import Asked
from tests.factories import at

__all__ = ["asked"]
START = at(3)


def after(seconds: float) -> dt.datetime:
    return START + dt.timedelta(seconds=seconds)


def taken(*saves: tuple[float, *tuple[int, ...]]) -> dict[int, float]:
    found = pace.taken(START, [(after(seconds), asked) for seconds, *asked in saves])
    return {question: time.total_seconds() for question, time in found.items()}


def test_an_answer_takes_the_time_since_the_save_before_it() -> None:
    assert taken((20, 1), (50, 2), (51, 3)) == {1: 20, 2: 30, 3: 1}


def test_of_answers_that_came_together_nobody_knows_but_of_the_next() -> None:
    assert taken((60, 1, 2), (70, 3)) == {3: 10}


def test_who_comes_back_to_an_answer_gives_it_no_other_time() -> None:
    assert taken((10, 1), (20, 2), (30, 1), (34, 3), (90, 2)) == {1: 10, 2: 10, 3: 4}


def test_a_pause_is_not_taken_for_thinking() -> None:
    pause = 10 + pace.PAUSE.total_seconds() + 1
    assert taken((10, 1), (pause, 2), (pause + 9, 3)) == {1: 10, 3: 9}


def test_a_clock_that_was_put_back_tells_nothing() -> None:
    assert taken((-5, 1), (7, 2)) == {2: 7}


def test_the_slowest_do_not_move_it_and_few_tell_nothing() -> None:
    seconds = [1, 2, 3, 4, 1000]
    papers = [{7: dt.timedelta(seconds=one), **({8: dt.timedelta(1)} if one < 4 else {})} for one in seconds]
    assert pace.medians(papers) == {7: dt.timedelta(seconds=3)}


@pytest.mark.django_db
def test_an_author_sees_how_long_people_take(client: Client, asked: Asked, django_assert_num_queries: Any) -> None:
    for number in range(pace.FEWEST):
        mine = world.enrolled(asked)
        attempt = open_attempt(enrolment=mine, unit=asked.unit, at=START)
        place = {item.version_id: item.position for item in attempt.items.all()}
        first, second, third = (place[version.pk] for version in asked.versions)
        save_answers(attempt=attempt, answers={first: 0}, at=after(80 + number))
        save_answers(attempt=attempt, answers={second: 0, third: 0}, at=after(120))
        submit(attempt=attempt, at=after(130))
    with django_assert_num_queries(2):
        found = times(asked.course.translation_key, asked.unit.unit_key)
    assert found == {asked.versions[0].pk: dt.timedelta(seconds=82)}
    assert "1 phút 22 giây" in client.get(address(asked)).content.decode()
    assert "1 phút 22 giây" in client.get(f"{address(asked)}cau/{asked.versions[0].pk}/").content.decode()
