"""Days and years as rosters have them: three orders, Excel's serial numbers, years with a dot in them. Pure.

``03/04/2025`` is two days until somebody says which order the file has: ``evidence`` tells whether anything in the
file decides it. Excel set to English turns what it can into days by its own order and leaves "25/04/2025" as text, so
where a column has both the days are the wrong way round (``Order.SWAPPED``).
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mooc.foundation.spreadsheets.grid import Cell

# Serial numbers count from here (Excel's 1900 system, with its leap day that never was).
EPOCH = dt.date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1900, 2100
_PARTS = re.compile(r"(\d{1,4})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{2,4})(?:\s.*)?")
_WRITTEN = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"(?:\d{1,2})\s*[/.\-]\s*(\d{4})")


class Order(StrEnum):
    DMY = "dmy"
    MDY = "mdy"
    SWAPPED = "swapped"


class NoDay(Exception):
    """The cell says no day."""


@dataclass(slots=True)
class Evidence:
    """How many texts can only be day first, only month first, either; and of real days those whose day could be a
    month, and the others."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    typed_low: int = 0
    typed_high: int = 0

    @property
    def order(self) -> Order | None:
        """None where the officer has to say."""
        if self.day_first and self.month_first:
            return None
        if self.day_first and self.typed_low and not self.typed_high:
            return None
        if self.month_first:
            return Order.MDY
        return Order.DMY if self.day_first or not self.either else None


def evidence(cells: Iterable[Cell]) -> Evidence:
    found = Evidence()
    for cell in cells:
        if isinstance(cell, dt.date):
            found.typed_low += cell.day <= 12
            found.typed_high += cell.day > 12
            continue
        parts = _PARTS.fullmatch(str(cell).strip())
        if parts is None or len(parts[1]) > 2:
            continue
        first, second = int(parts[1]), int(parts[2])
        found.day_first += first > 12 >= second
        found.month_first += second > 12 >= first
        found.either += first <= 12 and second <= 12 and first != second
    return found


def read_day(cell: Cell, order: Order, until: int) -> dt.date:
    """``until``: the last year two digits may mean. Raises ``NoDay``."""
    try:
        found = _day(cell, order, until)
    except (ValueError, OverflowError):
        raise NoDay from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise NoDay
    return found


def _day(cell: Cell, order: Order, until: int) -> dt.date:
    if isinstance(cell, dt.date):
        swaps = order == Order.SWAPPED and cell.day <= 12
        return dt.date(cell.year, cell.day, cell.month) if swaps else cell
    text = _text(cell)
    if text.isdigit():
        return _from_number(int(text), order)
    if found := _WRITTEN.search(text):
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    parts = _PARTS.fullmatch(text)
    if parts is None:
        raise NoDay
    first, second, third = (int(part) for part in parts.groups())
    if len(parts[1]) == 4:
        return dt.date(first, second, third)
    day, month = (second, first) if order == Order.MDY and second <= 31 and first <= 12 else (first, second)
    return dt.date(_full(third, until) if len(parts[3]) == 2 else third, month, day)


def _from_number(number: int, order: Order) -> dt.date:
    if number <= 80_000:
        if number < 367:
            raise NoDay
        return EPOCH + dt.timedelta(days=number)
    # "05071980" typed as a number has lost its zero.
    text = f"{number:08}"
    day, month = (2, 0) if order == Order.MDY else (0, 2)
    return dt.date(int(text[4:]), int(text[month : month + 2]), int(text[day : day + 2]))


def read_year(cell: Cell, until: int) -> int:
    """A year of birth, from a year or any day: no order matters to it. Raises ``NoDay``."""
    if isinstance(cell, float) and not cell.is_integer():
        # 1.980 that a program took for a number.
        cell = round(cell * 1000)
    text = _text(cell)
    if re.fullmatch(r"[12][.,]\d{3}", text):
        text = text.replace(".", "").replace(",", "")
    found = _MONTH.fullmatch(text)
    if re.fullmatch(r"\d{4}", text) or found:
        year = int(found[1] if found else text)
    elif re.fullmatch(r"\d{2}", text):
        year = _full(int(text), until)
    else:
        year = _either(cell, until)
    if not FIRST_YEAR <= year <= until:
        raise NoDay
    return year


def _either(cell: Cell, until: int) -> int:
    """Of a day in whichever order it is one."""
    try:
        return read_day(cell, Order.DMY, until).year
    except NoDay:
        return read_day(cell, Order.MDY, until).year


def _full(year: int, until: int) -> int:
    return 2000 + year if 2000 + year <= until else 1900 + year


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    text = " ".join(str(cell).replace("\u00a0", " ").split()).lstrip("'")
    # The hour behind a day is nobody's business.
    return re.sub(r"[ T]\d{1,2}:\d{2}.*$", "", text)
