"""Files as learners hand them in, good and hostile; an assessment whose second question takes files."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit, UnitKind
from courses.editions.queries import latest
from courses.questions.actions import save_version
from courses.questions.models import Question, QuestionKind
from learners.attempts.actions import open_attempt
from learners.attempts.models import Attempt
from learners.enrolment.models import Enrolment
from tests import factories
from tests.factories import at
from tests.questions.samples import data_of

SINGLE, ESSAY = range(2)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 40 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
WEBP = b"RIFF\x2c\x00\x00\x00WEBPVP8 " + b"\x00" * 20
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 40
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def package(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts:
            # Of one day whenever it is made: tests are named by what they are given.
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return made.getvalue()


def word(*more: tuple[str, bytes], says: str = WORD_TYPE) -> bytes:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{says}"/></Types>'
    return package(("[Content_Types].xml", types.encode()), ("word/document.xml", b"<w:document/>"), *more)


def odt(says: str = ODT_TYPE, method: int = zipfile.ZIP_STORED) -> bytes:
    return package(("mimetype", says.encode()), ("content.xml", b"<office:document-content/>"), method=method)


def sent(content: bytes = PDF, name: str = "bai.pdf", claims: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=claims)


def essay(files: str = "optional", prompt: str = "Anh/chị làm gì?") -> Question:
    made = Question.objects.create(kind=QuestionKind.ESSAY)
    data = {**data_of(QuestionKind.ESSAY), **({"files": files} if files else {})}
    save_version(question=made, prompt=prompt, data=data, explanation="", acting_user=None)
    return made


def taking_files(course: CoursePage, files: str = "optional", **simple: Any) -> EditionUnit:
    edition = latest(course.translation_key)
    assert edition
    unit = edition.units.get(kind=UnitKind.ASSESSMENT)
    versions = [factories.question("Câu đầu?").current_id, essay(files).current_id]
    unit.rules = factories.rules_asking(versions, shuffle=False, **simple)
    unit.save()
    return unit


def opened(enrolment: Enrolment, unit: EditionUnit, day: float = 3) -> Attempt:
    return open_attempt(enrolment=enrolment, unit=unit, at=at(day))
