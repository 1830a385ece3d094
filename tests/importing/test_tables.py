"""Tables of Word and Markdown become the lesson's; what cannot is told."""

from courses.catalogue.models import LessonPage
from courses.importing.reading import read
from courses.importing.tables import MOST_COLUMNS, MOST_ROWS
from tests.importing import files
from tests.importing.test_reading import table


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{files.paragraph(text)}</w:tc>"


def rows(*cells: str, head: str = "") -> str:
    first, *others = cells
    return f"<w:tbl><w:tr>{head}{first}</w:tr>{''.join(f'<w:tr>{row}</w:tr>' for row in others)}</w:tbl>"


HEAD = "<w:trPr><w:tblHeader/></w:trPr>"


def test_a_caption_above_or_below_names_the_table() -> None:
    made = files.table(("Gói", "Giá"), ("Nhỏ", "50.000 đ"), ("Lớn", "120.000 đ"))
    for content in (
        (files.paragraph("Giá cước", "Caption"), made),
        (made, files.paragraph("Giá cước", "Caption")),
    ):
        reading = read("bai.docx", files.docx(*content))
        assert reading.blocks == [
            (
                "table",
                table(
                    ["Gói", ("number", "Giá")],
                    ["<p>Nhỏ</p>", "50.000 đ"],
                    ["<p>Lớn</p>", "120.000 đ"],
                    caption="Giá cước",
                ),
            )
        ]


def test_merged_cells_are_repeated_and_told() -> None:
    span, down, covered = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    made = rows(
        cell("Huyện") + cell("Số máy") + cell("Ghi chú"),
        cell("Cái Bè", down) + cell("Cả năm", span),
        cell("", covered) + cell("12") + cell("mới"),
        head=HEAD,
    )
    reading = read("bai.docx", files.docx(made))
    (_name, value), *_others = reading.blocks
    assert [row["values"] for row in value["table"]["rows"]] == [
        ["<p>Cái Bè</p>", "<p>Cả năm</p>", "<p>Cả năm</p>"],
        ["<p>Cái Bè</p>", "<p>12</p>", "<p>mới</p>"],
    ]
    told = [note.text for note in reading.notes]
    assert "Bảng có 2 ô gộp: nội dung được lặp lại ở từng ô. Anh/chị xem lại bảng." in told
    assert not any(text.startswith("Hàng đầu") for text in told)


def test_marks_and_links_stay_and_lists_become_lines() -> None:
    text = "| Việc | Ở đâu |\n| --- | --- |\n| **Nộp** đơn | [Cổng](https://example.org) |\n"
    (_name, value), *_others = read("bai.md", text.encode()).blocks
    assert value["table"]["rows"][0]["values"] == [
        "<p><b>Nộp</b> đơn</p>",
        '<p><a href="https://example.org">Cổng</a></p>',
    ]
    listed = "<w:tc>" + files.paragraph("Một", level=0) + files.paragraph("Hai", level=0) + "</w:tc>"
    (_name, value), *_others = read("bai.docx", files.docx(rows(cell("Việc"), listed))).blocks
    assert value["table"]["rows"][0]["values"] == ["<p>Một</p><p>Hai</p>"]


def test_a_table_in_a_table_becomes_words_and_is_told() -> None:
    inner = files.table(("trong", "cùng"))
    reading = read("bai.docx", files.docx(rows(cell("Việc"), f"<w:tc>{inner}{files.paragraph('')}</w:tc>")))
    (_name, value), *_others = reading.blocks
    assert value["table"]["rows"][0]["values"] == ["<p>trong</p><p>cùng</p>"]
    assert "Bảng nằm trong ô được chuyển thành chữ." in [note.text for note in reading.notes]


def test_a_table_nobody_reads_on_a_phone_is_left_out() -> None:
    wide = files.table(tuple("a" * (MOST_COLUMNS + 1)))
    long = files.table(*[("a", "b")] * (MOST_ROWS + 1))
    far = rows(cell("a", '<w:gridSpan w:val="90000"/>'))
    for made in (wide, long, far):
        reading = read("bai.docx", files.docx(files.paragraph("Một đoạn."), made))
        assert [name for name, _value in reading.blocks] == ["text"]
        assert [note.text[:12] for note in reading.notes] == ["Bảng lớn quá"]


def test_what_was_read_is_a_block_of_a_lesson() -> None:
    made = files.table(("Gói", "Giá"), ("Nhỏ", "50.000 đ"))
    blocks = read("bai.docx", files.docx(files.paragraph("Giá cước", "Caption"), made)).blocks
    html = str(LessonPage.body.field.to_python([{"type": name, "value": value} for name, value in blocks]))
    for part in (
        "<caption>Giá cước</caption>",
        '<th scope="col">Gói</th>',
        '<th scope="row">',
        '<td class="num">50.000 đ</td>',
    ):
        assert part in html
