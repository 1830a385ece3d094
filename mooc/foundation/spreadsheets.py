"""Reading a spreadsheet as people have it (XLSX, XLS, ODS, CSV) into lines of text cells, within bounds.

What a cell means is the caller's: nothing is guessed here but the encoding and the separator of a CSV file. A cell
that the file itself calls a date comes as ``2026-03-04`` (with ``T07:30:00`` where it has an hour), so that it is never
taken for a date somebody typed; a whole number without decimals (``1234``), another one with a point (``3.74``).
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

# Lines with something in them, columns, characters in a cell, megabytes a file unpacks to.
MOST_LINES, MOST_COLUMNS, MOST_CHARACTERS, MOST_MEGABYTES = 60_000, 104, 2_000, 200
SEPARATORS = ";,\t|"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Tables are read whole and dense: one stray cell far away would be a billion empty ones.
_FAR_CELL = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^>]*?\br=["'](?:[A-Z]{3,}\d+|[D-Z][A-Z]\d+|[A-Z]*\d{6,})["']""")
_REPEATED = re.compile(
    rb'<table:table-cell[^>]*number-columns-repeated="\d{4,}"[^>]*(?<!/)>'
    rb'|<table:table-row[^>]*number-rows-repeated="\d{4,}"[^>]*(?<!/)>'
    rb"(?!\s*(?:<table:(?:covered-)?table-cell[^>]*/>\s*)*</table:table-row>)"
)


class Unreadable(ValueError):
    """The message says why, and what to do, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it: its sheet ("" in CSV), its number there (from 1), its cells without empty ends."""

    sheet: str
    number: int
    cells: tuple[str, ...]


def read_lines(content: bytes, *, most_lines: int = MOST_LINES) -> list[Line]:
    """Every line of every visible sheet, in order. Raises ``Unreadable``."""
    lines = list(islice(_lines(content), most_lines + 1))
    if len(lines) > most_lines:
        raise Unreadable(_("Tệp có hơn %d dòng. Anh/chị hãy chia thành nhiều tệp nhỏ hơn.") % most_lines)
    if not lines:
        raise Unreadable(_("Tệp không có dòng nào có chữ."))
    return lines


def _lines(content: bytes) -> Iterator[Line]:
    if content.startswith(_ZIP):
        _refuse_bombs(content)
        yield from _workbook(content)
    elif content.startswith(_OLE):
        yield from _workbook(content)
    else:
        yield from _text(content)


def _workbook(content: bytes) -> Iterator[Line]:
    # Loaded for the one file in a while, not at every start.
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for meta in book.sheets_metadata:
                if meta.typ != calamine.SheetTypeEnum.WorkSheet or meta.visible != calamine.SheetVisibleEnum.Visible:
                    continue
                rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                yield from _numbered(meta.name, rows)
    except calamine.PasswordError as error:
        raise Unreadable(_("Tệp có mật khẩu. Anh/chị hãy bỏ mật khẩu rồi tải lên lại.")) from error
    except calamine.CalamineError as error:
        raise Unreadable(_("Không đọc được tệp. Hãy mở tệp, lưu lại thành XLSX hoặc CSV rồi tải lên lại.")) from error


def _numbered(sheet: str, rows: Iterable[Iterable[Any]]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        cells = [_cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(_("Dòng %(number)d có hơn %(most)d cột.") % {"number": number, "most": MOST_COLUMNS})
        if cells:
            yield Line(sheet, number, tuple(cells))


def _cell(value: Any) -> str:
    if isinstance(value, str):
        # The database takes no NUL; a non-breaking space is a space.
        return value.replace("\0", "").replace("\u00a0", " ").strip()[:MOST_CHARACTERS]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value.isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_MEGABYTES * 2**20:
                raise Unreadable(_("Tệp giải nén ra quá lớn."))
            for entry in entries:
                far = _far_pattern(entry.filename)
                if far and far.search(archive.read(entry)):
                    raise Unreadable(
                        _("Tệp có ô nằm quá xa (ngoài %d cột hoặc 99.999 dòng). Hãy xóa các ô thừa rồi lưu lại.")
                        % MOST_COLUMNS
                    )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(_("Tệp bị hỏng hoặc có mật khẩu. Hãy mở tệp, lưu lại thành XLSX rồi tải lên lại.")) from error


def _far_pattern(name: str) -> re.Pattern[bytes] | None:
    if name == "content.xml":
        return _REPEATED
    return _FAR_CELL if "worksheets/" in name and name.endswith(".xml") else None


def _text(content: bytes) -> Iterator[Line]:
    text = _decoded(content)
    if "\0" in text:
        raise Unreadable(_("Đây không phải là tệp XLSX, XLS, ODS hay CSV."))
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<?xml", "<table", "<meta")):
        raise Unreadable(_("Đây là một trang web được đặt đuôi bảng tính. Hãy mở tệp rồi lưu lại thành XLSX."))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        yield from _numbered("", rows)
    except csv.Error as error:
        raise Unreadable(_("Không đọc được dòng %d của tệp CSV.") % rows.line_num) from error


def _decoded(content: bytes) -> str:
    """UTF-16 says so itself; what is not UTF-8 comes as Windows-1252, as which old Vietnamese fonts are stored."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _separator(text: str) -> str:
    """The one that cuts most of the first lines into the same number of cells; the semicolon where none cuts."""
    first = [line for line in text.splitlines()[:50] if line.strip()]

    def regularity(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in first]
        most = max((count for count in counts if count), key=counts.count, default=0)
        return (counts.count(most) if most else 0, most)

    return max(SEPARATORS, key=regularity)
