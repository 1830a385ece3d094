"""Cells as people type them, read as what they mean; what was mended is said, what cannot be read is a fault."""

import datetime as dt
from typing import Any

import pytest

from learners.rosters import cells
from learners.rosters.columns import Field, fingerprint, guess
from learners.rosters.days import NoDay, Order, evidence, read_day, read_year
from learners.rosters.judging import padded, widths_of
from learners.rosters.said import Said

DAY = dt.date(2026, 11, 1)


def words(said: Said) -> list[str]:
    return [one["word"] for one in [*said.notes, *said.faults]]


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("05/07/2025", Order.DMY, "2025-07-05"),
        ("05/07/2025", Order.MDY, "2025-05-07"),
        ("25-7-2025", Order.DMY, "2025-07-25"),
        ("5.7.25", Order.DMY, "2025-07-05"),
        ("2025-07-05", Order.MDY, "2025-07-05"),
        ("2025-07-05 00:00:00", Order.DMY, "2025-07-05"),
        ("'05/07/2025", Order.DMY, "2025-07-05"),
        ("Ngày 05 tháng 7 năm 2025", Order.DMY, "2025-07-05"),
        (45843.0, Order.DMY, "2025-07-05"),
        ("45843", Order.DMY, "2025-07-05"),
        (5072025.0, Order.DMY, "2025-07-05"),
        (dt.date(2025, 5, 7), Order.DMY, "2025-05-07"),
        (dt.date(2025, 5, 7), Order.SWAPPED, "2025-07-05"),
        (dt.date(2025, 5, 27), Order.SWAPPED, "2025-05-27"),
    ],
)
def test_days_in_all_their_orders(cell: Any, order: Order, day: str) -> None:
    assert read_day(cell, order, 2026).isoformat() == day


@pytest.mark.parametrize("cell", ["31/02/2025", "chưa rõ", "5/2025", "", "0", 12.0, 99_999_999.0, "1/1/1"])
def test_what_is_no_day(cell: Any) -> None:
    with pytest.raises(NoDay):
        read_day(cell, Order.DMY, 2026)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("1985", 1985),
        (1985.0, 1985),
        ("1.985", 1985),
        (1.985, 1985),
        (1.98, 1980),
        ("05/07/1985", 1985),
        ("7/1985", 1985),
        ("13/25/1985", None),
        ("25/13/1985", None),
        ("07/25/1985", 1985),
        (31233.0, 1985),
        ("85", 1985),
        ("1/2/05", 2005),
        (dt.date(1985, 7, 5), 1985),
        ("2085", None),
        ("abc", None),
    ],
)
def test_years_of_birth(cell: Any, year: int | None) -> None:
    if year is None:
        with pytest.raises(NoDay):
            read_year(cell, 2026)
    else:
        assert read_year(cell, 2026) == year


def test_the_order_of_days_is_found_or_asked() -> None:
    assert evidence(["25/07/2025", "05/07/2025"]).order == Order.DMY
    assert evidence(["07/25/2025", "05/07/2025"]).order == Order.MDY
    assert evidence(["05/07/2025"]).order is None
    assert evidence(["05/05/2025", "2025-07-05"]).order == Order.DMY
    assert evidence(["25/07/2025", "07/25/2025"]).order is None
    # Excel has turned what it could and left the rest: the days are the wrong way round.
    assert evidence([dt.date(2025, 5, 7), "25/07/2025"]).order is None
    assert evidence([dt.date(2025, 5, 27), dt.date(2025, 5, 7), "25/07/2025"]).order == Order.DMY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  nguyễn  văn   an ", "Nguyễn Văn An"),
        ("NGUYỄN THỊ LAN", "Nguyễn Thị Lan"),
        ("1. Trần Văn Đức", "Trần Văn Đức"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Ngọc ánh", "Ngọc Ánh"),
    ],
)
def test_names(text: str, name: str) -> None:
    said = Said(1)
    assert cells.read_name(text, said) == name
    assert not said.faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", "no_name"), ("123", "not_a_name"), ("Lan 2", "not_a_name"), ("?", "not_a_name"), ("L" * 201, "too_long")],
)
def test_what_is_no_name(text: str, fault: str) -> None:
    said = Said(1)
    cells.read_name(text, said)
    assert words(said) == [fault]


@pytest.mark.parametrize(
    ("cell", "code", "told"),
    [
        ("00123", "00123", []),
        (3740.0, "3740", []),
        (3.74, "3740", ["whole_number"]),
        ("3.740", "3740", ["whole_number"]),
        ("ct-12 a", "CT-12A", []),
        ("1,23E+11", "", ["code_lost"]),
        ("-", "", []),
        ("x" * 41, "", ["too_long"]),
    ],
)
def test_staff_codes(cell: Any, code: str, told: list[str]) -> None:
    said = Said(1)
    assert cells.read_code(cell, said) == code
    assert words(said) == told


@pytest.mark.parametrize(
    ("cell", "phone", "told"),
    [
        ("0912 345 678", "+84912345678", []),
        (912345678.0, "+84912345678", ["zero_back"]),
        ("+84912345678", "+84912345678", []),
        ("0912.345.678 / 0939000111", "+84912345678", ["first_phone"]),
        ("0292 3820 111", "", ["no_mobile"]),
        ("", "", []),
    ],
)
def test_telephones(cell: Any, phone: str, told: list[str]) -> None:
    said = Said(1)
    assert cells.read_phone(cell, said) == phone
    assert words(said) == told


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Công chức", "cong_chuc"),
        ("CC", "cong_chuc"),
        ("viên chức", "vien_chuc"),
        ("HĐ 68", "hop_dong"),
        ("NLĐ", "hop_dong"),
        ("Người lao động hợp đồng", "hop_dong"),
        ("Cán bộ", "can_bo"),
        ("", ""),
    ],
)
def test_categories(text: str, category: str) -> None:
    said = Said(1)
    assert cells.read_category(text, said) == category
    assert not said.faults


def test_unknown_words_are_faults() -> None:
    said = Said(1)
    cells.read_category("Quân nhân", said)
    cells.read_tick("có lẽ", said, "head")
    cells.read_since("05/07/2027", said, Order.DMY, DAY)
    cells.read_birth("1/1/2020", said, DAY)
    assert words(said) == ["no_category", "no_tick", "since_later", "too_young"]


def test_lost_zeros_come_back_where_all_codes_have_one_length() -> None:
    assert padded("123", {5}) == "00123"
    assert padded("123", {5, 6}) == "123"
    assert padded("123", set()) == "123"
    assert padded("A12", {5}) == "A12"
    assert padded("123456", {5}) == "123456"
    assert widths_of([Said(1, code="00123"), Said(2, code="124")]) == {5}


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Họ và tên (*)", Field.NAME),
        ("HỌ TÊN", Field.NAME),
        ("Ngày, tháng, năm sinh", Field.BIRTH),
        ("Nơi sinh", None),
        ("Mã số CBCCVC", Field.CODE),
        ("Mã đơn vị", Field.AGENCY_CODE),
        ("Đơn vị công tác", Field.AGENCY),
        ("Số CCCD", None),
        ("Ngày cấp CCCD", None),
        ("Chức vụ/chức danh", Field.POSITION),
        ("SĐT", Field.PHONE),
        ("STT", None),
        ("Ghi chú", None),
        ("Kiêm nhiệm", Field.SECONDARY),
        ("Từ ngày", Field.SINCE),
        ("Giới tính", None),
        ("Ngày vào Đảng", None),
        ("Người đứng đầu đơn vị", Field.HEAD),
        ("Đối tượng (CB, CC, VC)", Field.CATEGORY),
    ],
)
def test_headings(title: str, field: Field | None) -> None:
    assert guess(title) == field


def test_headings_written_otherwise_have_one_fingerprint() -> None:
    assert fingerprint(["STT", "Họ và tên (*)"]) == fingerprint(["stt", "HỌ VÀ TÊN"])
    assert fingerprint(["STT", "Họ và tên"]) != fingerprint(["Họ và tên", "STT"])
