"""Drawing a paper and marking it: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learners.attempts.marking import mark
from learners.attempts.models import AttemptItem
from learners.attempts.paper import draw, new_seed
from tests.questions.samples import KINDS, version

VERSIONS = [version(kind, prompt=str(number)) for number, kind in enumerate(KINDS * 3)]
seeds = st.integers(0, 2**63 - 1)


@given(seeds, st.booleans())
def test_a_paper_has_every_question_once_and_can_be_drawn_again(seed: int, shuffle: bool) -> None:
    paper = draw(VERSIONS, shuffle=shuffle, seed=seed)
    assert sorted(made.prompt for made, _ in paper) == sorted(made.prompt for made in VERSIONS)
    for made, order in paper:
        assert sorted(order) == list(range(len(made.data.get("right", made.data.get("choices", [])))))
    assert draw(VERSIONS, shuffle=shuffle, seed=seed) == paper


@given(seeds)
def test_without_shuffling_only_orders_and_matches_are_mixed(seed: int) -> None:
    paper = draw(VERSIONS, shuffle=False, seed=seed)
    assert [made for made, _ in paper] == VERSIONS
    for made, order in paper:
        if made.question.kind not in {"order", "match"}:
            assert order == sorted(order)


@given(seeds)
def test_true_stands_before_false(seed: int) -> None:
    for made, order in draw(VERSIONS, shuffle=True, seed=seed):
        if made.question.kind == "truefalse":
            assert order == [0, 1]


def test_seeds_differ_and_fit_their_column() -> None:
    found = {new_seed() for _ in range(20)}
    assert len(found) == 20
    assert all(0 <= seed < 2**63 for seed in found)


@pytest.mark.parametrize(("threshold", "passed"), [(33, True), (34, False)])
def test_thirds_add_up_exactly(threshold: int, passed: bool) -> None:
    """Three thirds are one point: 33.33 % of three, however many decimals are kept."""
    items = [AttemptItem(position=n, version=version("order"), response=[1, None, None]) for n in range(3)]
    marked = mark(items, threshold)
    assert (marked.raw, marked.highest, marked.passed) == (1, 3, passed)


def test_the_threshold_itself_passes_and_an_empty_paper_does_not() -> None:
    items = [AttemptItem(position=n, version=version("single"), response=int(n < 4)) for n in range(5)]
    assert mark(items, 80).passed is True
    assert mark(items, 81).passed is False
    assert mark([], 1).passed is False
