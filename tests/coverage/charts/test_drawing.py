"""Where things stand in a chart."""

from decimal import Decimal

import pytest

from learners.coverage.charts.drawing import DEEPEST, bars, lines, tone_of


def test_a_bar_is_as_long_as_its_rate() -> None:
    drawn = bars([("I", "50,00", Decimal(50)), ("II", "-", None), ("III", "100,00", Decimal(100))])
    assert [(bar.length, bar.has_rate) for bar in drawn.bars] == [
        (drawn.full / 2, True), (0, False), (drawn.full, True),
    ]  # fmt: skip


def test_a_line_rises_from_left_to_right_and_ends_at_the_newest() -> None:
    drawn = lines([("1/6", "0", 0, False), ("8/6", "50", 50, False), ("15/6", "100", 100, False)])
    assert drawn.paths == ["48.0,208.0 332.0,112.0 616.0,16.0"]
    assert drawn.dots[-1].named


def test_no_line_leads_across_a_cut_or_a_day_without_anybody() -> None:
    drawn = lines([("a", "1", 1, False), ("b", "2", 2, False), ("c", "3", 3, True), ("d", "-", None, False),
                   ("e", "5", 5, False), ("f", "6", 6, False)])  # fmt: skip
    assert [path.count(",") for path in drawn.paths] == [2, 2]
    assert len(drawn.cuts) == 1
    assert len(drawn.dots) == 5


@pytest.mark.parametrize("values", [[], [("a", "1", 1, False)]])
def test_little_is_drawn_as_little(values: list[tuple[str, str, int, bool]]) -> None:
    assert lines(values).paths == []


@pytest.mark.parametrize(("rate", "tone"), [(None, 0), (0, 0), (9.99, 0), (50, 22), (90, DEEPEST), (100, DEEPEST)])
def test_the_tone_deepens_with_the_rate(rate: float | None, tone: int) -> None:
    assert tone_of(rate) == tone
