"""Zipped workbooks, looked at before anything unpacks them: which kind it is, and whether it may be read at all."""

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from mooc.foundation.spreadsheets import refusals
from mooc.foundation.spreadsheets.grid import Unreadable

# Once unpacked. An archive that says less than it holds is stopped by the limits of the process that reads it.
MOST_ENTRIES, MOST_UNPACKED = 2000, 160 * 2**20
_ENCRYPTED = 0x1


def kind_of(content: bytes) -> str:
    """ "xlsx", "xlsb" or "ods". Raises ``Unreadable``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise refusals.large()
            kind = _kind(names)
            if any(entry.flag_bits & _ENCRYPTED for entry in entries) or (kind == "ods" and _is_locked(archive)):
                raise refusals.locked()
    except Unreadable:
        raise
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError, zlib.error):
        raise refusals.broken() from None
    return kind


def _kind(names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        raise refusals.word()
    if "content.xml" in names:
        return "ods"
    if any(name.startswith("xl/") for name in names):
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    raise Unreadable(_("Trong tệp nén này không có bảng tính. Anh/chị giải nén rồi tải lên từng bảng tính."))


def _is_locked(archive: zipfile.ZipFile) -> bool:
    if "META-INF/manifest.xml" not in archive.namelist():
        return False
    with archive.open("META-INF/manifest.xml") as file:
        return b"encryption-data" in file.read(2**20)
