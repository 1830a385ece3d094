"""What people chose on a scale."""

from typing import Any

import pytest
from django.test import Client

from learners.analysis.answers import opinions
from learners.analysis.opinions import counts, middle
from learners.analysis.pace import FEWEST
from tests.analysis import world
from tests.analysis.test_pages import address, asked, text
from tests.analysis.world import Asked

__all__ = ["asked"]
SCALE = {"choices": ["Không hài lòng", "Bình thường", "Hài lòng"]}


def test_each_step_is_counted_and_the_median_is_a_step_or_between_two() -> None:
    assert counts([2, 0, 2], 4) == [1, 0, 2, 0]
    assert middle([1, 0, 2, 0]) == (2, 2)
    assert middle([2, 0, 2]) == (0, 2)
    assert middle([0, 0]) is None


@pytest.mark.django_db
def test_an_author_sees_what_people_think(client: Client, asked: Asked, django_assert_num_queries: Any) -> None:
    opinion = world.ask_also(asked, "likert", SCALE)
    page = f"{address(asked)}cau/{opinion.pk}/"
    for number in range(FEWEST - 1):
        world.sit(asked, world.enrolled(asked), 0, 0, 0, number % 2 + 1)
    world.sit(asked, world.enrolled(asked), 0, 0, 0, None)
    few = text(client.get(page))
    assert "Dưới 5 người trả lời" in few
    assert "Hài lòng" not in few
    assert "giữa" not in text(client.get(address(asked)))
    for chosen in (1, 0):
        world.sit(asked, world.enrolled(asked), 0, 0, 0, chosen)
    with django_assert_num_queries(2):
        [found] = opinions(asked.course.translation_key, asked.unit.unit_key)
    assert (found.version, found.counts) == (opinion, [1, 3, 2])
    assert "<dd>Bình thường</dd>" in text(client.get(page))
    assert "<td>50%</td>" in text(client.get(page))
    assert "<td>Bình thường</td>" in text(client.get(address(asked)))
