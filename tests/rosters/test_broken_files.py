"""Ten files as they really come: each ends in a clear verdict."""

import datetime as dt
import re
from typing import Any

import pytest

from learners.rosters.models import RosterImport, State
from tests.foundation.legacy_typing import to_tcvn3, to_vni
from tests.foundation.spreadsheets import files, refused
from tests.rosters.conftest import Bring
from tests.rosters.units import Health

pytestmark = pytest.mark.django_db
LAN = ("Nguyễn Thị Lan", "05/07/1985", "00123", "0912345678", "Công chức", "Chuyên viên", "Văn phòng")
DUC = ("Trần Văn Đức", "1990", "00124", "", "Viên chức", "", "Phòng Tổ chức")


def told(roster: RosterImport) -> list[tuple[str, str]]:
    return list(roster.lines.order_by("line").values_list("name", "verdict"))


def words(roster: RosterImport) -> list[list[str]]:
    rows = roster.lines.order_by("line").values_list("detail", flat=True)
    return [[one["word"] for one in [*row.get("remarks", []), *row.get("faults", [])]] for row in rows]


NEW = [("Nguyễn Thị Lan", "new"), ("Trần Văn Đức", "new")]


@pytest.mark.parametrize("typed", [to_tcvn3, to_vni])
def test_1_and_2_typed_for_an_old_font(bring: Bring, typed: Any) -> None:
    rows = [[typed(cell) if isinstance(cell, str) else cell for cell in row] for row in files.people(LAN, DUC)]
    roster = bring(files.xlsx(rows))
    assert told(roster) == NEW
    assert roster.counts["rewritten"] >= 7
    assert words(roster) == [["rewritten"], ["rewritten"]]


def test_3_headings_shifted_below_titles_and_to_the_right(bring: Bring, health: Health) -> None:
    rows = [["", "SỞ Y TẾ"], [], ["", "", "DANH SÁCH"], *([["", "", *row] for row in files.people(LAN, DUC)])]
    roster = bring(files.xlsx([*rows, ["", "", "", "Tổng cộng: 2"], ["", "", "", "Người lập biểu"]]))
    assert told(roster) == NEW
    assert roster.counts["left_out"] == {"sum": 1, "foot": 1}


def test_4_days_as_text_in_mixed_orders(bring: Bring) -> None:
    head = [*files.HEAD, "Từ ngày"]
    rows = [head, [1, *LAN, "25/07/2025"], [2, *DUC, "07/25/2025"], [3, "Lê Ba", "2/30/1980", *[""] * 5, "hôm qua"]]
    roster = bring(files.xlsx(rows), agree=False)
    assert (roster.state, roster.reading["orders"][-1]) == (State.MAPPING, "?")
    judged = bring(files.xlsx(rows))
    assert told(judged) == [("Nguyễn Thị Lan", "new"), ("Trần Văn Đức", "fault"), ("Lê Ba", "fault")]
    assert words(judged) == [[], ["not_a_day"], ["not_a_birth", "not_a_day"]]


def test_5_people_twice(bring: Bring) -> None:
    roster = bring(files.xlsx(files.people(LAN, DUC, LAN)))
    assert told(roster) == [*NEW, ("Nguyễn Thị Lan", "fault")]
    assert words(roster)[2] == ["code_again"]


def test_6_merged_cells_and_headings_in_two_lines(bring: Bring, health: Health) -> None:
    rows = [
        ["STT", "Họ và tên", "", "Ngày sinh", "", "Mã CBCCVC", "Đơn vị"],
        ["", "", "", "Nam", "Nữ", "", ""],
        [1, "Nguyễn Thị", "Lan", "", "05/07/1985", "00123", "Văn phòng"],
        [2, "Trần Văn", "Đức", "1990", "", "00124", ""],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5), (0, 6, 1, 6), (2, 6, 3, 6)]
    roster = bring(files.xlsx(rows, merges))
    assert told(roster) == NEW
    born = [row.detail["said"]["birth_year"] for row in roster.lines.order_by("line")]
    assert born == [1985, 1990]
    assert {row.detail["agency"] for row in roster.lines.all()} == {str(health.office.pk)}


def test_7_lost_zeros_and_numbers_with_dots(bring: Bring) -> None:
    rows = files.people(
        ("Nguyễn Thị Lan", 1.985, 123, 912345678, "", "", ""), ("Trần Văn Đức", "1.990", "00124", "", "", "", "")
    )
    roster = bring(files.xlsx(rows))
    assert words(roster) == [["whole_number", "zero_back", "zero_back"], []]
    said = roster.lines.get(line=2).detail
    assert said["mend"]["staff_code"] == "00123"
    assert said["said"]["birth_year"] == 1985


# What the file is says it, before any row is asked for.
@pytest.mark.alike
@pytest.mark.parametrize(("content", "why"), refused.ALL.values(), ids=refused.ALL)
def test_8_locked_broken_or_without_columns(bring: Bring, content: bytes, why: str) -> None:
    roster = bring(content)
    assert roster.state == State.FAILED
    assert re.search(why, roster.problem)
    assert not roster.lines.exists()


def test_9_an_xls_that_is_called_xlsx(bring: Bring) -> None:
    roster = bring(files.xls(files.people(LAN, DUC)), name="danh-sach.xlsx")
    assert told(roster) == NEW
    assert roster.reading["kind"] == "xls"


def test_10_text_with_another_separator_and_code_page(bring: Bring) -> None:
    rows = files.people(LAN, DUC)
    for content in (files.csv_file(rows, "utf-16", "\t"), files.csv_file(rows, "utf-8", "|")):
        assert told(bring(content, name="danh-sach.csv")) == NEW


def test_days_that_excel_has_turned_round_are_asked_about(bring: Bring) -> None:
    head = [*files.HEAD, "Từ ngày"]
    rows = [head, [1, *LAN, dt.date(2025, 5, 7)], [2, *DUC, "25/07/2025"]]
    roster = bring(files.xlsx(rows), agree=False)
    assert roster.reading["orders"][-1] == "?"
