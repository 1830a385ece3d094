"""A file becomes the blocks its author meant; what does not is named with its place."""

from typing import Any

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from content.blocks.lesson import RICH_TEXT
from courses.importing.reading import read
from tests.importing import files

MARKDOWN = """---
title: Mật khẩu dài
minutes: 7
required: false
---
Đoạn mở đầu **đậm** và *nghiêng*, xem [trang này](https://example.org).

## Vì sao

- Một
  - Một nhỏ
- Hai

#### Nhỏ nữa

> [!WARNING]
> Đừng gửi mật khẩu.

Bước một, mở cài đặt. Bước hai, đổi mật khẩu.

| Yếu | Mạnh |
| --- | --- |
| 1 | 2 |

<div>không nhận</div>

![Sơ đồ](https://example.org/a.png)
"""


def table(heads: list[str | tuple[str, str]], *rows: list[str], caption: str = "") -> dict[str, Any]:
    """As a stream keeps it; a heading with a kind is of another column than one of words."""
    named = [head if isinstance(head, tuple) else ("text", head) for head in heads]
    columns = [{"type": kind, "heading": heading} for kind, heading in named]
    value = {"columns": columns, "rows": [{"values": row} for row in rows], "caption": caption}
    return {"table": value, "first_column": True}


def test_a_name_typed_as_code_stays_code_also_after_the_editor() -> None:
    text = "<p>Gõ <code>&lt;b&gt; ..an</code> rồi bấm <b>Gửi</b>.</p>"
    assert read("bai.md", "Gõ `<b> ..an` rồi bấm **Gửi**.\n".encode()).blocks == [("text", text)]
    opened = ContentstateConverter(features=RICH_TEXT).from_database_format(text)
    kept = ContentstateConverter(features=RICH_TEXT).to_database_format(opened)
    assert "<code>&lt;b&gt; ..an</code>" in kept


def test_a_word_file_becomes_blocks() -> None:
    reading = read("bai.docx", files.lesson_docx())
    assert (reading.title, reading.minutes, reading.required) == ("Mật khẩu dài", 1, True)
    assert reading.blocks == [
        (
            "text",
            '<p>Dài <b>hơn</b> phức tạp. Xem <a href="https://example.org/a?b=1&amp;c=2">trang hướng dẫn</a>.</p>'
            "<h2>Vì sao</h2><ul><li>Một cụm từ<ul><li>Bốn từ ghép lại</li></ul></li></ul>",
        ),
        ("callout", {"tone": "warning", "text": "<p>Chú ý: đừng gửi mật khẩu cho ai.</p>"}),
        ("callout", {"tone": "example", "text": "<p>Ví dụ, “ghe xuồng bến nước”.</p>"}),
        ("text", "<h3>Cách đặt</h3>"),
        ("table", table(["Yếu", "Mạnh"], ["<p>123456</p>", "<p>ghe xuồng bến nước</p>"])),
        ("figure", {"picture": 0, "caption": "Màn hình đổi mật khẩu"}),
    ]
    assert [picture.content for picture in reading.pictures] == [files.picture()]
    told = {note.text: note.where for note in reading.notes}
    for remark in ("Hàng đầu của bảng được lấy làm tiêu đề các cột.", "Bảng chưa có tên. Anh/chị đặt tên"):
        assert any(text.startswith(remark) and where.startswith("Đoạn 8") for text, where in told.items())


def test_a_markdown_file_becomes_the_same_blocks_and_names_lines() -> None:
    reading = read("bai.md", MARKDOWN.encode())
    assert (reading.title, reading.minutes, reading.required) == ("Mật khẩu dài", 7, False)
    assert reading.blocks == [
        (
            "text",
            '<p>Đoạn mở đầu <b>đậm</b> và <i>nghiêng</i>, xem <a href="https://example.org">trang này</a>.</p>'
            "<h2>Vì sao</h2><ul><li>Một<ul><li>Một nhỏ</li></ul></li><li>Hai</li></ul><h3>Nhỏ nữa</h3>",
        ),
        ("callout", {"tone": "warning", "text": "<p>Đừng gửi mật khẩu.</p>"}),
        ("steps", {"title": "", "steps": ["<p>Mở cài đặt.</p>", "<p>Đổi mật khẩu.</p>"]}),
        ("table", table(["Yếu", ("number", "Mạnh")], ["<p>1</p>", "2"])),
    ]
    told = [(note.where.split(" (")[0], note.text.split(":")[0].split(".")[0]) for note in reading.notes]
    assert told == [
        ("Dòng 25", "Mã HTML không được nhận; chỉ giữ phần chữ đứng ngoài thẻ"),
        ("Dòng 19", "Các câu đánh số được chuyển thành khung các bước"),
        ("Dòng 21", "Bảng chưa có tên"),
        ("Dòng 27", "Một ảnh bị bỏ"),
    ]


def test_three_levels_of_headings_become_two_and_the_author_is_told() -> None:
    reading = read("bai.md", "# Tên\n\n## Một\n\n### Hai\n\n#### Ba\n".encode())
    assert (reading.title, reading.blocks) == ("Tên", [("text", "<h2>Một</h2><h3>Hai</h3><h3>Ba</h3>")])
    assert [note.where for note in reading.notes] == ["Dòng 7 (“Ba”)"]


def test_letters_in_two_parts_are_put_together() -> None:
    assert read("bai.md", "Tie\u0302\u0301ng Vie\u0323\u0302t".encode()).blocks == [("text", "<p>Tiếng Việt</p>")]


def test_a_description_word_wrote_by_itself_describes_nothing() -> None:
    for written, kept in (
        ("A cat. Description automatically generated", ""),
        ("IMG_2031.jpg", ""),
        ("Màn hình đăng nhập", "Màn hình đăng nhập"),
    ):
        related = files.relations(("p", "image", "media/a.png"))
        content = files.docx(files.paragraph(files.drawing("p", written)), related=related, a=files.picture())
        assert read("a.docx", content).pictures[0].alt == kept


def test_links_other_than_addresses_keep_their_words_only() -> None:
    reading = read("a.md", b"[a](javascript:alert(1)) [b](file:///etc/passwd) [c](tel:113)")
    (block,) = reading.blocks
    assert "javascript:" not in str(block[1]).replace("[a](javascript:alert(1))", "")
    assert 'href="tel:113"' in block[1]
    assert block[1].count("<a ") == 1
