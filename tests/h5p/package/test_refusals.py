"""Packages that mean harm or are broken end in words for their author, and in nothing else."""

import io
import random
import re
from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.h5p.package import refusals
from content.h5p.package.opening import open_package
from content.h5p.package.refusals import Refused
from tests.h5p.making import library, package, png
from tests.h5p.package.hostile import REFUSED

FONT = b"wOFF" + random.Random(7).randbytes(300)
WHOLE = package(libraries=[library(files={"fonts/a.woff": FONT})], files={"images/a.png": png(9, 9)})


def ends_in_words(made: bytes) -> bool:
    """True when it is refused; anything else than that and success is an error."""
    try:
        opened = open_package(io.BytesIO(made))
        for kept in opened.all_files():
            deque(opened.chunks(kept), maxlen=0)
    except Refused as refusal:
        return bool(refusal.problems)
    return False


@pytest.mark.parametrize("case", REFUSED, ids=REFUSED)
def test_it_is_refused_with_what_is_wrong(case: str) -> None:
    make, told = REFUSED[case]
    with pytest.raises(Refused) as refused:
        open_package(io.BytesIO(make()))
    assert re.search(told, str(refused.value)), str(refused.value)
    assert all(len(problem) < 260 for problem in refused.value.problems)
    assert all(letter.isprintable() for problem in refused.value.problems for letter in problem)


def test_what_is_wrong_is_told_at_once() -> None:
    other = library("H5P.Other 1.0", folder="H5P.A-1.0")
    with pytest.raises(Refused) as refused:
        open_package(io.BytesIO(package(libraries=[library(patchVersion="x"), other], files={"a.png": b"<svg>"})))
    assert len(refused.value.problems) == 3


def test_no_more_problems_are_told_than_a_person_reads() -> None:
    with pytest.raises(Refused) as refused:
        open_package(io.BytesIO(package(files={f"{number}.svg": b"<svg>" for number in range(300)})))
    assert len(refused.value.problems) == refusals.MOST_TOLD + 1
    assert refused.value.problems[-1] == "Còn 280 lỗi khác."


def test_a_long_name_is_told_short() -> None:
    told = refusals.short("content/images/" + "dài " * 40 + "\u202e\0ảnh.svg")
    assert len(told) == refusals.LONGEST_TOLD
    assert told.startswith("content/images/dài")
    assert told.endswith("ảnh.svg")


def test_cut_off_anywhere_it_is_refused() -> None:
    for end in range(0, len(WHOLE), 7):
        assert ends_in_words(WHOLE[:end]), end


def test_one_wrong_byte_anywhere_ends_in_words_or_in_the_same() -> None:
    chosen = random.Random(7)
    for at in range(0, len(WHOLE), 5):
        spoiled = bytearray(WHOLE)
        spoiled[at] ^= chosen.randrange(1, 256)
        ends_in_words(bytes(spoiled))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40)), min_size=1, max_size=8))
def test_many_wrong_bytes_end_in_words_or_in_the_same(spoiling: list[tuple[int, bytes]]) -> None:
    spoiled = bytearray(WHOLE)
    for at, wrong in spoiling:
        spoiled[at : at + len(wrong)] = wrong
    ends_in_words(bytes(spoiled))


def test_a_file_that_changes_between_looking_and_keeping_is_refused() -> None:
    file = io.BytesIO(package(files={"a.txt": b"a" * 99}))
    opened = open_package(file)
    made = file.getvalue()
    other = package(files={"a.txt": b"b" * 99})
    assert len(other) == len(made)
    file.seek(0)
    file.write(other)
    (kept,) = opened.files
    with pytest.raises(Refused):
        list(opened.chunks(kept))
