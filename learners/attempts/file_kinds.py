"""What a file handed in is by its bytes, whatever its name or the browser says of it.

PDF, Word (.docx) and ODT, and what phones photograph as. Nothing that a browser would run: no HTML, no SVG, no macros.
"""

import struct
import zipfile
import zlib
from typing import IO

from django.db.models import TextChoices

HEAD = 32


class FileKind(TextChoices):
    """The value is the extension of its file."""

    PDF = "pdf", "PDF"
    WORD = "docx", "Word"
    ODT = "odt", "ODT"
    JPEG = "jpg", "JPG"
    PNG = "png", "PNG"
    WEBP = "webp", "WebP"
    HEIC = "heic", "HEIC"

    @property
    def mime(self) -> str:
        return _MIMES[self]


ODT_MIME = "application/vnd.oasis.opendocument.text"
_WORD_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MIMES = {
    FileKind.PDF: "application/pdf",
    FileKind.WORD: _WORD_MIME,
    FileKind.ODT: ODT_MIME,
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.HEIC: "image/heic",
}
# Other endings that a file of the kind goes by.
ENDINGS = {FileKind.JPEG: (".jpg", ".jpeg"), FileKind.HEIC: (".heic", ".heif")}
# For the file field of a page: with pictures among them a phone offers its camera.
ACCEPT = "image/*,.heic,.heif,.pdf,.docx,.odt"
# Brands of ISO 14496-12 files that hold a picture coded as HEVC.
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
# A document of some hundred pages with its pictures stays below; unpacked, what is beyond it is an attack.
MOST_PARTS, MOST_UNPACKED, MOST_DIRECTORY = 2000, 100 * 2**20, 300_000
_MANIFEST, _WORD_PART, _MIMETYPE = "[Content_Types].xml", "word/document.xml", b"mimetype"
# APPNOTE.TXT 6.3.9 (PKWARE), 4.3.16 and 4.3.15.
_END, _END_SIZE, _LOCATOR, _LONGEST_COMMENT = b"PK\x05\x06", 22, b"PK\x06\x07", 0xFFFF


def kind_of(file: IO[bytes]) -> FileKind | None:
    """None for anything else; the file is read from its beginning, and left there."""
    file.seek(0)
    head = file.read(HEAD)
    try:
        return _packed(file) if head.startswith(b"PK\x03\x04") else _plain(head)
    finally:
        file.seek(0)


def _plain(head: bytes) -> FileKind | None:
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    return FileKind.HEIC if head[4:8] == b"ftyp" and head[8:12] in _HEIC else None


def _packed(file: IO[bytes]) -> FileKind | None:
    """By its parts: of a package only the list of them and its own word about itself are ever unpacked."""
    if not _directory_is_short(file):
        return None
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                return None
            names = {part.filename for part in parts}
            if _MANIFEST in names and _WORD_PART in names:
                # A document with macros says another type of itself.
                return FileKind.WORD if f'"{_WORD_MIME}.main+xml"' in _start_of(package, _MANIFEST) else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        return None
    return FileKind.ODT if _says_odt(file) else None


def _directory_is_short(file: IO[bytes]) -> bool:
    """Whether the list of parts is short enough to be read; it stands at the end, and says its own size."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE or _LOCATOR in tail:
        return False
    (directory,) = struct.unpack_from("<L", tail, place + 12)
    return bool(directory <= MOST_DIRECTORY)


def _start_of(package: zipfile.ZipFile, name: str) -> str:
    with package.open(name) as part:
        return part.read(64 * 1024).decode("utf-8", "replace")


def _says_odt(file: IO[bytes]) -> bool:
    """OpenDocument 1.3, part 2, 3.3: the first part is its media type, stored as it is."""
    file.seek(0)
    head = file.read(30 + len(_MIMETYPE) + len(ODT_MIME))
    name_length, extra_length = struct.unpack_from("<HH", head, 26)
    stored = struct.unpack_from("<H", head, 8)[0] == 0
    says = head[30:] == _MIMETYPE + ODT_MIME.encode()
    return bool(stored and says and (name_length, extra_length) == (len(_MIMETYPE), 0))
