"""The annex and the named list: the page's numbers, where they come from, who took them."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from learners.campaigns.models import Campaign
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from mooc.foundation.tabular import csv_lines
from tests.coverage import world

pytestmark = pytest.mark.django_db
DATES = "?hoan_thanh=2026-11-20&co_cau=2026-11-20&danh_sach=2026-11-20"


@pytest.fixture
def director(client: Client, province: world.Province, minh: Account) -> Client:
    """Answers for the whole province; the names of its people would be formulas."""
    world.campaign(province.root)
    world.agency("UBND phường Một", province.root, kind="ubnd_xa")
    world.member("=1+1", province.health)
    account = Account.objects.create_user("giam-doc")
    world.grant(account, province.root)
    client.force_login(account)
    return client


def book(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer)), data_only=True)


def test_the_annex_has_the_columns_blocks_and_sum_of_the_form(director: Client) -> None:
    sheet, courses, source = book(director, f"/phu-trach/cds-2026/tai-ve/xlsx/{DATES}").worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [
        "STT", "Đơn vị", "Mã định danh", "Tổng số CBCCVC (tại ngày 20/11/2026)", "Số được giao học", "Đã đăng ký",
        "Đang học", "Đã hoàn thành", "Tỷ lệ (%)", "Hoàn thành muộn", "Chưa hoàn thành", "Trong đó chưa đăng ký",
        "Người đứng đầu", "Điểm TB", "Xếp hạng", "Ghi chú",
    ]  # fmt: skip
    assert [row[:2] for row in rows[1:]] == [
        ["I", "Sở, ban, ngành"], [1, "Sở Nội vụ"], [2, "Sở Y tế"], ["II", "UBND xã, phường"], [3, "UBND phường Một"],
        [None, "Cộng"],
    ]  # fmt: skip
    assert rows[1][2:12] == ["", 8, 8, 3, 0, 2, 25, 0, 6, 3]
    assert rows[2][2:15] == ["H99.02", 3, 3, 1, 0, 1, 33.33, 0, 2, 1, "0 trên 1", "-", 1]
    assert rows[3][2:15] == ["H99.01", 5, 5, 2, 0, 1, 20, 0, 4, 2, "0 trên 1", "-", 2]
    assert rows[5][8] == "-"
    assert rows[6][3:9] == [8, 8, 3, 0, 2, 25]
    assert [[cell.value for cell in row][1:5] for row in courses.iter_rows(min_row=2)] == [
        ["Sở Nội vụ", 3, 1, 33.33], ["Sở Y tế", 5, 1, 20], ["UBND phường Một", 0, 0, "-"], ["Cộng", 8, 2, 25],
    ]  # fmt: skip
    told = {row[0].value: row[1].value for row in source.iter_rows()}
    assert told["Theo danh sách ngày"] == "20/11/2026"
    assert len(told["Mã băm các dòng (SHA-256)"]) == 64


def test_the_file_says_what_the_page_says(director: Client) -> None:
    page = director.get(f"/phu-trach/cds-2026/{DATES}").content.decode()
    sheet = book(director, f"/phu-trach/cds-2026/tai-ve/xlsx/{DATES}").worksheets[0]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert f"{last[7]} trên {last[4]} người" in page


def test_the_annex_as_csv_ends_with_where_it_comes_from(director: Client) -> None:
    answer = b"".join(director.get(f"/phu-trach/cds-2026/tai-ve/csv/{DATES}")).decode("utf-8-sig")
    assert "2;Sở Y tế;H99.01;5;5;2;0;1;20,00;0;4;2;0 trên 1;-;2;" in answer
    assert "Theo cơ cấu ngày;20/11/2026" in answer


def test_the_named_list_is_internal_safe_and_complete(director: Client, province: world.Province) -> None:
    address = f"/phu-trach/cds-2026/{province.health.pk}/tai-ve/xlsx/{DATES}&trang-thai=unfinished"
    sheet, source = book(director, address).worksheets
    names = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert names == ["'=1+1", "Đặng Văn An", "Bùi Thị Hạnh", "Phạm Thị Minh"]
    assert source["A1"].value == "Tài liệu nội bộ"
    assert sheet.oddHeader.center.text.startswith("Tài liệu nội bộ")
    lines = b"".join(director.get(address.replace("xlsx", "csv"))).decode("utf-8-sig")
    assert "1;'=1+1;" in lines
    assert "Tài liệu nội bộ" in lines


def test_each_download_leaves_a_trace(director: Client, province: world.Province) -> None:
    director.get(f"/phu-trach/cds-2026/tai-ve/csv/{DATES}")
    director.get(f"/phu-trach/cds-2026/{province.health.pk}/tai-ve/csv/{DATES}&trang-thai=unfinished")
    named, annex = AuditEntry.objects.filter(verb="coverage.export")
    assert annex.subject_id == named.subject_id == str(Campaign.objects.get().pk)
    assert len(annex.new["hash"]) == len(annex.new["file"]) == 64
    assert (named.new["list"], named.new["people"], len(named.new["file"])) == ("unfinished", 4, 64)


def test_formulas_are_text_in_csv() -> None:
    assert list(csv_lines(["a"], [["=1+1"], ["-"]]))[1:] == ["'=1+1\r\n", "-\r\n"]
