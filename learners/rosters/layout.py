"""Where in a sheet the roster is: its headings, its people, and what each other line is.

Above are titles and the country's name, the headings take one to four lines with merged cells, below are sums and
signatures, in between lines that name the unit of what follows. Every line is accounted for.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from django.utils.translation import gettext as _

from learners.rosters.columns import COUNTING, Field, folded, guess
from mooc.foundation.spreadsheets.grid import Book, Cell, Row, Sheet, Unreadable
from mooc.foundation.vietnamese import fold

# Headings begin within the first lines, and are not deeper.
LOOKED_AT, DEEPEST = 60, 4


class Kind(StrEnum):
    PERSON = "person"
    BLOCK = "block"
    SUM = "sum"
    FOOT = "foot"
    HEADING = "heading"


@dataclass(slots=True)
class Layout:
    """``titles``: one heading a column, those of merged cells put together; ``first``: the first line below, from 0."""

    sheet: Sheet
    titles: list[str]
    heading: int
    first: int

    @property
    def fields(self) -> list[Field | None]:
        return [guess(title) for title in self.titles]


@dataclass(slots=True)
class Line:
    """``number`` as the officer's program shows it, from 1; ``unit``: the name or code of the block it stands in."""

    number: int
    kind: Kind
    cells: Row
    unit: str = field(default="")


def shown(cell: Cell) -> str:
    """A cell as text, with single spaces: 3740.0 is "3740", a day is written as it is here."""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).replace("\u00a0", " ").split())


def find(book: Book, wanted: str = "") -> Layout:
    """Of the sheet named ``wanted``, else of the one that looks most like a roster; raises ``Unreadable``."""
    sheets = [sheet for sheet in book.sheets if sheet.name == wanted] or book.sheets
    found = [layout for sheet in sheets if (layout := _layout(sheet))]
    if not found:
        told = _(
            "Không tìm thấy dòng tiêu đề có cột “Họ và tên” trong %d dòng đầu. Anh/chị thêm một dòng tiêu đề ngay trên "
            "danh sách (xem tệp mẫu) rồi tải lên lại."
        )
        raise Unreadable(told % LOOKED_AT)
    best = max(found, key=lambda layout: (_worth(layout.titles), len(layout.sheet.rows)))
    if not any(line.kind == Kind.PERSON for line in lines(best, best.fields)):
        raise Unreadable(_("Dưới dòng tiêu đề (dòng %d) không có ai. Anh/chị kiểm tra lại tệp.") % (best.heading + 1))
    return best


def _layout(sheet: Sheet) -> Layout | None:
    best: tuple[int, int, Layout] | None = None
    for top in range(min(LOOKED_AT, len(sheet.rows))):
        if not any(shown(cell) for cell in sheet.rows[top]):
            continue
        for depth in range(1, DEEPEST + 1):
            if top + depth > len(sheet.rows) or (depth > 1 and not _is_heading(sheet.rows[top + depth - 1])):
                break
            titles = _titles(sheet, top, depth)
            worth = _worth(titles)
            # Of equals the one with fewer lines, and the later: the title above is not part of it.
            if worth and (best is None or (worth, -depth) > (best[0], -best[1])):
                best = (worth, depth, Layout(sheet, titles, top, top + depth))
    return _whole(best[2]) if best else None


def _whole(layout: Layout) -> Layout:
    """With the lines of headings that say nothing new ("Nam", "Nữ" below "Ngày sinh"), behind a line that counts."""
    sheet, first = layout.sheet, layout.first
    names = [index for index, title in enumerate(layout.titles) if guess(title) == Field.NAME]
    while first < min(len(sheet.rows), layout.heading + DEEPEST):
        row = sheet.rows[first]
        texts = {column for column, cell in enumerate(row) if shown(cell)}
        if len(texts) < 2 or texts & set(names) or not _is_heading(row):
            break
        first += 1
    titles = _titles(sheet, layout.heading, first - layout.heading)
    return Layout(sheet, titles, layout.heading, _past_numbers(sheet, first))


def _worth(titles: Sequence[str]) -> int:
    """How many different fields are headed; 0 where there is no column of names. One long title is no heading."""
    fields = {found for title in titles if len(title) <= 80 and (found := guess(title))}
    apart = len({title for title in titles if title}) >= 2
    return len(fields) if Field.NAME in fields and apart else 0


def _is_heading(row: Row) -> bool:
    """Whether a line can be the second or third of the headings: short words, no number among them."""
    texts = [cell for cell in row if shown(cell)]
    return bool(texts) and all(
        isinstance(cell, str) and len(cell) <= 60 and not re.search(r"\d{3,}", cell) for cell in texts
    )


def _titles(sheet: Sheet, top: int, depth: int) -> list[str]:
    rows = [[shown(cell) for cell in row] for row in sheet.rows[top : top + depth]]
    width = max(len(row) for row in rows)
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    for first_row, first, last_row, last in sheet.merged:
        if top <= first_row and last_row < top + depth and 0 <= first < width:
            for row in range(first_row, last_row + 1):
                for column in range(first, min(last + 1, width)):
                    grid[row - top][column] = grid[first_row - top][first]
    if depth > 1 and not sheet.merged:
        _spread(grid)
    return [" ".join(dict.fromkeys(row[column] for row in grid if row[column])) for column in range(width)]


def _spread(grid: list[list[str]]) -> None:
    """Where merged cells are not told of (text files): an upper heading goes on over what has one below alone."""
    for upper, lower in pairwise(grid):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column] and lower[column - 1] and upper[column - 1]:
                upper[column] = upper[column - 1]


def _past_numbers(sheet: Sheet, row: int) -> int:
    """Behind a line that only counts the columns: "1 2 3", "(1) (2) (3)", "A B 1 2"."""
    if row < len(sheet.rows):
        texts = [text for cell in sheet.rows[row] if (text := shown(cell))]
        if len(texts) >= 2 and all(re.fullmatch(r"\(?(?:\d{1,2}|[A-Z])\)?", text) for text in texts):
            return row + 1
    return row


_SUM = re.compile(r"(?:tong cong|tong so|tong|cong)\b\s*(?:[:(\d]|$|so|nguoi|can bo)|tong cong")
_FOOT = re.compile(
    r"(?:nguoi lap|lap bieu|thu truong|giam doc|pho giam doc|ky ten|xac nhan|noi nhan|chu tich|nguoi tong hop|"
    r"can bo lap|t/?m\.|k/?t\.|t/?l\.|t/?uq\.|ghi chu|danh sach nay co|an dinh danh sach|"
    r".*\bngay\s.*\bthang\s.*\bnam\b)"
)
_ROMAN = re.compile(r"(?:[IVXLC]+|[A-Z])[.)]?")
_BLOCK = re.compile(r"\s*(?:[IVXLC]+|[A-Z]|\d{1,3})\s*[.)/-]\s*(?=\D)")
# With their marks: "Tổ" is no surname, "Tô" is one.
_UNIT = re.compile(
    r"(?:sở|phòng|ban|ubnd|ủy ban|uỷ ban|xã|phường|thị trấn|trung tâm|trường|văn phòng|chi cục|đội|thanh tra|hội|"
    r"đảng ủy|đảng uỷ|tỉnh|thành phố|bệnh viện|trạm|khối|tổ|liên đoàn|mặt trận|đoàn thể|đoàn thanh niên|cục|"
    r"viện|cơ quan|đơn vị|hđnd|kho bạc|thuế|công an)\b"
)


def lines(layout: Layout, fields: Sequence[Field | None]) -> Iterator[Line]:
    """All lines with something in them from the headings on, empty ones left out."""
    names = [index for index, one in enumerate(fields) if one == Field.NAME]
    counting = next((index for index, title in enumerate(layout.titles) if folded(title) in COUNTING), None)
    rows, unit, foot = _filled(layout), "", False
    heads = {fold(title) for title in layout.titles if title}
    for index in range(layout.first, len(rows)):
        texts = {column: text for column, cell in enumerate(rows[index]) if (text := shown(cell))}
        if not texts:
            continue
        kind = _kind(texts, names, counting, heads, fields)
        # Whoever has a number and a name is on the roster, whatever stood above.
        numbered = counting is not None and texts.get(counting, "").isdigit() and any(name in texts for name in names)
        foot = (foot or kind == Kind.FOOT) and not numbered
        kind = Kind.FOOT if foot else kind
        if kind == Kind.BLOCK:
            unit = _BLOCK.sub("", max(texts.values(), key=len)).rstrip(" :")
        yield Line(index + 1, kind, rows[index], unit)


def _kind(
    texts: dict[int, str],
    names: Sequence[int],
    counting: int | None,
    heads: set[str],
    fields: Sequence[Field | None],
) -> Kind:
    said = [text for column, text in sorted(texts.items()) if column != counting]
    number = texts.get(counting, "") if counting is not None else ""
    first = fold(said[0] if said else number)
    if _SUM.match(first) and not any(column in texts for column in names if column != min(texts)):
        return Kind.SUM
    if sum(not text[0].isdigit() and fold(text) in heads for text in said) >= 2:
        return Kind.HEADING
    mapped = {column for column in texts if column < len(fields) and fields[column]}
    alone = not mapped - set(names)
    if not number and len(said) <= 3 and _FOOT.match(first):
        return Kind.FOOT
    if len(said) <= 1 and alone and _names_a_unit(said[0] if said else number, number if said else ""):
        return Kind.BLOCK
    return Kind.PERSON


def _names_a_unit(text: str, number: str) -> bool:
    """Of a line with one text: "I | Sở Nội vụ", "II. Phòng Tổ chức", "Sở Y tế"; not "12 | Nguyễn Văn An"."""
    if number:
        return _ROMAN.fullmatch(number) is not None or _UNIT.match(text.lower()) is not None
    return (
        _BLOCK.match(text) is not None
        or _UNIT.match(text.lower()) is not None
        or re.fullmatch(r"[A-Z]?\d{2,}(?:\.\d+)*", text) is not None
    )


def _filled(layout: Layout) -> list[list[Cell]]:
    """What stands in a cell merged downwards stands in all of its lines."""
    rows = [list(row) for row in layout.sheet.rows]
    for top, first, bottom, last in layout.sheet.merged:
        if top >= layout.first and bottom > top and first == last and top < len(rows) and 0 <= first < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row.extend([""] * (first + 1 - len(row)))
                row[first] = row[first] or rows[top][first]
    return rows
