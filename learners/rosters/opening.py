"""Opening the file an officer has: a spreadsheet of any kind, or a text file of columns.

What it is called does not matter, what it begins with does: an .xls renamed .xlsx is read as what it is.
"""

import datetime as dt
import io
import json
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from learners.rosters import sheet_reader
from learners.rosters.columns_of_text import read_text
from learners.rosters.grid import Book, Cell, Sheet, Unreadable

LARGEST = 5 * 2**20
MEMORY_MB, CPU_SECONDS = 320, 40
# Of a zipped workbook, once unpacked.
MOST_ENTRIES, MOST_UNPACKED = 2000, 160 * 2**20
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
# Names of streams in an OLE file are UTF-16.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def open_book(content: bytes) -> Book:
    """Raises ``Unreadable``."""
    if not content.strip(b"\x00\r\n\t "):
        raise Unreadable(_("Tệp trống. Anh/chị kiểm tra đã lưu nội dung chưa rồi tải lên lại."))
    if len(content) > LARGEST:
        raise Unreadable(_("Tệp lớn hơn %d MB. Anh/chị chia thành nhiều tệp, mỗi tệp một đơn vị.") % (LARGEST // 2**20))
    if content.startswith(_ZIP):
        return _workbook(content, _zipped(content))
    if content.startswith(_OLE):
        if _LOCKED in content:
            raise Unreadable(_password())
        return _workbook(content, "xls")
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Unreadable(_("Đây không phải bảng tính. Anh/chị tải lên tệp .xlsx, .xls, .ods hoặc .csv."))
    start = content[:600].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")):
        told = _(
            "Tệp này là trang web lưu dưới tên bảng tính. Anh/chị mở bằng Excel, chọn Lưu thành .xlsx rồi tải lên."
        )
        raise Unreadable(told)
    return read_text(content)


def _password() -> str:
    return _("Tệp có mật khẩu. Anh/chị mở tệp, bỏ mật khẩu, lưu lại rồi tải lên.")


def _broken() -> str:
    return _("Không đọc được bảng tính: tệp bị hỏng. Anh/chị mở bằng Excel, lưu lại kiểu .xlsx rồi thử lần nữa.")


def _large() -> str:
    text = _(
        "Bảng tính quá lớn: nhiều nhất %(rows)d dòng một tệp. Nếu danh sách ngắn hơn, có thể còn ô thừa ở rất xa bên "
        "dưới hoặc bên phải: anh/chị chép riêng phần danh sách sang tệp mới rồi tải lên."
    )
    return text % {"rows": sheet_reader.MOST_ROWS}


def _zipped(content: bytes) -> str:
    """ "xlsx", "ods" or "xlsb"."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise Unreadable(_large())
            kind = _kind(names)
            if kind == "ods" and "META-INF/manifest.xml" in names and _is_locked(archive):
                raise Unreadable(_password())
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        raise Unreadable(_broken()) from None
    return kind


def _kind(names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        told = _("Đây là tệp Word. Anh/chị chép bảng sang Excel, lưu kiểu .xlsx rồi tải lên.")
        raise Unreadable(told)
    if "content.xml" in names:
        return "ods"
    if any(name.startswith("xl/") for name in names):
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    raise Unreadable(_("Trong tệp nén này không có bảng tính. Anh/chị giải nén rồi tải lên từng bảng tính."))


def _is_locked(archive: zipfile.ZipFile) -> bool:
    with archive.open("META-INF/manifest.xml") as file:
        return b"encryption-data" in file.read(2**20)


def _workbook(content: bytes, kind: str) -> Book:
    with tempfile.NamedTemporaryFile(suffix=f".{kind}") as file:
        file.write(content)
        file.flush()
        sheets = list(_sheets(file.name))
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable(_("Bảng tính không có dòng nào. Anh/chị kiểm tra danh sách có nằm ở trang bị ẩn không."))
    return Book(kind, sheets)


def _sheets(path: str) -> Iterator[Sheet]:
    script = Path(sheet_reader.__file__)
    command = [sys.executable, "-E", str(script), path, str(MEMORY_MB), str(CPU_SECONDS)]
    # No shell, nothing of the officer's on the command line.
    child = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield from _told(child.stdout)
    finally:
        child.kill()
        code = child.wait()
        if child.stdout:
            child.stdout.close()
    # Ended by its own limits: memory (aborted) or time.
    if code < 0 and code != -signal.SIGKILL:
        raise Unreadable(_large())


def _told(stream: IO[bytes] | None) -> Iterator[Sheet]:
    sheet: Sheet | None = None
    left = 0
    for line in stream or ():
        told = json.loads(line)
        if isinstance(told, list):
            if sheet is not None:
                sheet.rows.append([_cell(cell) for cell in told])
            continue
        if "error" in told:
            raise Unreadable({"large": _large, "password": _password}.get(told["error"], _broken)())
        if sheet is not None:
            yield sheet
        left = told["left"]
        merged = [(top, first - left, bottom, last - left) for top, first, bottom, last in told["merged"]]
        sheet = Sheet(told["sheet"], merged=merged)
    if sheet is not None:
        yield sheet


def _cell(told: Any) -> Cell:
    if isinstance(told, dict):
        return dt.date.fromisoformat(told["d"])
    if isinstance(told, str):
        # What no database keeps: half a character, and the character that is none.
        return (
            told.replace("\x00", "") if told.isascii() else told.encode("utf-8", "replace").decode().replace("\x00", "")
        )
    cell: Cell = "" if told is None else told
    return cell
