"""Broken files end in a clear verdict or in a clean lesson, on the screen of whole ones; nothing is written."""

import base64
import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from content.media.models import CourseImage
from courses.catalogue.models import LessonPage, ModulePage
from courses.importing.container import OLE
from courses.importing.models import WaitingFile
from courses.importing.reading import read
from courses.importing.verdicts import Refused
from tests import factories
from tests.importing import files
from tests.importing.files import archive, document, docx, drawing, paragraph, relations

WHOLE = docx(paragraph("Đoạn văn."))
XXE = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + document(paragraph("&e;"))
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + document(paragraph("&b;"))


def with_part(name: str, content: str | bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as opened:
        return archive({**{found: opened.read(found) for found in opened.namelist()}, name: content})


def claiming(size: int) -> bytes:
    """The archive's directory says that the last part is ``size`` bytes long."""
    made = bytearray(WHOLE)
    entry = made.rindex(b"PK\x01\x02")
    made[entry + 24 : entry + 28] = struct.pack("<I", size)
    return bytes(made)


def locked() -> bytes:
    """Every entry says that it is encrypted."""
    made, entry = bytearray(WHOLE), WHOLE.find(b"PK\x01\x02")
    while entry != -1:
        made[entry + 8] |= 1
        entry = WHOLE.find(b"PK\x01\x02", entry + 4)
    return bytes(made)


def nested_xml(depth: int) -> bytes:
    return with_part("word/document.xml", document("<w:sdt>" * depth + "</w:sdt>" * depth))


FALSE_PICTURE = docx(
    paragraph("Đoạn văn."),
    paragraph(drawing("p", "Ảnh")),
    related=relations(("p", "image", "media/a.png")),
    a=b"<svg onload='alert(1)'/>",
)
REFUSED = {
    "empty": ("a.docx", b"", "Tệp trống"),
    "only spaces": ("a.md", b" \n\t\n", "Tệp trống"),
    "not a zip": ("a.docx", b"Xin chao, day khong phai Word." * 20, "không phải tệp Word"),
    "cut off": ("a.docx", WHOLE[: len(WHOLE) // 2], "không phải tệp Word"),
    "cut at the end": ("a.docx", WHOLE[:-30], "không phải tệp Word"),
    "damaged inside": ("a.docx", WHOLE[:60] + b"\xff" * 40 + WHOLE[100:], "hỏng"),
    "old word": ("a.doc", OLE + b"\0" * 600, "kiểu cũ"),
    "old word renamed": ("a.docx", OLE + b"WordDocument" + b"\0" * 600, "kiểu cũ"),
    "with a password": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "mật khẩu"),
    "locked entries": ("a.docx", locked(), "mật khẩu"),
    "macros": ("a.docx", with_part("word/vbaProject.bin", b"\0"), "macro"),
    "a bomb": ("a.docx", with_part("word/a.xml", b" " * (50 * 2**20)), "quá lớn"),
    "claims of 100 MB": ("a.docx", claiming(100 * 2**20), "quá lớn"),
    "very many entries": ("a.docx", archive({f"a{n}": "" for n in range(3000)}), "cấu trúc lạ"),
    "no document": ("a.docx", archive({"[Content_Types].xml": files.TYPES}), "không có phần văn bản"),
    "broken XML": ("a.docx", with_part("word/document.xml", document("<w:p>")), "“word/document.xml” của tệp bị hỏng"),
    "an external entity": ("a.docx", with_part("word/document.xml", XXE), "thực thể XML"),
    "entities of entities": ("a.docx", with_part("word/document.xml", LAUGHS), "thực thể XML"),
    "an entity in another part": ("a.docx", with_part("word/comments.xml", LAUGHS), "thực thể XML"),
    "nested too deep": ("a.docx", nested_xml(5000), "quá sâu"),
    "a link to nothing": (
        "a.docx",
        docx(paragraph(f'<w:hyperlink r:id="nothing">{files.run("a")}</w:hyperlink>')),
        "không khớp nhau",
    ),
    "letters of an old font": (
        "a.docx",
        docx(paragraph(files.run("TiÕng ViÖt", '<w:rFonts w:ascii=".VnTime"/>'))),
        "TCVN3",
    ),
    "no words": ("a.docx", docx(), "Không thấy nội dung"),
    "only a table without words": ("a.docx", docx(files.table(("", " "))), "Không thấy nội dung"),
    "not UTF-8": ("a.md", "Tiếng Việt".encode("cp1258", "replace") + b"\xff\xe1", "UTF-8"),
    "NUL": ("a.md", b"abc\0def", "NUL"),
    "10,000 quotes": ("a.md", b">" * 10_000 + b" a", "quá sâu"),
    "lists without end": ("a.md", "\n".join("  " * n + "- a" for n in range(60)).encode(), "quá sâu"),
    "too long": ("a.md", b"a b\n\n" * 60_000, "quá dài"),
    "a paragraph too long": ("a.md", b"![" * 20_000, "quá dài"),
    "front matter that is none": ("a.md", b"---\ntitle: [\n---\nabc", "không đọc được"),
    "front matter with other things": ("a.md", b"---\nauthor: a\n---\nabc", "không có mục 'author'"),
    "aliases in the front matter": ("a.md", b"---\na: &a [x]\ntitle: *a\n---\nabc", "không đọc được"),
    "only a script": ("a.md", b"<script>alert(1)</script>", "Không thấy nội dung"),
    "another kind": ("a.pdf", b"%PDF-1.7", "Chỉ nhận"),
}
READ = {
    "a script among words": ("a.md", b"Xin\n\n<script>alert(1)</script>\n\nhello <img src=x onerror=alert(1)>", "HTML"),
    "a picture that is none": ("a.docx", FALSE_PICTURE, "không phải ảnh"),
    "a picture outside": (
        "a.docx",
        docx(
            paragraph("Đoạn văn."),
            paragraph(drawing("p", how="link")),
            related=relations(("p", "image", "http://127.0.0.1:1/a.png")),
        ),
        "không được tải về",
    ),
    "a picture that is gone": (
        "a.docx",
        docx(paragraph("Đoạn văn."), paragraph(drawing("p")), related=relations(("p", "image", "media/b.png"))),
        "không còn trong tệp",
    ),
    "a broken picture in text": ("a.md", b"Xin\n\n![a](data:image/png;base64,AAAA)", "bị hỏng"),
}


@pytest.mark.parametrize(("name", "content", "verdict"), REFUSED.values(), ids=REFUSED.keys())
def test_a_broken_file_is_refused_with_what_to_do(name: str, content: bytes, verdict: str) -> None:
    with pytest.raises(Refused) as error:
        read(name, content)
    assert verdict in error.value.verdict


@pytest.mark.parametrize(("name", "content", "told"), READ.values(), ids=READ.keys())
def test_what_can_be_read_is_read_clean_and_told(name: str, content: bytes, told: str) -> None:
    reading = read(name, content)
    assert any(told in note.text for note in reading.notes), reading.notes
    assert [kind for kind, _value in reading.blocks] == ["text"]
    assert "script" not in str(reading.blocks)
    assert "onerror" not in str(reading.blocks)


def test_only_pictures_is_a_lesson_too() -> None:
    content = b"![Con meo](data:image/png;base64," + base64.b64encode(files.picture()) + b")"
    assert read("a.md", content).blocks == [("figure", {"picture": 0, "caption": ""})]


@pytest.mark.parametrize("text", ["[" * 20_000, "*a_ " * 5_000, "`a" * 10_000, "![" * 10_000, "<" * 20_000])
def test_text_made_to_be_slow_ends(text: str) -> None:
    assert read("a.md", text.encode()).blocks


def test_the_screen_says_the_verdict_and_keeps_nothing(db: None) -> None:
    browser = Client()
    browser.force_login(factories.editor("oanh"))
    factories.course()
    url = reverse("importing:choose", args=[ModulePage.objects.get().pk])
    before = LessonPage.objects.count()
    for name, content, verdict in REFUSED.values():
        answer = browser.post(url, {"file": SimpleUploadedFile(name, content)})
        assert (answer.status_code, verdict.replace("'", "&#x27;") in answer.content.decode()) == (200, True), verdict
    assert (LessonPage.objects.count(), CourseImage.objects.count(), WaitingFile.objects.count()) == (before, 0, 0)
