"""A spreadsheet as lines of text, for lists whose cells mean nothing until a room has looked at them.

A cell that the file itself calls a date comes as ``2026-03-04``, so that it is never taken for a date somebody typed; a
whole number without decimals (``1234``), another one with a point (``3.74``). What was typed for TCVN3 or VNI fonts
comes in Unicode.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from mooc.foundation.spreadsheets.fonts import to_unicode
from mooc.foundation.spreadsheets.grid import Book, Cell, Sheet, Unreadable
from mooc.foundation.spreadsheets.opening import WHILE_WAITING, open_book
from mooc.foundation.spreadsheets.sheet_reader import MOST_COLUMNS, MOST_ROWS

MOST_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it: its sheet ("" in CSV), its number there (from 1), its cells without empty ends."""

    sheet: str
    number: int
    cells: tuple[str, ...]


def read_lines(content: bytes, *, most_lines: int = MOST_ROWS) -> list[Line]:
    """Every line of every visible sheet, in order. Raises ``Unreadable``."""
    book = open_book(content, seconds=WHILE_WAITING)
    to_unicode(book)
    lines = list(islice(_lines(book), most_lines + 1))
    if len(lines) > most_lines:
        raise Unreadable(_("Tệp có hơn %d dòng. Anh/chị hãy chia thành nhiều tệp nhỏ hơn.") % most_lines)
    if not lines:
        raise Unreadable(_("Tệp không có dòng nào có chữ."))
    return lines


def _lines(book: Book) -> Iterator[Line]:
    for sheet in book.sheets:
        if sheet.beyond:
            raise Unreadable(_far(sheet))
        before = ("",) * sheet.left
        for number, row in enumerate(sheet.rows, start=1):
            cells = [*before, *map(_text, row)]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield Line(sheet.name, number, tuple(cells))


def _far(sheet: Sheet) -> str:
    told = {"sheet": sheet.name, "number": sheet.beyond, "most": MOST_COLUMNS}
    if sheet.name:
        return _("Trang “%(sheet)s”, dòng %(number)d có ô ở ngoài %(most)d cột. Hãy xóa các ô thừa rồi lưu lại.") % told
    return _("Dòng %(number)d có hơn %(most)d cột.") % told


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.replace("\u00a0", " ").strip()[:MOST_CHARACTERS]
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
