"""Spreadsheets of every kind come as the same lines; what cannot be read says why."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from mooc.foundation.spreadsheets.grid import Unreadable
from mooc.foundation.spreadsheets.lines import Line, read_lines
from tests.foundation.legacy_typing import to_tcvn3, to_vni

LINES = [("Mã", "Họ tên"), ("007", "Trần Thị Lan")]


def xlsx(rows, *, at=(1, 1), title="Danh sách", hidden=()):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            sheet.cell(at[0] + down, at[1] + right, value)
    for name in hidden:
        other = book.create_sheet(name)
        other.append(["ẩn"])
        other.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(table):
    """The least of an OpenDocument spreadsheet; ``table`` is the XML of its rows."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="A">{table}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return stream.getvalue()


def row(cells, repeated=1):
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def cell(text, repeated=1):
    inner = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell table:number-columns-repeated="{repeated}"' + (
        f' office:value-type="string">{inner}</table:table-cell>' if text else "/>"
    )


def cells(content):
    return [line.cells for line in read_lines(content)]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_every_dress(separator, encoding):
    text = "\r\n".join(separator.join(row) for row in LINES)
    assert cells(text.encode(encoding)) == LINES


def test_xlsx_with_numbers_dates_and_places():
    rows = [
        ["Mã", "Ngày", "Giờ", "Số"],
        ["007", dt.date(2026, 3, 4), dt.datetime(2026, 3, 4, 7, 30), 3.74],
        [12, "", "", 5.0],
    ]
    lines = read_lines(xlsx(rows, at=(3, 2), hidden=["Cũ"]))
    assert lines[0] == Line("Danh sách", 3, ("", "Mã", "Ngày", "Giờ", "Số"))
    assert lines[1].cells == ("", "007", "2026-03-04", "2026-03-04", "3.74")
    assert lines[2] == Line("Danh sách", 5, ("", "12", "", "", "5"))
    assert len(lines) == 3


def test_an_opendocument_sheet_with_its_long_empty_tail():
    assert cells(ods(row(cell("Lan")) + row(cell("", 16384), 1048575))) == [("Lan",)]


def test_what_was_typed_for_an_old_font_comes_in_unicode():
    typed = to_tcvn3("Tên;Trần Thị Lan\r\nA;B")
    assert cells(typed.encode("latin-1")) == [("Tên", "Trần Thị Lan"), ("A", "B")]
    [line, _other] = read_lines(xlsx([[to_vni("Nguyễn Văn Đức")], ["x"]]))
    assert line.cells == ("Nguyễn Văn Đức",)


def far(sheet):
    """A line on the left edge, and one cell 800 columns away in the third line."""
    return xlsx([["x"], [], ["", *[""] * 799, "y"]], title=sheet)


def test_what_is_no_spreadsheet_says_so():
    whole = xlsx(LINES)
    broken = {
        "trang web": b"<html><table><tr><td>x</td></tr></table></html>",
        "không có dòng": b"\r\n;;\r\n",
        "bị hỏng": whole[: len(whole) // 2],
        "không phải": b"a\0b;c\0d",
        "Trang “Danh sách”, dòng 1 có ô ở ngoài 120 cột": xlsx([["x"]], at=(1, 800)),
        "Trang “Xã A”, dòng 3 có ô ở ngoài 120 cột": far("Xã A"),
        "nhiều nhất 50000 dòng": xlsx([["x"]], at=(200_000, 1)),
        "Trang “A”, dòng 1 có ô ở ngoài": ods(row(cell("x", 16384))),
        "nhiều nhất 50000 dòng ": ods(row(cell("x"), 1048575)),
        "bị hỏng ": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "Dòng 1 có hơn 120 cột": (";".join("x" * 200)).encode(),
        "chỉ có một cột": b"Lan\r\nHoa\r\n",
    }
    for words, content in broken.items():
        with pytest.raises(Unreadable, match=words.strip()):
            read_lines(content)
    with pytest.raises(Unreadable, match="hơn 1 dòng"):
        read_lines(whole, most_lines=1)
