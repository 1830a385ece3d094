"""Files of rosters as offices have them, written here: every kind of spreadsheet, and what goes wrong with each."""

import csv
import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]
# (first row, first column, last row, last column), from 0.
Merges = Iterable[tuple[int, int, int, int]]
HEAD = ["STT", "Họ và tên", "Ngày sinh", "Mã cán bộ", "Điện thoại", "Đối tượng", "Chức vụ", "Đơn vị"]


def people(*told: tuple[Any, ...]) -> list[list[Any]]:
    """A plain roster: the heads, and a numbered line for each (name, born, code, phone, category, position, unit)."""
    return [HEAD, *([number, *cells] for number, cells in enumerate(told, start=1))]


def xlsx(rows: Rows, merges: Merges = (), sheets: dict[str, Rows] | None = None) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, table in {**(sheets or {}), "Danh sách": rows}.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(table):
                for column, cell in enumerate(cells):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
                    elif cell != "":
                        sheet.write(row, column, cell)
            if table is rows:
                for top, first, bottom, last in merges:
                    sheet.merge_range(top, first, bottom, last, rows[top][first])
    return stream.getvalue()


def csv_file(rows: Rows, encoding: str = "utf-8-sig", delimiter: str = ";") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def ods(rows: Rows) -> bytes:
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<table:table table:name="Danh sách">{lines}</table:table>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f"{body}</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def _ods_cell(cell: Any) -> str:
    if isinstance(cell, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    text = escape(str(cell))
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def xls(rows: Rows) -> bytes:
    """BIFF8 in an OLE container: what Excel 97 wrote, as little of it as a reader needs."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    sheet += b"".join(
        _biff_cell(row, column, cell) for row, cells in enumerate(rows) for column, cell in enumerate(cells)
    )
    sheet += _record(0x000A)
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    name = "Danh sách".encode("utf-16-le")
    size = len(begin) + 4 + 8 + len(name) + 4
    about = struct.pack("<IBBBB", size, 0, 0, len(name) // 2, 1) + name
    return ole(begin + _record(0x0085, about) + _record(0x000A) + sheet, "Workbook")


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff_cell(row: int, column: int, cell: Any) -> bytes:
    if cell == "":
        return b""
    if isinstance(cell, (int, float)):
        return _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    text = str(cell).encode("utf-16-le")
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)


def ole(stream: bytes, name: str) -> bytes:
    """One stream in sectors of 512 bytes, after the directory and the table of sectors."""
    data = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(data) // 512
    tables = 1
    while tables * 128 < sectors + tables + 1:
        tables += 1
    chain = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + [tables + 2 + number for number in range(sectors)]
    chain[-1] = 0xFFFFFFFE
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0,
                          0xFFFFFFFE, 0)  # fmt: skip
    header += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + _entry(name, 2, tables + 1, len(data))
    return header + struct.pack(f"<{len(chain)}I", *chain) + entries.ljust(512, b"\0") + data


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + links
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def locked() -> bytes:
    """As Office encrypts a workbook: an OLE file with this stream in it."""
    return ole(b"\1" * 5000, "EncryptedPackage")
