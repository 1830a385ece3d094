"""A table in a lesson: a name, a heading to every column, and as a rule one to every row.

So that whoever hears it knows in which column and row she is. Columns of figures stand right; cells are never merged.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

TEXT, NUMBER = "text", "number"
LONGEST_FIGURE = 40
_FIGURE = re.compile(r"[+-]?\d[\d.,\s]*(?:\s?(?:%|đ|₫|đồng|triệu|tỷ))?")


def column_kind(texts: Iterable[str]) -> str:
    """Of a column with these cells: of figures when all that say something are."""
    said = [text for text in texts if text]
    figures = said and all(_FIGURE.fullmatch(text) and len(text) <= LONGEST_FIGURE for text in said)
    return NUMBER if figures else TEXT


class TableBlock(blocks.StructBlock):
    table = TypedTableBlock(
        [
            (
                TEXT,
                blocks.RichTextBlock(
                    features=["bold", "italic", "code", "link"], required=False, label=gettext_lazy("Chữ")
                ),
            ),
            (NUMBER, blocks.CharBlock(required=False, max_length=LONGEST_FIGURE, label=gettext_lazy("Số"))),
        ],
        label=gettext_lazy("Bảng"),
    )
    first_column = blocks.BooleanBlock(
        required=False,
        default=True,
        label=gettext_lazy("Cột đầu là tiêu đề của từng hàng"),
    )

    def clean(self, value: Any) -> Any:
        """A deferred check is that of a draft: it may wait for its words."""
        cleaned = super().clean(value)
        problem = "" if self.is_deferred_validation else _problem(cleaned["table"])
        if problem:
            raise StructBlockValidationError(block_errors={"table": ValidationError(problem)})
        return cleaned

    class Meta:
        icon = "table"
        label = gettext_lazy("Bảng")
        template = "blocks/table.html"


def _problem(table: TypedTable) -> str:
    name = table.caption or ""
    if not table.columns or not table.row_data:
        return _("Khối Bảng “%s”: bảng cần ít nhất một cột và một hàng.") % name
    if not name.strip():
        return _("Khối Bảng: hãy đặt tên cho bảng, nói bảng cho biết gì.")
    bare = next((place for place, column in enumerate(table.columns, 1) if not column["heading"].strip()), 0)
    return _("Khối Bảng “%(name)s”: cột %(place)d chưa có tiêu đề.") % {"name": name, "place": bare} if bare else ""
