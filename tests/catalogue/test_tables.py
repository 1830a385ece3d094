"""A table in a lesson is heard as well as seen."""

from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.tables import TableBlock


def value(caption: str = "Giá cước", headings: tuple[str, ...] = ("Gói", "Giá"), rows: int = 1) -> Any:
    kinds = ("text", "number")
    columns = [{"type": kind, "heading": heading} for kind, heading in zip(kinds, headings, strict=False)]
    kept = [{"values": ["<p>Nhỏ</p>", "50.000"][: len(columns)]} for _row in range(rows)]
    table = {"columns": columns, "rows": kept, "caption": caption}
    return TableBlock().to_python({"table": table, "first_column": True})


def test_every_cell_has_its_column_and_row() -> None:
    html = TableBlock().render(TableBlock().clean(value()))
    for part in ("<caption>Giá cước</caption>", 'scope="col"', 'scope="row"', 'class="num"', 'tabindex="0"'):
        assert part in html


def test_rows_may_have_no_heading() -> None:
    plain = value()
    plain["first_column"] = False
    assert 'scope="row"' not in TableBlock().render(plain)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"caption": " "}, "hãy đặt tên cho bảng"),
        ({"headings": ("Gói", "")}, "Khối Bảng “Giá cước”: cột 2 chưa có tiêu đề."),
        ({"headings": ()}, "ít nhất một cột và một hàng"),
        ({"rows": 0}, "ít nhất một cột và một hàng"),
    ],
)
def test_a_table_that_says_too_little_is_not_published(wrong: dict[str, Any], told: str) -> None:
    block = TableBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value(**wrong))
    assert told in refused.value.block_errors["table"].messages[0]


def test_a_draft_may_say_little() -> None:
    block = TableBlock()
    block.defer_required_validation()
    block.clean(value(caption="", headings=("", "")))
