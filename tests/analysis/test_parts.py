"""Which pairs and which places people found."""

from typing import Any

import pytest
from django.test import Client

from learners.analysis.answers import given
from learners.analysis.parts import Pair, pairs, placed
from tests.analysis import world
from tests.analysis.test_pages import address, asked, text
from tests.analysis.world import Asked
from tests.questions.samples import SAMPLES

__all__ = ["asked"]
MATCH, ORDER = SAMPLES["match"][0], SAMPLES["order"][0]


def test_the_most_frequent_wrong_partner() -> None:
    answers = [[[0, 1], [1, 0]], [[0, 2], [1, 2]], [[0, 0]], [[0, 2]]]
    assert pairs(MATCH, answers) == [Pair(0, 1, 1, (2, 2)), Pair(1, 0, 1, (2, 1))]
    assert pairs(MATCH, [[[0, 1]]]) == [Pair(0, 1, 1, None), Pair(1, 0, 0, None)]


def test_equally_frequent_ones_in_their_order() -> None:
    assert pairs(MATCH, [[[0, 2]], [[0, 0]]])[0].mistaken == (0, 1)


def test_a_step_put_everywhere_is_in_no_place() -> None:
    assert placed(ORDER, [[1, 2, 0], [1, 0, 2], [1, 1, None], [None, 2, None]]) == [(1, 2), (2, 2), (0, 1)]


@pytest.mark.django_db
def test_an_author_sees_pairs_and_places(client: Client, asked: Asked, django_assert_num_queries: Any) -> None:
    match, order = world.ask_also(asked, "match", MATCH), world.ask_also(asked, "order", ORDER)
    for number in range(5):
        pair = [[0, 1], [1, 0]] if number else [[0, 1], [1, 2]]
        world.sit(asked, world.enrolled(asked), 0, 0, 0, pair, [1, 2, 0] if number else [2, 1, 0])
    told = text(client.get(f"{address(asked)}cau/{match.pk}/"))
    assert '<th scope="row">Một → One</th><td>5</td><td>100%</td><td>–</td>' in told
    assert '<th scope="row">Hai → Two</th><td>4</td><td>80%</td><td>Three (1)</td>' in told
    told = text(client.get(f"{address(asked)}cau/{order.pk}/"))
    assert '<th scope="row">1. Gõ chữ</th><td>4</td><td>80%</td>' in told
    assert '<th scope="row">3. Mở máy</th><td>5</td><td>100%</td>' in told
    with django_assert_num_queries(2):
        assert len(given(asked.course.translation_key, asked.unit.unit_key, match)) == 5
