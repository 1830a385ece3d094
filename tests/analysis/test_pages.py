"""The analysis as authors see it."""

from typing import Any

import pytest
from django.test import Client

from courses.catalogue.models import AssessmentPage
from learners.analysis.reading import analysed
from learners.analysis.statistics import FEWEST, Doubt
from learners.people.models import Account
from tests import factories
from tests.analysis import world
from tests.analysis.world import Asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client: Client) -> Asked:
    editor = factories.editor("oanh", of=factories.person("Trần Kim Oanh"))
    client.force_login(editor)
    return world.asked(editor, questions=3)


def address(asked: Asked) -> str:
    page = AssessmentPage.objects.get(translation_key=asked.unit.unit_key)
    return f"/quan-tri/phan-tich/{page.pk}/"


def text(answer: Any) -> str:
    return answer.content.decode()


def test_nothing_handed_in(client: Client, asked: Asked) -> None:
    assert "Chưa có bài nộp nào để phân tích" in text(client.get(address(asked)))


def test_numbers_and_words(client: Client, asked: Asked, django_assert_max_num_queries: Any) -> None:
    """The first question is answered wrong by who is right on the rest, and the other way round."""
    for number in range(FEWEST):
        chosen = (1, 0, 0) if number % 2 else (0, 1, None)
        world.sit(asked, world.enrolled(asked), *chosen)
    with django_assert_max_num_queries(2):
        lines = analysed(asked.course.translation_key, asked.unit.unit_key)
    assert [line.version for line in lines] == asked.versions
    assert (lines[0].facility, lines[0].discrimination) == (0.5, pytest.approx(-1))
    assert lines[0].doubts == [Doubt.NEGATIVE]
    assert lines[2].unanswered == FEWEST // 2
    page = text(client.get(address(asked)))
    assert "lại hay sai câu này" in page
    told = text(client.get(f"{address(asked)}cau/{asked.versions[0].pk}/"))
    assert "Trong nhóm làm tốt nhất" in told
    assert "Ngày 10 tháng 10 (đáp án)" in told


def test_only_first_attempts_count(asked: Asked) -> None:
    mine = world.enrolled(asked)
    world.sit(asked, mine, 1, 1, 1)
    world.sit(asked, mine, 0, 0, 0, day=4)
    [first, *_] = analysed(asked.course.translation_key, asked.unit.unit_key)
    assert (first.sums.n, first.facility) == (1, 0)


def test_few_people_are_called_few(client: Client, asked: Asked) -> None:
    world.sit(asked, world.enrolled(asked), 0, 1, 1)
    assert "Chưa đủ số người" in text(client.get(address(asked)))
    assert client.get(f"{address(asked)}cau/999999/").status_code == 404


def test_who_may_not_edit_it_finds_nothing(client: Client, asked: Asked, lan: Account) -> None:
    client.force_login(lan)
    assert client.get(address(asked)).status_code == 302
