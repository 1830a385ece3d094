"""What a file is, by its bytes: no name and no browser is believed, and nothing hostile is unpacked."""

import io
import struct
import zipfile

import pytest

from learners.attempts import file_kinds
from learners.attempts.file_kinds import FileKind, kind_of
from tests.attempts.file_samples import HEIC, HTML, JPEG, MACRO_TYPE, PDF, PNG, SVG, WEBP, odt, package, word


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, FileKind.PDF),
        (JPEG, FileKind.JPEG),
        (PNG, FileKind.PNG),
        (WEBP, FileKind.WEBP),
        (HEIC, FileKind.HEIC),
        (word(), FileKind.WORD),
        (odt(), FileKind.ODT),
    ],
)
def test_what_is_taken_is_known_by_its_bytes(content: bytes, kind: FileKind) -> None:
    file = io.BytesIO(content)
    file.seek(5)
    assert kind_of(file) == kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PD",
        b"\n%PDF-1.7",
        HTML,
        SVG,
        b"MZ\x90\x00",
        b"GIF89a" + HTML,
        HEIC.replace(b"ftypheic", b"ftypisom"),
        package(("bai.txt", b"Xin")),
        word(says=MACRO_TYPE),
        word()[:-30],
        word()[:40],
        b"PK\x03\x04" + b"\x00" * 100,
        odt("application/vnd.oasis.opendocument.spreadsheet"),
        odt(method=zipfile.ZIP_DEFLATED),
        package(("a.txt", b"Xin"), ("mimetype", b"application/vnd.oasis.opendocument.text")),
    ],
)
def test_what_is_not_is_refused(content: bytes) -> None:
    assert kind_of(io.BytesIO(content)) is None


@pytest.mark.parametrize(("polyglot", "kind"), [(JPEG + word(), FileKind.JPEG), (PDF + HTML, FileKind.PDF)])
def test_what_is_two_things_is_what_it_begins_as(polyglot: bytes, kind: FileKind) -> None:
    assert kind_of(io.BytesIO(polyglot)) == kind


def test_a_document_that_would_fill_a_disk_is_none() -> None:
    bomb = word(("word/media/a.bin", b"\x00" * (file_kinds.MOST_UNPACKED + 1)))
    assert len(bomb) < 200_000
    assert kind_of(io.BytesIO(bomb)) is None


def test_its_own_word_about_itself_is_read_only_so_far() -> None:
    types = b" " * (file_kinds.MOST_UNPACKED // 2) + b'<Override ContentType="x"/>'
    assert kind_of(io.BytesIO(package(("[Content_Types].xml", types), ("word/document.xml", b"")))) is None


def test_a_list_of_too_many_parts_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    many = word(*((f"word/{number}.xml", b"") for number in range(file_kinds.MOST_PARTS)))
    assert kind_of(io.BytesIO(many)) is None
    monkeypatch.setattr(file_kinds, "MOST_DIRECTORY", 50)
    assert kind_of(io.BytesIO(word())) is None


def test_a_list_whose_size_stands_elsewhere_is_not_read() -> None:
    """ZIP64: its locator would send the reader to a list of any length."""
    plain = word()
    end = plain.rfind(b"PK\x05\x06")
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    assert kind_of(io.BytesIO(plain[:end] + locator + plain[end:])) is None
