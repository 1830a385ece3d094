"""A heat map as the page shows it: what stands in each cell, how deep its tone is, and which list it opens."""

from dataclasses import dataclass
from uuid import UUID

from learners.coverage.asking import DIRECT, UNASSIGNED
from learners.coverage.charts.drawing import tone_of
from learners.coverage.heat import Heat, HeatRow
from learners.coverage.numbers import text_of


@dataclass(frozen=True)
class Cell:
    """``tone`` is an opacity in hundredths: deep enough to be seen, light enough to be read on."""

    completed: int
    rate: str
    tone: int
    course: UUID


@dataclass(frozen=True)
class HeatLine:
    """``agency`` is set where the row has a page of its own; ``part`` says whose list its numbers open else."""

    name: str
    direct: bool
    agency: UUID | None
    part: str
    required: int
    done: int
    rate_text: str
    cells: list[Cell]


def lines_of(heat: Heat) -> list[HeatLine]:
    """The rows, and the sum as the last."""
    return [_line(heat, row) for row in [*heat.rows, heat.total]]


def _line(heat: Heat, line: HeatRow) -> HeatLine:
    row = line.row
    is_own_page = row.agency is not None and not row.direct and row is not heat.total.row
    part = DIRECT if row.direct else UNASSIGNED if row.agency is None else ""
    cells = [
        Cell(count, text_of(rate), tone_of(rate), course.key)
        for course, count, rate in zip(heat.courses, line.completed, line.rates, strict=True)
    ]
    agency = row.agency if is_own_page else None
    return HeatLine(row.name, row.direct, agency, part, line.required, line.done, text_of(line.rate), cells)
