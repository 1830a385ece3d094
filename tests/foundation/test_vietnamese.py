"""Folding, search and the order of Vietnamese names."""

import unicodedata

import pytest

from learners.people.phones import normalise_phone
from mooc.foundation.vietnamese import fold, name_sort_key, search_query, search_text


@pytest.mark.parametrize("typed", ["chuyen doi so", "CĐS", "CÐS", "cds", "Chuyển  đổi số"])
def test_every_way_of_typing_finds_the_course(typed: str) -> None:
    indexed = f" {search_text('Chuyển đổi số cơ bản')} "
    assert f" {search_query(typed)} " in indexed


def test_composed_and_decomposed_text_fold_alike() -> None:
    text = "Hoà thuận, Thuỷ, Mỹ Đức"
    assert (
        fold(unicodedata.normalize("NFD", text))
        == fold(unicodedata.normalize("NFC", text))
        == "hoa thuan, thuy, my duc"
    )


def test_names_are_sorted_by_given_name_then_family_then_middle() -> None:
    names = ["Trần Văn Bình", "Nguyễn Thị Ánh", "Lê Văn An", "Đỗ Văn An", "Nguyễn Văn Ánh"]
    assert sorted(names, key=name_sort_key) == [
        "Đỗ Văn An",
        "Lê Văn An",
        "Nguyễn Thị Ánh",
        "Nguyễn Văn Ánh",
        "Trần Văn Bình",
    ]


@pytest.mark.parametrize("typed", ["0912345678", "0912 345.678", "+84 912 345 678", "84912345678"])
def test_a_phone_is_one_number_however_it_is_typed(typed: str) -> None:
    assert normalise_phone(typed) == "+84912345678"


@pytest.mark.parametrize("typed", ["", "lan", "0123456789", "09123", "0012345678"])
def test_what_is_no_mobile_number_is_none(typed: str) -> None:
    assert normalise_phone(typed) == ""
