"""Opening the file somebody has: a spreadsheet of any kind, or a text file of columns.

What it is called does not matter, what it begins with does: an .xls renamed .xlsx is read as what it is.
"""

from django.utils.translation import gettext as _

from mooc.foundation.spreadsheets import archives, refusals
from mooc.foundation.spreadsheets.apart import sheets_of
from mooc.foundation.spreadsheets.columns_of_text import read_text
from mooc.foundation.spreadsheets.grid import Book, Unreadable

LARGEST = 5 * 2**20
# Of processor time: in the worker, and while somebody waits for the page.
SECONDS, WHILE_WAITING = 40, 12
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
# Names of streams in an OLE file are UTF-16.
_LOCKED, _WORD = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")


def open_book(content: bytes, *, seconds: int = SECONDS) -> Book:
    """``seconds`` of processor time at most. Raises ``Unreadable``."""
    if not content.strip(b"\x00\r\n\t "):
        raise refusals.empty()
    if len(content) > LARGEST:
        raise Unreadable(_("Tệp lớn hơn %d MB. Anh/chị chia thành nhiều tệp nhỏ hơn.") % (LARGEST // 2**20))
    if content.startswith(ZIP):
        return _workbook(content, archives.kind_of(content), seconds)
    if content.startswith(OLE):
        return _workbook(content, _ole(content), seconds)
    if content.startswith(_OTHERS):
        raise refusals.other()
    if content[:600].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_PAGES):
        told = _(
            "Tệp này là trang web lưu dưới tên bảng tính. Anh/chị mở bằng Excel, chọn Lưu thành .xlsx rồi tải lên."
        )
        raise Unreadable(told)
    return read_text(content)


def _ole(content: bytes) -> str:
    if _LOCKED in content:
        raise refusals.locked()
    if _WORD in content:
        raise refusals.word()
    return "xls"


def _workbook(content: bytes, kind: str, seconds: int) -> Book:
    sheets = sheets_of(content, seconds=seconds)
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable(_("Bảng tính không có dòng nào. Anh/chị kiểm tra bảng có nằm ở trang bị ẩn không."))
    return Book(kind, sheets)
