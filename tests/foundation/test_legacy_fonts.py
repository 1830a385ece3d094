"""Text typed for .VnTime or VNI-Times is found out and rewritten; Unicode stays as it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc.foundation.legacy_fonts import Font, font_of, from_tcvn3, from_vni, recognise, rewrite_row
from mooc.foundation.syllables import is_syllable
from tests.foundation.legacy_typing import to_tcvn3, to_vni

NAMES = [
    "Nguyễn Thị Lan", "Trần Văn Đức", "Lê Hoàng Phượng", "Phạm Thị Mỹ Duyên", "Bùi Hữu Nghĩa", "Đặng Ngọc Quì",
    "Huỳnh Thị Kiều Oanh", "Võ Minh Tâm", "Vũ Thị Thuỷ", "Dương Quốc Khánh", "Ngô Xuân Trường", "Đỗ Thị Bưởi",
    "Lý Thường Kiệt", "Mai Văn Quỳnh", "Trịnh Thị Ngoãn", "Hồ Thị Kỷ", "Tạ Thị Nhẫn", "Châu Văn Giò",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_typed_for_either_font_are_recognised_and_rewritten(name: str) -> None:
    for font, typed in ((Font.TCVN3, to_tcvn3(name)), (Font.VNI, to_vni(name))):
        assert recognise(unicodedata.normalize("NFC", typed)) == font
        assert rewrite_row([typed]) == [(name, font)]


@pytest.mark.parametrize("name", [*NAMES, "Lê Hà", "Võ Hòa", "Siu Kpă", "H'Hen Niê", "Sở Nội vụ", "José", "Ý Nhi"])
def test_unicode_stays_as_it_is(name: str) -> None:
    assert rewrite_row([name, unicodedata.normalize("NFD", name)]) == [(name, None), (name, None)]


def test_capitals_of_the_capital_font_come_back_as_capitals() -> None:
    assert from_tcvn3("NGUYÔN THÞ LAN") == "NGUYỄN THỊ LAN"
    assert from_tcvn3("Lª Hµ") == "Lê Hà"
    # A capital with a tone was typed in that font alone, letter by letter.
    assert from_tcvn3(to_tcvn3("Ngọc Ánh")) == "Ngọc ánh"
    assert from_vni("NGUYEÃN THÒ LAN") == "NGUYỄN THỊ LAN"


def test_what_could_be_both_follows_its_row_and_then_its_file() -> None:
    # "Thò" is a word of Vietnamese, and what VNI means by "Thị".
    assert rewrite_row(["Thò", "Traàn Vaên Ñöùc"])[0] == ("Thị", Font.VNI)
    assert rewrite_row(["Thò"], Font.VNI) == [("Thị", Font.VNI)]
    assert rewrite_row(["Thò"]) == [("Thò", None)]
    assert rewrite_row(["Thò", "Trần Văn Đức"], Font.VNI)[0] == ("Thò", None)


def test_the_font_of_a_file_is_that_of_most_of_its_cells() -> None:
    rows = [["1", to_vni(name), "01/02/1980"] for name in NAMES]
    assert font_of(rows) == Font.VNI
    assert font_of([["1", name] for name in NAMES]) is None
    assert font_of([*rows[:3], *[[name] for name in NAMES]]) is None


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4))
def test_both_ways_are_inverse(names: list[str]) -> None:
    text = ", ".join(names)
    assert from_tcvn3(to_tcvn3(text)) == text
    assert from_vni(to_vni(text)) == text


@given(st.text(max_size=40))
def test_nothing_breaks_it(text: str) -> None:
    rewritten, _font = rewrite_row([text])[0]
    assert isinstance(rewritten, str)


def test_syllables() -> None:
    assert all(is_syllable(word) for name in NAMES for word in name.split())
    assert not any(
        is_syllable(word) for word in ("NguyÔn", "Nguyeãn", "Traàn", "Phöôïng", "Wagtail", "trắác", "tuỉ", "nhaõ")
    )
