"""Facility, discrimination and choices against values worked out by hand."""

import pytest

from learners.analysis.statistics import FEWEST, Chosen, Doubt, Sums, choices, discrimination, doubts, facility


def sums(pairs: list[tuple[float, float]]) -> Sums:
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    squares = sum(x * x for x in xs), sum(y * y for y in ys)
    return Sums(len(pairs), sum(xs), squares[0], sum(ys), squares[1], sum(x * y for x, y in pairs))


def test_by_hand() -> None:
    """x = 1 1 1 0, y = 1 .5 .5 0: the deviations' products sum to .5, their squares to .75 and .5."""
    made = sums([(1, 1), (1, 0.5), (1, 0.5), (0, 0)])
    assert facility(made) == 0.75
    assert discrimination(made) == pytest.approx(0.5 / (0.75 * 0.5) ** 0.5)


def test_against_the_others_it_is_negative() -> None:
    assert discrimination(sums([(0, 1), (1, 0)])) == pytest.approx(-1)


def test_nothing_is_told_by_what_is_the_same_for_everybody() -> None:
    assert discrimination(sums([(1, 0.2), (1, 0.7)])) is None
    assert discrimination(sums([(1, 1 / 3), (0, 1 / 3), (1, 1 / 3)])) is None
    assert discrimination(sums([])) is None
    assert facility(sums([])) is None


def test_choices_by_thirds() -> None:
    answers = [({0}, 0.9), ({0}, 0.8), ({1}, 0.5), ({0}, 0.4), ({1}, 0.1), (set[int](), 0.0)]
    made = choices([(frozenset(chosen), rest) for chosen, rest in answers], 3, frozenset({0}))
    assert made[0] == Chosen(0, True, 3, 0.5, 1.0, 0.0)
    assert made[1] == Chosen(1, False, 2, 2 / 6, 0.0, 0.5)
    assert made[2].count == 0


def test_nobody_chose_anything() -> None:
    assert [one.share for one in choices([], 2, frozenset({0}))] == [0.0, 0.0]


def many(*pairs: tuple[float, float]) -> Sums:
    return sums(list(pairs) * FEWEST)


def test_each_doubt() -> None:
    good, weak = many((1, 1), (0, 0)), many((1, 1), (1, 0), (0, 1), (0, 0))
    assert doubts(good) == []
    assert doubts(weak) == [Doubt.WEAK]
    assert doubts(many((0, 1), (1, 0))) == [Doubt.NEGATIVE]
    assert doubts(many((1, 1), (1, 0))) == [Doubt.EASY]
    assert doubts(many((0, 1), (0, 0))) == [Doubt.HARD]
    taken = choices([(frozenset({1}), 0.9), (frozenset({0}), 0.1), (frozenset({0}), 0.0)], 3, frozenset({0}))
    assert doubts(good, taken) == [Doubt.UNUSED, Doubt.MISLEADING]


def test_few_say_nothing() -> None:
    assert doubts(sums([(0, 1), (1, 0)] * (FEWEST // 2 - 1))) == []
