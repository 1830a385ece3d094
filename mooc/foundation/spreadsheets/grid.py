"""What a file holds, whatever kind it is of: sheets of rows of cells. And why there is nothing to be had of one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

# A day is a date whatever hour stood beside it; an empty cell is "".
Cell = str | int | float | bool | dt.date
Row = Sequence[Cell]


class Unreadable(ValueError):
    """The file gives no rows; the message says why and what to do, in the reader's language."""


@dataclass(slots=True)
class Sheet:
    """``rows[0]`` is line ``1`` of the file. ``merged``: (first row, first column, last row, last column), from 0.

    Columns that are empty all the way down on the left are no part of the rows: there are ``left`` of them. ``beyond``
    is the first line with something right of the last column that is read, 0 where none has.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    left: int = 0
    beyond: int = 0


@dataclass(slots=True)
class Book:
    """``kind`` is what the file is, not what it is called; ``encoding`` that of a text file."""

    kind: str
    sheets: list[Sheet]
    encoding: str = ""
