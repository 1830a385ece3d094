"""Where the roster is in a sheet, and what each line of it is."""

import pytest

from learners.rosters.columns import Field
from learners.rosters.layout import Kind, Layout, find, lines
from mooc.foundation.spreadsheets.grid import Book, Sheet, Unreadable
from mooc.foundation.spreadsheets.opening import open_book
from tests.foundation.spreadsheets import files

OFFICE = [
    ["SỞ Y TẾ", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["DANH SÁCH CÁN BỘ, CÔNG CHỨC, HỌ TÊN VÀ CHỨC VỤ"],
    [],
    ["STT", "Họ và tên", "", "Ngày sinh", "", "Chức vụ", "Mã CBCCVC"],
    ["", "", "", "Nam", "Nữ"],
    [1, 2, 3, 4, 5, 6, 7],
    ["I", "Văn phòng"],
    [1, "Nguyễn Văn", "An", "01/02/1980", "", "Chánh Văn phòng", "00012"],
    [2, "Trần Thị", "Bình", "", "1990", "Văn thư", 13],
    ["", "Cộng: 2 người"],
    ["II. Phòng Tổ chức"],
    ["STT", "Họ và tên", "", "Ngày sinh", "", "Chức vụ", "Mã CBCCVC"],
    [1, "Đoàn Thị", "Đào", "", "1991", "", ""],
    ["", "Tổng cộng: 3 người"],
    ["", "", "", "", "", "Cần Thơ, ngày 5 tháng 7 năm 2025"],
    ["", "Người lập biểu", "", "", "", "GIÁM ĐỐC"],
    [],
    ["", "Lê Thị Cúc", "", "", "", "Võ Văn Dân"],
]
MERGES = [(3, 0, 4, 0), (3, 1, 4, 2), (3, 3, 3, 4), (3, 5, 4, 5), (3, 6, 4, 6)]


def _of(rows: list[list[object]], merges: list[tuple[int, int, int, int]] | None = None) -> Layout:
    return find(open_book(files.xlsx(rows, merges or [])))


def test_an_office_s_sheet_is_understood_whole() -> None:
    layout = _of(OFFICE, MERGES)
    assert layout.heading == 3
    assert layout.titles == ["STT", "Họ và tên", "Họ và tên", "Ngày sinh Nam", "Ngày sinh Nữ", "Chức vụ", "Mã CBCCVC"]
    assert layout.fields == [None, Field.NAME, Field.NAME, Field.BIRTH, Field.BIRTH, Field.POSITION, Field.CODE]
    told = [(line.number, line.kind, line.unit) for line in lines(layout, layout.fields)]
    assert [(number, unit) for number, kind, unit in told if kind == Kind.PERSON] == [
        (8, "Văn phòng"),
        (9, "Văn phòng"),
        (13, "Phòng Tổ chức"),
    ]
    assert [number for number, kind, _ in told if kind == Kind.SUM] == [10, 14]
    assert [number for number, kind, _ in told if kind == Kind.HEADING] == [12]
    # Who signs is no civil servant of the roster.
    assert [number for number, kind, _ in told if kind == Kind.FOOT] == [15, 16, 18]


def test_without_merged_cells_an_upper_heading_goes_on() -> None:
    book = open_book(files.csv_file(OFFICE))
    assert find(book).titles[3:5] == ["Ngày sinh Nam", "Ngày sinh Nữ"]


def test_the_sheet_with_a_roster_is_taken_and_another_can_be_named() -> None:
    other = [["Ghi chú"], ["Tệp này gồm hai trang"]]
    book = open_book(files.xlsx(OFFICE, MERGES, {"Bìa": other, "Cũ": [["Họ tên", "Mã"], ["Lan", "1"]]}))
    assert find(book).sheet.name == "Danh sách"
    assert find(book, "Cũ").sheet.name == "Cũ"


def test_a_cell_merged_downwards_holds_for_its_lines() -> None:
    rows = [["Họ và tên", "Đơn vị"], ["Lan", "Văn phòng"], ["Hoa", ""], ["Mai", "Phòng Tổ chức"]]
    layout = _of(rows, [(1, 1, 2, 1)])
    assert [line.cells[1] for line in lines(layout, layout.fields)] == ["Văn phòng", "Văn phòng", "Phòng Tổ chức"]


def test_names_that_look_like_units_or_sums_are_people() -> None:
    rows = [
        ["TT", "Họ và tên", "Chức vụ"],
        [1, "Công Tằng Tôn Nữ Lan", ""],
        [2, "Đoàn Thị Đào", ""],
        [3, "Tô Hoài", ""],
    ]
    layout = _of(rows)
    assert [line.kind for line in lines(layout, layout.fields)] == [Kind.PERSON] * 3


def test_a_remark_in_the_middle_cuts_nobody_off() -> None:
    rows = [["TT", "Họ và tên", "Chức vụ"], [1, "Lan", "a"], ["", "Ghi chú: danh sách bổ sung"], [2, "Hoa", "b"]]
    layout = _of(rows)
    kinds = [line.kind for line in lines(layout, layout.fields)]
    assert kinds == [Kind.PERSON, Kind.FOOT, Kind.PERSON]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["Tên cơ quan", "Số"], ["Sở Y tế", "12"]], "Không tìm thấy dòng tiêu đề"),
        ([["Họ và tên", "Mã"]], "không có ai"),
        ([["Họ và tên", "Mã"], ["", ""], ["Tổng cộng", ""]], "không có ai"),
        ([["Danh sách họ và tên cán bộ"], ["Lan"]], "Không tìm thấy dòng tiêu đề"),
    ],
)
def test_a_sheet_without_a_roster_says_so(rows: list[list[str]], why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        find(Book("csv", [Sheet("", list(rows))]))
