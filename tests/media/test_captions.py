"""Captions are refused by the line that is wrong."""

import pytest
from django.core.exceptions import ValidationError

from content.media.captions import check, read, spoken
from tests.media.files import CAPTIONS

GOOD = "00:00.000 --> 00:02.000\nMột.\n"


def test_what_is_right_is_kept_with_plain_line_ends() -> None:
    assert check(CAPTIONS) == CAPTIONS
    assert check("\ufeff" + CAPTIONS.replace("\n", "\r\n")) == CAPTIONS
    assert check("WEBVTT - Tiếng Việt\n\n01:00:00.000 --> 01:00:02.000\nMột.") != ""


def test_the_words_are_read_from_it() -> None:
    assert spoken(CAPTIONS) == ["Chào bà con.", "Hôm nay ta học cách quét mã."]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "dòng 1: phụ đề phải mở đầu bằng WEBVTT"),
        ("1\n00:00:01,000 --> 00:00:02,000\nMột.", "dòng 1: phụ đề phải mở đầu bằng WEBVTT"),
        ("WEBVTTX\n\n" + GOOD, "dòng 1:"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nMột.", "dòng 3: thời gian viết như 00:01.000 --> 00:04.500"),
        ("WEBVTT\n\n00:61.000 --> 01:02.000\nMột.", "dòng 3:"),
        ("WEBVTT\n\n1\n00:01 --> 00:02\nMột.", "dòng 4: thời gian"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nMột.", "dòng 3: câu kết thúc trước khi bắt đầu"),
        (f"WEBVTT\n\n00:05.000 --> 00:06.000\nHai.\n\n{GOOD}", "dòng 6: câu bắt đầu trước câu đứng trên nó"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\nMột.", "dòng 3: câu không có chữ"),
        ("WEBVTT\n\nMột câu lạc.", "dòng 3: đoạn này không có dòng thời gian"),
        (f"WEBVTT\n\n{GOOD}00:03.000 --> 00:04.000\nHai.", "dòng 5: thiếu một dòng trống trước câu mới"),
        ("WEBVTT\n\nNOTE chưa viết", "Phụ đề chưa có câu nào."),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n\0", "ký tự lạ"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(text: str, line: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check(text)
    assert line in refused.value.message


def test_another_encoding_is_refused() -> None:
    with pytest.raises(ValidationError):
        read("Chào".encode("utf-16"))
    assert read(CAPTIONS.encode("utf-8-sig")) == CAPTIONS
