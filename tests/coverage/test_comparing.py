"""Two spellings of a name, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learners.coverage.comparing import Piece, compare


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Nguyễn Thị Lan", "Nguyễn Thị Ngọc Lan", ["thêm “Ngọc”"]),
        ("Nguyễn Thị Ngọc Lan", "Nguyễn Ngọc Lan", ["bỏ “Thị”"]),
        ("Nguyễn Thị Lan", "Nguyễn Thị Lân", ["đổi “Lan” thành “Lân” (khác dấu)"]),
        ("Đào Văn An", "đào Văn An", ["đổi “Đào” thành “đào” (chữ hoa, chữ thường)"]),
        ("Lê Lan", "Trần Hoa", ["đổi “Lê Lan” thành “Trần Hoa”"]),
        ("Lê Lan", "Lê Lan", []),
    ],
)
def test_what_differs_is_told_in_words(old: str, new: str, told: list[str]) -> None:
    assert compare(old, new).told == told


def test_what_differs_is_marked_on_both_sides() -> None:
    found = compare("Nguyễn Thị Lan", "Nguyễn Ngọc Lan")
    assert found.old == [Piece("Nguyễn", False), Piece("Thị", True), Piece("Lan", False)]
    assert found.new == [Piece("Nguyễn", False), Piece("Ngọc", True), Piece("Lan", False)]


@given(st.text("ab "), st.text("ab "))
def test_the_pieces_are_the_names(old: str, new: str) -> None:
    found = compare(old, new)
    assert " ".join(piece.text for piece in found.old).split() == old.split()
    assert " ".join(piece.text for piece in found.new).split() == new.split()
    assert bool(found.told) == (old.split() != new.split())
