"""The paper holds what the certificate says, whatever people are called, on one page, with the QR that verifies it."""

import datetime as dt
import io
import json
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
import typst
from django.test import Client
from django.urls import reverse
from PIL import Image

from courses.catalogue.models import CoursePage
from learners.certificates import printing
from learners.certificates.models import Certificate
from learners.people.models import Account
from tests.certificates import world

HOSTILE = ['#panic("x")', "*Lan*", '"Lan"', "\\Lan\\", "$x$ _y_ `z` <a> @b //c", "] ) } #]", "=Lan\n= Lan", "<svg/>"]


def certificate(**changes: object) -> Certificate:
    held = {
        "id": uuid.UUID(int=1),
        "code": "CFGHJKMNPRTW",
        "number": "0001/2026/GCN-DHS",
        "full_name": "Nguyễn Thị Ngọc Ánh",
        "course_title": "Kỹ năng số cơ bản",
        "course_hours": Decimal("1.5"),
        "issuer_name": "Sở Khoa học và Công nghệ",
        "completed_on": dt.date(2026, 11, 5),
        "issued_on": dt.date(2026, 11, 25),
    }
    return Certificate(**{**held, **changes})


def image(held: Certificate) -> Image.Image:
    page, data = printing.page_and_data(held)
    png = typst.compile(page, format="png", ppi=300, sys_inputs=data, ignore_system_fonts=True)
    return Image.open(io.BytesIO(png)).convert("L")


def test_the_paper_is_an_archival_accessible_pdf_and_always_the_same() -> None:
    paper = printing.as_pdf(certificate())
    assert paper.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in paper
    assert b"pdfuaid:part" in paper
    assert printing.as_pdf(certificate()) == paper


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_data_never_markup(name: str) -> None:
    assert printing.as_pdf(certificate(full_name=name, course_title=name, issuer_name=name)).startswith(b"%PDF")


def test_the_longest_words_stay_on_one_page() -> None:
    longest = certificate(full_name="Nguyễn Thị " * 18, course_title="Kỹ năng số " * 23, issuer_name="Sở Y tế " * 25)
    page, data = printing.page_and_data(longest)
    found = typst.compile(page, format="svg", sys_inputs=data, ignore_system_fonts=True)
    assert isinstance(found, bytes)  # several pages would be a list


def test_the_qr_code_on_the_paper_is_the_one_of_the_address() -> None:
    """Read back module by module from the printed page: no decoder is needed to compare it with the encoder's."""
    held = certificate()
    matrix = printing.qr_code(held.code).matrix
    picture = image(held)
    scale = 300 / 25.4
    side = 36 * scale  # printed 36 mm wide, with a quiet zone of two modules
    left, top = 28 * scale, picture.height - 19 * scale - side
    module = side / (len(matrix) + 4)
    read = [
        [picture.getpixel((left + (x + 2.5) * module, top + (y + 2.5) * module)) < 128 for x in range(len(matrix))]
        for y in range(len(matrix))
    ]
    assert read == [[bool(cell) for cell in row] for row in matrix]


def test_the_address_is_absolute_and_of_this_installation(settings: object) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://hoc.example.vn/"  # type: ignore[attr-defined]
    assert printing.verification_address("CFGHJKMNPRTW") == "https://hoc.example.vn/xac-minh/CFGHJKMNPRTW/"
    assert printing.verification_place() == "hoc.example.vn/xac-minh"


def test_what_is_printed() -> None:
    _, inputs = printing.page_and_data(certificate())
    data = json.loads(inputs["data"])
    assert (data["hours"], data["code"]) == ("1,5", "CFGH-JKMN-PRTW")
    assert (data["completed"], data["issued"]) == ("ngày 05 tháng 11 năm 2026", "ngày 25 tháng 11 năm 2026")
    assert printing.long_date(dt.date(2026, 2, 10)) == "ngày 10 tháng 02 năm 2026"
    assert printing.hours(certificate(course_hours=Decimal("10.0"))) == "10"


def test_the_page_never_says_more_than_a_certificate_of_completion() -> None:
    page = Path(printing.page_and_data(certificate())[0]).read_text().lower()
    assert "giấy chứng nhận hoàn thành" in page
    assert "chứng chỉ" not in page


@pytest.mark.django_db
def test_lan_downloads_it(client: Client, lan: Account, course: CoursePage) -> None:
    held = world.finish(lan.person, course)
    client.force_login(lan)
    answer = client.get(reverse("certificates:pdf", args=[held.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert f"giay-chung-nhan-{held.number.replace('/', '-')}.pdf" in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF")
    assert "private" in answer["Cache-Control"]
