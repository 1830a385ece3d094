"""What is written down stays Vietnamese, whatever language the reader's pages are in."""

import csv
import io
import re

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from courses.catalogue.models import CoursePage
from learners.certificates.printing import _data as paper_data
from learners.certificates.telling import tell_owners
from learners.enrolment.statements import statement
from learners.notices.models import Notice
from learners.people.models import Account
from tests import factories
from tests.certificates import world
from tests.coverage.world import Province, campaign
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_a_statement_names_things_in_vietnamese(lan: Account, course: CoursePage) -> None:
    mine = world.enrolled(lan.person, course)
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            said[language] = statement(mine, verb=Verb.COMPLETED, at=factories.at(2))
    assert said["vi"] | {"id": ""} == said["en"] | {"id": ""}
    assert said["en"]["context"]["language"] == "vi"


def test_the_paper_of_a_certificate_is_vietnamese(reader: Client, lan: Account, course: CoursePage) -> None:
    certificate = world.finish(lan.person, course)
    reader.force_login(lan)
    page = reader.get(f"/giay-chung-nhan/{certificate.pk}/").content.decode()
    assert "Download for printing (PDF)" in page
    sheet = page[page.index('class="certificate-sheet" lang="vi"') : page.index("</article>")]
    assert "Giấy chứng nhận hoàn thành" in sheet
    assert "Certificate of completion" not in sheet
    papers = []
    for language in ("vi", "en"):
        with translation.override(language):
            papers.append(paper_data(certificate))
    assert papers[0] == papers[1]


def test_a_notice_is_vietnamese_whoever_causes_it(lan: Account, course: CoursePage) -> None:
    world.finish(lan.person, course)
    with translation.override("en"):
        tell_owners(lambda: None)
    assert Notice.objects.get(account=lan).text.startswith("Anh/chị được cấp giấy chứng nhận")


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_the_annex_to_be_signed_is_vietnamese(
    reader: Client, client: Client, minh: Account, province: Province, fmt: str
) -> None:
    campaign(province.root)
    told = []
    for one in (client, reader):
        one.force_login(minh)
        answer = one.get(f"/phu-trach/cds-2026/tai-ve/{fmt}/")
        assert answer.status_code == 200
        told.append(words(b"".join(answer), fmt))
    assert "Số được giao học" in told[0]
    assert told[0] == told[1]


def words(file: bytes, fmt: str) -> set[str]:
    """Its cells, but for those that say when it was made and what it adds up to."""
    if fmt == "csv":
        cells = [cell for row in csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";") for cell in row]
    else:
        book = openpyxl.load_workbook(io.BytesIO(file))
        cells = [str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row]
    return {cell for cell in cells if not re.search(r"[0-9a-f]{64}|\d{2}:\d{2}", cell)}
