"""The paper that is signed: what stands on it, as PDF and as Word, and what is left blank."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from docx import Document

from learners.campaigns.models import Campaign
from learners.coverage.documents.models import ReportLayout
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.coverage import world
from tests.coverage.documents.office import convert, needs_office, pages
from tests.coverage.frozen.making import freeze

pytestmark = pytest.mark.django_db
DATES = "?hoan_thanh=2026-11-20&co_cau=2026-11-20&danh_sach=2026-11-20"
LIVE = "/phu-trach/cds-2026/tai-ve/{}/" + DATES
FORM = "/phu-trach/co-quan/{}/mau-bao-cao/"
WORDS = {
    "superior_body": "UBND tỉnh Sông Hậu", "issuing_body": "Sở Nội vụ", "code": "BC-SNV", "place": "Sông Hậu",
    "addressee": "", "signer_authority": "KT. Giám đốc", "signer_title": "Phó Giám đốc",
    "recipients": "UBND tỉnh;\r\n\r\nLưu: VT.",
}  # fmt: skip
SAID = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: …/BC-",
    "ngày … tháng … năm …",
    "BÁO CÁO",
    "có 3 trên 7 người được giao học đã hoàn thành, đạt 42,86%.",
    "Còn 4 người chưa hoàn thành, trong đó 2 người chưa đăng ký tài khoản.",
    "Nơi nhận:",
    "Lưu: VT.",
)


def words_of(content: bytes) -> str:
    """All a Word document says, tables included, in any order."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([paragraph.text for paragraph in document.paragraphs] + cells).split())


def test_the_pdf_has_the_parts_of_the_decree_and_an_annex(office: Client, campaign: Campaign, tmp_path: Path) -> None:
    answer = office.get(LIVE.format("pdf"))
    assert answer["Content-Type"] == "application/pdf"
    file = tmp_path / "a.pdf"
    file.write_bytes(answer.content)
    # Of the bold italic pdftotext reads one glyph twice.
    first, annex = (page.replace("ơơ", "ơ") for page in pages(file))
    for said in SAID:
        assert said in first, said
    assert "PHỤ LỤC" in annex
    assert "UBND phường Một" in annex
    assert "00123" in annex
    assert "chưa chốt" in annex
    assert b"/FontFile" in answer.content or b"/FontFile3" in answer.content


def test_word_says_the_same(office: Client, campaign: Campaign) -> None:
    told = words_of(office.get(LIVE.format("docx")).content)
    for said in (*SAID, "PHỤ LỤC", "UBND phường Một", "00123", "42,86"):
        assert said in told, said
    assert "{" not in told


# What LibreOffice makes of a file.
@pytest.mark.alike
@needs_office
def test_word_is_one_page_and_a_landscape_annex(office: Client, campaign: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(office.get(LIVE.format("docx")).content)
    first, annex = pages(convert(file, "pdf"))
    assert "Nơi nhận:" in first
    assert annex.startswith("2 PHỤ LỤC")


def test_a_frozen_report_says_which_it_is(office: Client, campaign: Campaign, province: world.Province) -> None:
    frozen = freeze(campaign, province.root)
    world.complete(world.member("Người đến sau", province.health))
    address = f"/phu-trach/bao-cao-chot/{frozen.pk}/tai-ve/"
    told = words_of(office.get(f"{address}docx/").content)
    assert "có 3 trên 7 người" in told
    assert "Bản chốt số 1, chốt lúc" in told
    assert frozen.content_hash in told
    assert office.get(f"{address}pdf/").content == office.get(f"{address}pdf/").content
    assert office.get(f"{address}xlsx/").content == office.get(f"{address}xlsx/").content
    assert "Bản chốt số;1" in office.get(f"{address}csv/").content.decode()
    assert office.get(f"{address}exe/").status_code == 404
    entry = AuditEntry.objects.filter(verb="coverage.export").latest("id")
    assert (entry.new["format"], entry.new["revision"], len(entry.new["file"])) == ("csv", 1, 64)


def test_the_words_around_the_numbers_are_the_agency_s(
    office: Client, campaign: Campaign, province: world.Province, tmp_path: Path
) -> None:
    address = FORM.format(province.root.pk)
    assert "chưa lưu mẫu" in office.get(address).content.decode()
    wrong = office.post(address, {**WORDS, "issuing_body": ""})
    assert "Hãy ghi tên cơ quan ban hành báo cáo." in wrong.content.decode()
    for _ in range(2):
        assert office.post(address, WORDS).status_code == 302
    assert ReportLayout.objects.get().recipients == "UBND tỉnh;\nLưu: VT."
    assert AuditEntry.objects.filter(verb="set_report_layout").count() == 1
    told = words_of(office.get(LIVE.format("docx")).content)
    for said in ("UBND TỈNH SÔNG HẬU", "SỞ NỘI VỤ", "Số: …/BC-SNV", "Sông Hậu, ngày …", "KT. GIÁM ĐỐC", "- UBND tỉnh;"):
        assert said in told, said


def test_what_people_typed_is_text(office: Client, campaign: Campaign, province: world.Province) -> None:
    typed = "A & B <b>{{ 7*7 }}</b> #sys.inputs {% for %}"
    office.post(FORM.format(province.root.pk), {**WORDS, "issuing_body": typed})
    assert typed.upper() in words_of(office.get(LIVE.format("docx")).content)
    assert office.get(LIVE.format("pdf")).status_code == 200


def test_of_somebody_else_s_agency_nothing(
    client: Client, minh: Account, province: world.Province, campaign: Any
) -> None:
    client.force_login(minh)
    assert client.get(FORM.format(province.home.pk)).status_code == 404
    assert client.get(f"{LIVE.format('pdf')}&co-quan={province.root.pk}").status_code == 404
    assert client.get(FORM.format(province.health.pk)).status_code == 200
