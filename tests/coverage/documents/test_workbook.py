"""The annex opened and calculated again by LibreOffice: its formulas give what is printed, and follow a correction."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from learners.campaigns.models import Campaign
from learners.coverage.documents.workbook import write_workbook
from learners.coverage.numbers import Numbers, rate
from learners.coverage.reporting import report
from tests.coverage import world
from tests.coverage.documents.office import convert, needs_office

pytestmark = pytest.mark.django_db
ADDRESS = "/phu-trach/cds-2026/tai-ve/xlsx/?hoan_thanh=2026-11-20&co_cau=2026-11-20&danh_sach=2026-11-20"


def values(file: Path | io.BytesIO) -> list[list[list[Any]]]:
    """Of the first two sheets; an empty text is an empty cell."""
    book = openpyxl.load_workbook(file, data_only=True)
    sheets = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets[:2]]
    return [[[None if value == "" else value for value in row] for row in sheet] for sheet in sheets]


def formulas(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    return [value for value in cells if isinstance(value, str) and value.startswith("=")]


@pytest.fixture
def annex(office: Client, campaign: Campaign) -> bytes:
    return office.get(ADDRESS).content


def test_sums_and_rates_are_formulas_and_codes_are_text(annex: bytes) -> None:
    found = formulas(annex)
    assert "=SUM(E3:E4)" in found
    assert "=SUM(E2,E5)" in found
    assert sum("MIN(99.99" in one for one in found) == 3 + 2 + 1 + 3 + 1
    sheet = openpyxl.load_workbook(io.BytesIO(annex)).worksheets[0]
    code = next(cell for cell in sheet["C"] if cell.value == "00123")
    assert (code.data_type, code.number_format) == ("s", "@")
    assert sheet.print_title_rows == "$1:$1"


@needs_office
def test_libreoffice_calculates_what_is_printed(annex: bytes, tmp_path: Path) -> None:
    file = tmp_path / "annex.xlsx"
    file.write_bytes(annex)
    assert values(convert(file, "xlsx")) == values(file)


# What LibreOffice makes of a file.
@pytest.mark.alike
@needs_office
def test_whoever_corrects_a_cell_sees_the_sums_follow(annex: bytes, tmp_path: Path) -> None:
    file = tmp_path / "annex.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(annex))
    sheet = book.worksheets[0]
    row = next(cell.row for cell in sheet["B"] if cell.value == "Sở Y tế")
    sheet.cell(row, 8).value = 2
    book.save(file)
    rows = {line[1]: line for line in values(convert(file, "xlsx"))[0]}
    assert (rows["Sở Y tế"][7], rows["Sở Y tế"][8]) == (2, 66.67)
    assert (rows["Sở, ban, ngành"][7], rows["Cộng"][7], rows["Cộng"][8]) == (3, 4, 57.14)


# What LibreOffice makes of a file.
@pytest.mark.alike
@needs_office
def test_the_formula_rounds_as_we_do(province: world.Province, campaign: Campaign, tmp_path: Path) -> None:
    """99,996 is not 100, nor is 0,004 nothing; halves go up."""
    days = {"structure": world.DAY, "membership": world.DAY, "completion": world.DAY}
    found = report(campaign=campaign, root=province.root.pk, **days)
    pairs = [(24_999, 25_000), (1, 25_000), (0, 3), (8, 55), (1, 800), (201, 20_000), (5, 5), (2, 3)]
    more = [pairs[at : at + 3] for at in range(0, len(pairs), 3)]
    for number, some in enumerate(more):
        for row, (done, required) in zip(found.rows, some, strict=False):
            row.numbers = Numbers(required=required, completed=done)
        file = tmp_path / f"{number}.xlsx"
        with file.open("wb") as stream:
            told = Told(found)
            write_workbook(
                stream, told=told, heat=None, provenance=[("Đợt", "A")], printed="A", made_at=found.question.known_at
            )
        rows = {line[1]: line[8] for line in values(convert(file, "xlsx"))[0]}
        for row, (done, required) in zip(found.rows, some, strict=False):
            assert rows[row.name] == float(rate(done, required) or 0), (done, required)


class Told:
    def __init__(self, found: Any) -> None:
        self.report, self.teams = found, []
