"""What people typed, most often, without telling what one person did."""

from typing import Any

import pytest
from django.test import Client

from courses.questions.models import QuestionVersion
from courses.rekeying.models import Rekeying, Way
from learners.analysis import answers
from learners.analysis.answers import given
from learners.analysis.tables import inside
from learners.analysis.typed import MOST, Typed, filled, gaps, number
from tests.analysis import world
from tests.analysis.test_pages import address, asked, text
from tests.analysis.world import Asked
from tests.factories import at
from tests.questions.samples import SAMPLES

__all__ = ["asked"]


def test_spellings_of_one_answer_are_one_as_its_question_folds_them() -> None:
    data = {"blanks": [["mười", "10"], ["Huế"]]}
    right, wrong = Typed("mười", True, True), Typed("chin", False, False)
    assert filled(data, [" MUOI ", "Chín"]) == [right, wrong]
    assert filled(data, [None, "huế"]) == [None, Typed("Huế", True, True)]
    strict = {"blanks": [["mười"]], "folding": ["space"]}
    assert filled(strict, ["Mười"]) == [Typed("Mười", False, False)]


def test_a_number_in_its_range_is_right_and_only_its_ends_are_the_authors() -> None:
    data, _wrong = SAMPLES["numeric"]
    assert number(data, "12,5") == [Typed("12,5 kg", True, True)]
    assert number(data, "12,9") == [Typed("12,9 kg", True, False)]
    assert number(data, "số máy 091") == [Typed("số máy 091", False, False)]


def test_what_few_typed_is_counted_and_not_told() -> None:
    right, shared, alone = Typed("a", True, True), Typed("b", False, False), Typed("c", False, False)
    [first, second] = gaps([*[(shared, None)] * 5, *[(alone, right)] * 4, (right, None)])
    assert (first.answered, first.right, first.told, first.others) == (10, 1, [(shared, 5), (right, 1)], 4)
    assert (second.answered, second.right, second.told, second.others) == (4, 4, [(right, 4)], 0)
    assert gaps([]) == []


def test_the_most_frequent_are_told() -> None:
    many = [Typed(str(place), True, True) for place in range(MOST + 2)]
    [gap] = gaps([(one,) for one in [*many, many[-1]]])
    assert [one.text for one, _count in gap.told] == [str(MOST + 1), *map(str, range(MOST - 1))]
    assert gap.others == 2


@pytest.mark.django_db
def test_an_author_sees_what_many_typed(client: Client, asked: Asked, django_assert_num_queries: Any) -> None:
    fill = world.ask_also(asked, "fill", {"blanks": [["mười"]]})
    page = f"{address(asked)}cau/{fill.pk}/"
    for words in ["Chín", "chin", "CHIN", "mười"]:
        world.sit(asked, world.enrolled(asked), 0, 0, 0, [words])
    assert "mười (đúng)" not in text(client.get(page))
    for words in ["chín", "chin ", "số máy của em"]:
        world.sit(asked, world.enrolled(asked), 0, 0, 0, [words])
    with django_assert_num_queries(2):
        assert len(given(asked.course.translation_key, asked.unit.unit_key, fill)) == 7
    told = text(client.get(page))
    assert "1 trên 7 người trả lời đúng" in told
    assert '<th scope="row">chin</th><td>5</td><td>71%</td>' in told
    assert "mười (đúng)" in told
    assert "số máy" not in told
    assert "so may" not in told


def test_what_is_not_shown_is_said_once() -> None:
    tables = inside("fill", {"blanks": [["a"], ["b"]]}, [["a", None]] * 5)
    assert [table.caption.partition(":")[0] for table in tables] == ["Chỗ trống 1", "Chỗ trống 2"]
    assert [len(table.notes) for table in tables] == [0, 1]
    assert tables[1].rows == []
    assert inside("fill", {"blanks": [["a"]]}, [["a"]] * 4) == []


@pytest.mark.django_db
def test_the_newest_are_read_and_judged_by_the_key_of_now(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PAPERS", 2)
    fill = world.ask_also(asked, "fill", {"blanks": [["mười"]]})
    for day, words in enumerate(["mười", "chín", "tám"], 3):
        world.sit(asked, world.enrolled(asked), 0, 0, 0, [words], day=day)
    mended = {"blanks": [["chín"]]}
    Rekeying.objects.create(version=fill, way=Way.KEY, key=fill, data=mended, reason="Ghi nhầm.", decided_at=at(9))
    version = QuestionVersion.objects.select_related("question").get(pk=fill.pk)
    assert given(asked.course.translation_key, asked.unit.unit_key, version) == [["tám"], ["chín"]]
    assert version.data == mended
