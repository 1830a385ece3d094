"""Dates and scores as people write them, and where a table begins in its sheet."""

import datetime as dt
from decimal import Decimal

import pytest

from learners.external.reading import read_day, read_score, table_of
from mooc.foundation.spreadsheets.lines import Line


@pytest.mark.parametrize(
    "text", ["05/10/2026", "5.10.2026", " Ngày 05-10-2026", "2026-10-05", "2026-10-05T07:30:00", "05/10/2026 07:30"]
)
def test_a_day_is_read_day_first(text: str) -> None:
    assert read_day(text) == dt.date(2026, 10, 5)


@pytest.mark.parametrize("text", ["", "31/02/2026", "x", "1/1/1990", "10/2026"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "scale", "share"), [("8,5", 10, "0.85"), ("85%", 10, "0.85"), ("92", 100, "0.92"), ("9/10", 10, "0.9")]
)
def test_a_score_is_a_share(text: str, scale: int, share: str) -> None:
    assert read_score(text, scale) == Decimal(share)


@pytest.mark.parametrize("text", ["11", "-1", "x", "1/0", "NaN"])
def test_what_is_no_score_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_score(text, 10)


def test_the_table_begins_where_its_heads_are() -> None:
    rows = [("DANH SÁCH HOÀN THÀNH",), ("Mã CB", "Họ tên", "Ngày hoàn thành"), ("CB1", "Lan", "05/10/2026")]
    table = table_of([Line("A", number, row) for number, row in enumerate(rows, start=1)], {})
    assert table.columns == {"staff_code": 0, "name": 1, "achieved": 2}
    assert [line.number for line in table.body] == [3]
    unknown = [("Tiêu đề",), ("M", "N", "X"), ("CB1", "Lan", "05/10/2026")]
    assert table_of([Line("A", number, row) for number, row in enumerate(unknown, start=1)], {}).head.number == 2
