"""A report beside the same one of an earlier day: by how much rates and places moved, where that may be said."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from learners.coverage.blocks import Block
from learners.coverage.rows import Report, Row
from learners.coverage.trends import breaks, on_day


@dataclass(frozen=True)
class Movement:
    """``before`` None: the row was not there. ``comparable`` False: a part of it went, or came, in between."""

    row: Row
    before: Row | None
    comparable: bool = True

    @property
    def points(self) -> Decimal | None:
        """Percentage points."""
        return _points(self.row, self.before) if self.comparable else None

    @property
    def places(self) -> int | None:
        """Up is positive."""
        if not self.comparable or self.before is None or self.row.rank is None or self.before.rank is None:
            return None
        return self.before.rank - self.row.rank

    @property
    def places_down(self) -> int:
        return -(self.places or 0)


@dataclass(frozen=True)
class Comparison:
    day: dt.date
    total: Movement
    blocks: list[tuple[Block, list[Movement]]]


def compare(report: Report, day: dt.date) -> Comparison:
    """With the roster and results of ``day``, in the structure of ``report``."""
    earlier = on_day(report, day)
    cuts = breaks(report, day, report.question.completion)
    old = {row.agency: row for row in earlier.rows}
    total = Movement(report.total, earlier.total, report.root not in cuts)
    blocks = [
        (block, [Movement(row, old.get(row.agency), row.agency not in cuts) for row in rows])
        for block, rows in report.blocks
    ]
    return Comparison(day, total, blocks)


def _points(row: Row, before: Row | None) -> Decimal | None:
    now, then = row.numbers.rate, before.numbers.rate if before else None
    return None if now is None or then is None else now - then
