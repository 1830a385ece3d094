"""A table of a file as the block a lesson keeps: one row of headings, cells of words or figures, none merged.

The words of merged cells are repeated in every place they covered: who hears the table misses nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from content.blocks.tables import NUMBER, TEXT, column_kind
from courses.importing.inline import Inline, clean
from courses.importing.tree import BLOCKS, Element

MOST_ROWS, MOST_COLUMNS = 100, 12
LONGEST_HEADING = 160
_WITHIN = {"li", "thead", "tbody", "tr", "th", "td"}


class TooLarge(Exception):
    """More than anybody reads on a phone."""


@dataclass(frozen=True, slots=True)
class Cell:
    """``html`` is rich text, ``text`` the same without marks."""

    html: str = ""
    text: str = ""


@dataclass(slots=True)
class Read:
    """``value`` is in the raw form a stream keeps; ``inline`` collected pictures and remarks."""

    value: dict[str, Any]
    inline: Inline
    remarks: list[str] = field(default_factory=list)


def read_table(table: Element, caption: str) -> Read | None:
    """None for a table without any words; raises ``TooLarge``."""
    inline = Inline()
    grid, merged = _grid(table)
    if len(grid) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in grid):
        raise TooLarge
    rows = [row for row in _written(grid, inline) if any(cell.text for cell in row)]
    if not rows:
        return None
    width = max(len(row) for row in rows)
    value = _value([row + [Cell()] * (width - len(row)) for row in rows], caption)
    return Read(value, inline, list(_remarks(table, len(rows), merged, caption)))


def _remarks(table: Element, rows: int, merged: int, caption: str) -> Iterator[str]:
    if merged:
        yield _("Bảng có %d ô gộp: nội dung được lặp lại ở từng ô. Anh/chị xem lại bảng.") % merged
    if rows > 1 and next(table.within("th"), None) is None:
        yield _("Hàng đầu của bảng được lấy làm tiêu đề các cột.")
    if next((inner for row in table.within("tr") for inner in row.within("table")), None) is not None:
        yield _("Bảng nằm trong ô được chuyển thành chữ.")
    if not caption:
        yield _("Bảng chưa có tên. Anh/chị đặt tên cho bảng trước khi xuất bản.")


def _written(grid: list[list[Element]], inline: Inline) -> list[list[Cell]]:
    """Each cell is read once, however many places it covers: its pictures are no more than they are."""
    read: dict[int, Cell] = {}
    for row in grid:
        for cell in row:
            if id(cell) not in read:
                read[id(cell)] = _cell(cell, inline)
    return [[read[id(cell)] for cell in row] for row in grid]


def _value(rows: list[list[Cell]], caption: str) -> dict[str, Any]:
    """The first row has the headings; above a single row its author must still write them."""
    heads, body = (rows[0], rows[1:]) if len(rows) > 1 else ([Cell()] * len(rows[0]), rows)
    # The first column names the rows, also where it numbers them.
    kinds = [TEXT] + [column_kind(row[place].text for row in body) for place in range(1, len(heads))]
    columns = [{"type": kind, "heading": head.text[:LONGEST_HEADING]} for kind, head in zip(kinds, heads, strict=True)]
    kept = [
        {"values": [cell.text if kind == NUMBER else cell.html for kind, cell in zip(kinds, row, strict=True)]}
        for row in body
    ]
    return {"table": {"columns": columns, "rows": kept, "caption": caption}, "first_column": True}


def _grid(table: Element) -> tuple[list[list[Element]], int]:
    """Rows with every cell in each place it covers, and how many cells cover more than one."""
    grid: list[list[Element]] = []
    below: dict[int, tuple[Element, int]] = {}
    merged = 0
    for row in _rows(table):
        grid.append([])
        for cell in _cells(row):
            _take_covered(grid[-1], below)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            merged += across > 1 or down > 1
            for _place in range(across):
                if down > 1:
                    below[len(grid[-1])] = (cell, down - 1)
                grid[-1].append(cell)
        _take_covered(grid[-1], below)
    return grid, merged


def _take_covered(row: list[Element], below: dict[int, tuple[Element, int]]) -> None:
    """Fill the next places of ``row`` with the cells that reach down into them."""
    while (covering := below.pop(len(row), None)) is not None:
        cell, left = covering
        if left > 1:
            below[len(row)] = (cell, left - 1)
        row.append(cell)


def _rows(table: Element) -> Iterator[Element]:
    """Of the table itself, not of those in its cells."""
    for child in table.children:
        if isinstance(child, Element):
            if child.name == "tr":
                yield child
            elif child.name in {"thead", "tbody"}:
                yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    return (child for child in row.children if isinstance(child, Element) and child.name in {"th", "td"})


def _span(cell: Element, name: str) -> int:
    """What a file claims beyond any table is taken as far as a table may go, and a little: it is then too large."""
    text, most = cell.attributes.get(name, "1"), MOST_COLUMNS if name == "colspan" else MOST_ROWS
    return max(1, min(int(text[:6]), most + 1)) if text.isascii() and text.isdigit() else 1


def _cell(cell: Element, inline: Inline) -> Cell:
    text = clean(cell.text()).strip()
    html = "".join(f"<p>{line}</p>" for line in map(inline.html, _lines(cell)) if line)
    return Cell(html if text else "", text)


def _lines(cell: Element) -> Iterator[Element]:
    """What stands on a line of its own in a cell: paragraphs, items of lists, cells of a table within."""
    run: list[Element | str] = []
    for child in cell.children:
        if isinstance(child, str) or child.name not in BLOCKS | _WITHIN:
            run.append(child)
            continue
        if run:
            yield Element("p", children=run)
        run = []
        yield from _lines(child)
    if run:
        yield Element("p", children=run)
