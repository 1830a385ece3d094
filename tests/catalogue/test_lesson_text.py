"""Paragraphs of the file become blocks that say no more than the paragraphs do."""

import pytest

from courses.catalogue.lesson_text import blocks_of, problem


def test_paragraphs_next_to_each_other_are_one_text() -> None:
    assert blocks_of(["Một hai ba.", "Bốn <năm>."]) == [("text", "<p>Một hai ba.</p><p>Bốn &lt;năm&gt;.</p>")]


def test_numbered_sentences_are_one_list_over_several_paragraphs() -> None:
    body = ["Bước một, tìm thủ tục. Chọn nơi.", "Bước hai, điền tờ khai. Bước ba, nộp.", "Sau đó chờ."]
    steps = ["<p>Tìm thủ tục. Chọn nơi.</p>", "<p>Điền tờ khai.</p>", "<p>Nộp.</p>"]
    assert blocks_of(body) == [("steps", {"title": "", "steps": steps}), ("text", "<p>Sau đó chờ.</p>")]


def test_numbers_within_a_sentence_stay_a_paragraph() -> None:
    text = "Tổ có năm việc: một, giúp người dân; hai, hướng dẫn mua bán. Một, hai, ba."
    assert [name for name, _ in blocks_of([text])] == ["text"]


def test_an_example_is_set_apart() -> None:
    assert blocks_of(["Ví dụ với một lớp học."]) == [
        ("callout", {"tone": "example", "text": "<p>Ví dụ với một lớp học.</p>"})
    ]


def test_blocks_may_be_named() -> None:
    body = [{"warning": "Không đọc mã OTP."}, {"steps": ["Tắt máy.", "Gọi ngân hàng."], "title": "Làm ngay"}]
    assert [problem(item) for item in body] == ["", ""]
    assert blocks_of(body) == [
        ("callout", {"tone": "warning", "text": "<p>Không đọc mã OTP.</p>"}),
        ("steps", {"title": "Làm ngay", "steps": ["<p>Tắt máy.</p>", "<p>Gọi ngân hàng.</p>"]}),
    ]


def test_a_table_has_a_name_headings_and_columns_of_words_or_figures() -> None:
    table = {"name": "Giá cước", "head": ["Gói", "Giá"], "rows": [["Nhỏ", "50.000 đ"], ["Lớn <5>", 120000]]}
    assert problem({"table": table}) == ""
    ((name, value),) = blocks_of([{"table": table}])
    assert (name, value["table"]["caption"], value["first_column"]) == ("table", "Giá cước", True)
    assert [column["type"] for column in value["table"]["columns"]] == ["text", "number"]
    rows = [row["values"] for row in value["table"]["rows"]]
    assert rows == [["<p>Nhỏ</p>", "50.000 đ"], ["<p>Lớn &lt;5&gt;</p>", "120000"]]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("  ", "không được để trống"),
        (5, "một dòng chữ hoặc một khối có tên"),
        ({"note": ""}, "cần một dòng chữ"),
        ({"note": "a", "warning": "b"}, "khối không có trong mẫu"),
        ({"steps": ["một"]}, "ít nhất hai dòng chữ"),
        ({}, "khối không có trong mẫu"),
        ({"table": ["a"]}, "name, head, rows"),
        ({"table": {"name": " ", "head": ["a"], "rows": [["b"]]}}, "'name' của bảng"),
        ({"table": {"name": "a", "head": ["a", ""], "rows": [["b", "c"]]}}, "'head' của bảng"),
        ({"table": {"name": "a", "head": ["a"], "rows": [["b", "c"]]}}, "mỗi hàng đúng 1 ô"),
        ({"table": {"name": "a", "head": ["a"], "rows": []}}, "ít nhất một hàng"),
    ],
)
def test_what_is_wrong_is_said(item: object, said: str) -> None:
    assert said in problem(item)
