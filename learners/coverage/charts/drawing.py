"""Where things stand in a chart: pure arithmetic over plain numbers. The templates draw, and escape what is written.

Lengths are units of the picture's own view box; a rate is 0 to 100, None where there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Rate = Decimal | float | None


@dataclass(frozen=True)
class Bar:
    label: str
    text: str
    y: float
    length: float
    has_rate: bool


@dataclass(frozen=True)
class Bars:
    """Lying bars, one below the other; ``start`` is where all begin, ``full`` how long 100 % is."""

    bars: list[Bar]
    width: int
    height: float
    start: int
    full: int


BAR_STEP, BAR_START, BAR_FULL, BAR_WIDTH = 44.0, 0, 560, 640


def bars(values: Sequence[tuple[str, str, Rate]]) -> Bars:
    """``values``: label, its rate in words, the rate. The label stands above its bar, so that none is cut off."""
    made = [
        Bar(label, text, at * BAR_STEP, round(float(rate or 0) / 100 * BAR_FULL, 2), rate is not None)
        for at, (label, text, rate) in enumerate(values)
    ]
    return Bars(made, BAR_WIDTH, len(made) * BAR_STEP, BAR_START, BAR_FULL)


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    label: str
    text: str
    named: bool


@dataclass(frozen=True)
class Lines:
    """``paths``: the points of each unbroken line; ``cuts``: where two neighbours may not be joined."""

    paths: list[str]
    dots: list[Dot]
    cuts: list[float]
    marks: list[tuple[float, int]]
    left: int
    right: int
    top: int
    bottom: int
    width: int = field(default=640)
    height: int = field(default=260)


LEFT, RIGHT, TOP, BOTTOM = 48, 616, 16, 208


def lines(points: Sequence[tuple[str, str, Rate, bool]]) -> Lines:
    """``points``: label, rate in words, the rate, whether it may not be joined to the one before."""
    step = (RIGHT - LEFT) / max(1, len(points) - 1)
    runs: list[list[str]] = [[]]
    dots, cuts = [], []
    every = max(1, -(-len(points) // 5))
    for at, (label, text, rate, broken) in enumerate(points):
        x = round(LEFT + at * step, 2)
        if broken:
            cuts.append(round(x - step / 2, 2))
        if broken or rate is None:
            runs.append([])
        if rate is not None:
            y = round(_height(rate), 2)
            runs[-1].append(f"{x},{y}")
            # Counted from the end: the newest is always named.
            dots.append(Dot(x, y, label, text, (len(points) - 1 - at) % every == 0))
    marks = [(_height(mark), mark) for mark in (0, 25, 50, 75, 100)]
    return Lines([" ".join(run) for run in runs if len(run) > 1], dots, cuts, marks, LEFT, RIGHT, TOP, BOTTOM)


def _height(rate: Rate) -> float:
    return BOTTOM - float(rate or 0) / 100 * (BOTTOM - TOP)


DEEPEST = 40


def tone_of(rate: Rate) -> int:
    """How deep a cell of a heat map is coloured, in ten steps: 0 below 10 %, ``DEEPEST`` hundredths from 90 %."""
    return round(min(9, max(0, int(float(rate or 0) // 10))) * DEEPEST / 9)
