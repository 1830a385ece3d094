"""Files no importer can read, each with words of why; made here, for every room that takes spreadsheets."""

import io
import struct
import zipfile

from tests.foundation.spreadsheets import files

ROWS = [["Họ và tên", "Mã cán bộ"], ["Nguyễn Thị Lan", 1]]
WHOLE = files.xlsx(ROWS)


def _zip(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def _changed(name: str, old: str, new: str) -> bytes:
    """The whole workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        entries = {entry: archive.read(entry) for entry in archive.namelist()}
    entries[name] = entries[name].decode().replace(old, new).encode()
    return _zip(entries)


def _far() -> bytes:
    """Two cells at the ends of the sheet: seventeen billion between them."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return _changed("xl/worksheets/sheet1.xml", "</sheetData>", far)


def _wide() -> bytes:
    """Fewer lines than are read, and more cells than there is memory for."""
    far = '<row r="49000"><c r="XFD49000"><v>1</v></c></row></sheetData>'
    return _changed("xl/worksheets/sheet1.xml", "</sheetData>", far)


def _long() -> bytes:
    """One long text that every cell says again."""
    return files.xlsx([["x" * 30_000] * 20] * 60)


def _lying() -> bytes:
    """A bomb whose directory says that it is small."""
    size = 165 * 2**20
    content = bytearray(_zip({"xl/workbook.xml": b" " * size}))
    place = content.index(struct.pack("<I", size))
    while place >= 0:
        content[place : place + 4] = struct.pack("<I", 1000)
        place = content.find(struct.pack("<I", size))
    return bytes(content)


def _locked_ods() -> bytes:
    return _zip({"content.xml": b"\x00" * 90, "META-INF/manifest.xml": b"<manifest:encryption-data/>"})


def _locked_zip() -> bytes:
    """Every entry says that it is encrypted."""
    content = bytearray(WHOLE)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


WORKBOOKS: dict[str, tuple[bytes, str]] = {
    "half a workbook": (WHOLE[: len(WHOLE) // 2], "tệp bị hỏng"),
    "hardly begun": (b"PK\x03\x04 but no more", "tệp bị hỏng"),
    "without its sheet": (_changed("xl/worksheets/sheet1.xml", "<sheetData>", "<sheet"), "tệp bị hỏng"),
    "half an old workbook": (files.xls(ROWS)[:900], "tệp bị hỏng"),
    "an old workbook of nothing": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "tệp bị hỏng"),
    "an ods of nothing": (_zip({"content.xml": b"<office"}), "tệp bị hỏng"),
    "locked": (files.locked(), "có mật khẩu"),
    "locked ods": (_locked_ods(), "có mật khẩu"),
    "locked archive": (_locked_zip(), "có mật khẩu"),
    "two far cells": (_far(), "ô thừa ở rất xa"),
    "more cells than memory": (_wide(), "ô thừa ở rất xa"),
    "one text a thousand times": (_long(), "Bảng tính quá lớn"),
    "bomb": (_zip({"xl/workbook.xml": b"0" * (170 * 2**20)}), "Bảng tính quá lớn"),
    "bomb that lies": (_lying(), "Bảng tính quá lớn|tệp bị hỏng"),
    "hundreds of sheets": (files.xlsx(ROWS, sheets={f"Xã {number}": ROWS for number in range(100)}), "hơn 100 trang"),
    "word": (_zip({"word/document.xml": b"<w/>"}), "tệp Word"),
    "old word": (files.ole(b"\1" * 5000, "WordDocument"), "tệp Word"),
    "an archive of something else": (_zip({"anh.png": b"x"}), "không có bảng tính"),
    "no line": (files.xlsx([[]]), "không có dòng nào"),
}
OTHERS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "Tệp trống"),
    "nothing but zeros": (b"\0" * 40, "Tệp trống"),
    "too many bytes": (b"x" * (6 * 2**20), "lớn hơn 5 MB"),
    "pdf": (b"%PDF-1.7 ...", "không phải bảng tính"),
    "rich text": (b"{\\rtf1 Ho ten}", "không phải bảng tính"),
    "web page": (b"<html><table><tr><td>Ho ten</td></tr></table></html>", "trang web"),
    "one column": (b"Ho ten\nLan\nHoa\n", "chỉ có một cột"),
    "an open quote": (b'Ho ten;Ma\n"Lan;1\n' + b"Hoa;2\n" * 2000, "Từ dòng 2 có dấu nháy kép"),
    "too many lines": (b"a;b\n" * 50_001, "quá nhiều dòng"),
}
ALL = {**WORKBOOKS, **OTHERS}
