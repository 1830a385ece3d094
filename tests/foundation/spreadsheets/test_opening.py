"""Whatever a file is called, it is opened as what it is, or refused in words that say what to do."""

import datetime as dt

import pytest

from mooc.foundation.legacy_fonts import Font
from mooc.foundation.spreadsheets import apart
from mooc.foundation.spreadsheets.columns_of_text import decode
from mooc.foundation.spreadsheets.fonts import to_unicode
from mooc.foundation.spreadsheets.grid import Unreadable
from mooc.foundation.spreadsheets.opening import open_book
from tests.foundation.legacy_typing import to_tcvn3, to_vni
from tests.foundation.spreadsheets import files, refused

ROWS = files.people(
    ("Nguyễn Thị Lan", "05/07/1985", "00123", "0912345678", "Công chức", "Chuyên viên", "Sở Y tế"),
    ("Trần Văn Đức", 1990, 3740, "", "Viên chức", "", "Sở Y tế"),
)


@pytest.mark.parametrize(
    ("kind", "content"),
    [("xlsx", files.xlsx(ROWS)), ("xls", files.xls(ROWS)), ("ods", files.ods(ROWS)), ("csv", files.csv_file(ROWS))],
)
def test_every_kind_gives_the_same_rows(kind: str, content: bytes) -> None:
    book = open_book(content)
    assert book.kind == kind
    told = [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in book.sheets[0].rows]
    assert told[0] == files.HEAD
    assert told[1] == [
        "1",
        "Nguyễn Thị Lan",
        "05/07/1985",
        "00123",
        "0912345678",
        "Công chức",
        "Chuyên viên",
        "Sở Y tế",
    ]
    assert told[2] == ["2", "Trần Văn Đức", "1990", "3740", "", "Viên chức", "", "Sở Y tế"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_text_in_every_encoding_and_with_every_separator(encoding: str, delimiter: str) -> None:
    book = open_book(files.csv_file(ROWS, encoding, delimiter))
    assert book.sheets[0].rows[1][1] == "Nguyễn Thị Lan"


def test_text_in_windows_1258_has_its_tones_beside_the_letters() -> None:
    # As Windows writes them: the tone after its vowel, the others composed.
    text = "H\u1ecd v\u00e0 t\u00ean;Ma\u0303\r\nTr\u00e2\u0300n Thi\u0323 Hu\u00ea\u0301;1\r\n"
    content = text.replace("\u1ecd", "o\u0323").encode("cp1258")
    _told, encoding = decode(content)
    assert encoding == "Windows-1258"
    book = open_book(content)
    to_unicode(book)
    assert book.sheets[0].rows[1][0] == "Trần Thị Huế"


@pytest.mark.parametrize(("font", "typed"), [(Font.TCVN3, to_tcvn3), (Font.VNI, to_vni)])
def test_old_fonts_in_any_file_are_rewritten_and_told(font: Font, typed: object) -> None:
    assert callable(typed)
    rows = [[typed(cell) if isinstance(cell, str) else cell for cell in row] for row in ROWS]
    for content in (files.xlsx(rows), files.csv_file(rows, "latin-1")):
        book = open_book(content)
        told = to_unicode(book)[book.sheets[0].name]
        assert list(book.sheets[0].rows[0]) == files.HEAD
        assert book.sheets[0].rows[1][1] == "Nguyễn Thị Lan"
        assert told[2][1] == font


def test_days_come_as_days() -> None:
    book = open_book(files.xlsx([["Họ và tên", "Ngày sinh"], ["Lan", dt.date(1985, 7, 5)]]))
    assert book.sheets[0].rows[1][1] == dt.date(1985, 7, 5)


def test_what_no_database_keeps_is_left_out() -> None:
    assert apart._cell("La\x00n") == "Lan"
    assert apart._cell("Lan \ud800 ế") == "Lan ? ế"


def test_hidden_sheets_are_not_read_and_lines_keep_their_numbers() -> None:
    rows = [[], [], ["", "", "Họ và tên"], ["", "", "Lan"]]
    book = open_book(files.xlsx(rows))
    assert list(book.sheets[0].rows[2]) == ["Họ và tên"]


@pytest.mark.parametrize(("content", "why"), refused.ALL.values(), ids=refused.ALL)
def test_what_cannot_be_read_says_why(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        open_book(content)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_that_was_cut_anywhere_is_broken_or_whole(kind: str) -> None:
    content: bytes = getattr(files, kind)(ROWS)
    whole = [list(row) for row in open_book(content).sheets[0].rows]
    for place in range(8, len(content), len(content) // 12):
        read = rows_or_why(content[:place])
        assert "Anh/chị" in read if isinstance(read, str) else read == whole[: len(read)]


def rows_or_why(content: bytes) -> list[list[object]] | str:
    try:
        return [list(row) for row in open_book(content).sheets[0].rows]
    except Unreadable as error:
        return str(error)
