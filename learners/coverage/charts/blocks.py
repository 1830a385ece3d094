"""Completion by block as lying bars; the table beside them has the numbers."""

from dataclasses import dataclass

from learners.coverage.blocks import Block
from learners.coverage.charts.drawing import Bars, bars
from learners.coverage.numbers import Numbers
from learners.coverage.rows import Report


@dataclass(frozen=True)
class BlockChart:
    rows: list[tuple[Block, Numbers]]
    drawn: Bars


def block_chart(report: Report) -> BlockChart | None:
    """None where there are no two blocks to be compared. No query."""
    rows = []
    for block, held in report.blocks:
        numbers = Numbers()
        for row in held:
            numbers.add(row.numbers)
        if numbers.required:
            rows.append((block, numbers))
    if len(rows) < 2:
        return None
    values = [(f"{block.value}. {block.label}", numbers.rate_text, numbers.rate) for block, numbers in rows]
    return BlockChart(rows, bars(values))
