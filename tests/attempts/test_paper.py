"""Drawing a paper and marking it: pure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.editions.asking import Asked, AssessmentRules, Section
from courses.questions.models import Question, QuestionVersion
from learners.attempts.marking import mark
from learners.attempts.models import AttemptItem
from learners.attempts.paper import Drawn, draw, new_seed
from tests.questions.samples import KINDS, version

VERSIONS = {number: version(kind, prompt=str(number)) for number, kind in enumerate(KINDS * 3)}
for number, made in VERSIONS.items():
    made.question = Question(pk=number, kind=made.question.kind)
FIXED = Section("", "", tuple(Asked((pk,), 1, 1, is_fixed=True) for pk in VERSIONS))
seeds = st.integers(0, 2**63 - 1)


def paper(seed: int, *sections: Section, seen: Any = None, **rules: Any) -> list[Drawn]:
    return draw(AssessmentRules(sections=sections or (FIXED,), **rules), VERSIONS, seed=seed, seen=seen or {})


def drawn_from(*pool: int, count: int, points: int = 1) -> Section:
    return Section("Rút", "", (Asked(pool, count, points),))


def numbers(drawn: list[Drawn]) -> list[int]:
    return [int(one.version.prompt) for one in drawn]


@given(seeds, st.booleans())
def test_a_paper_has_every_question_once_and_can_be_drawn_again(seed: int, shuffle: bool) -> None:
    drawn = paper(seed, shuffle=shuffle, shuffle_choices=shuffle)
    assert sorted(numbers(drawn)) == sorted(VERSIONS)
    for one in drawn:
        data = one.version.data
        assert sorted(one.order) == list(range(len(data.get("right", data.get("choices", [])))))
    assert paper(seed, shuffle=shuffle, shuffle_choices=shuffle) == drawn


@given(seeds)
def test_without_shuffling_only_orders_and_matches_are_mixed(seed: int) -> None:
    drawn = paper(seed, shuffle=False, shuffle_choices=False)
    assert numbers(drawn) == list(VERSIONS)
    for one in drawn:
        if one.version.question.kind not in {"order", "match"}:
            assert one.order == sorted(one.order)


@given(seeds)
def test_questions_are_shuffled_without_their_choices_and_within_their_section(seed: int) -> None:
    half = len(VERSIONS) // 2
    halves = [Section(str(n), "", FIXED.items[n * half : n * half + half]) for n in (0, 1)]
    drawn = paper(seed, *halves, shuffle_choices=False)
    assert [one.section for one in drawn] == [0] * half + [1] * half
    assert sorted(numbers(drawn[:half])) == list(range(half))
    assert all(one.order == sorted(one.order) for one in drawn if one.version.question.kind == "single")


@given(seeds)
def test_true_stands_before_false(seed: int) -> None:
    assert [one.order for one in paper(seed) if one.version.question.kind == "truefalse"] == [[0, 1]] * 3


@given(seeds, st.integers(0, 12))
def test_a_draw_takes_as_many_as_it_says_and_never_one_twice(seed: int, count: int) -> None:
    fixed = Section("", "", (Asked((3,), 1, 2, is_fixed=True),))
    drawn = paper(seed, fixed, drawn_from(*range(8), count=count), drawn_from(*range(8), count=count))
    assert len(set(numbers(drawn))) == len(drawn) == min(8, 1 + 2 * count)
    assert [one.worth for one in drawn if one.version.prompt == "3"] == [2]


@given(seeds)
def test_a_draw_takes_what_was_seen_least(seed: int) -> None:
    seen = {0: 2, 1: 1, 2: 1}
    assert set(numbers(paper(seed, drawn_from(0, 1, 2, 4, count=1), seen=seen))) == {4}
    assert set(numbers(paper(seed, drawn_from(0, 1, 2, 4, count=3), seen=seen))) == {1, 2, 4}


def test_seeds_draw_different_questions() -> None:
    assert len({tuple(numbers(paper(seed, drawn_from(*VERSIONS, count=3)))) for seed in range(40)}) > 10


def test_seeds_differ_and_fit_their_column() -> None:
    found = {new_seed() for _ in range(20)}
    assert len(found) == 20
    assert all(0 <= seed < 2**63 for seed in found)


def item(asked: QuestionVersion, response: Any, position: int = 0, worth: int = 1) -> AttemptItem:
    return AttemptItem(position=position, version=asked, response=response, worth=worth)


@pytest.mark.parametrize(("threshold", "passed"), [(33, True), (34, False)])
def test_thirds_add_up_exactly(threshold: int, passed: bool) -> None:
    """Three thirds are one point: 33.33 % of three, however many decimals are kept."""
    marked = mark([item(version("order"), [1, None, None], n) for n in range(3)], threshold)
    assert (marked.raw, marked.highest, marked.passed) == (1, 3, passed)


def test_the_threshold_itself_passes_and_an_empty_paper_does_not() -> None:
    items = [item(version("single"), int(n < 4), n) for n in range(5)]
    assert mark(items, 80).passed is True
    assert mark(items, 81).passed is False
    assert mark([], 1).passed is False


def test_an_opinion_is_in_no_sum_and_in_no_denominator() -> None:
    marked = mark([item(version("likert"), 2, 0, worth=5), item(version("single"), 1, 1)], 100)
    assert (marked.raw, marked.highest, marked.scaled, marked.passed) == (1, 1, 1, True)
    assert marked.points == [None, 1]
    assert mark([item(version("likert"), 2)], 1).passed is False


def test_a_question_worth_more_weighs_more() -> None:
    marked = mark([item(version("single"), 1, 0, worth=3), item(version("single"), 0, 1)], 75)
    assert (marked.raw, marked.highest, marked.scaled, marked.passed) == (3, 4, 0.75, True)
