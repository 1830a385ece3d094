"""A table in a lesson's file: ``{table: {name: ..., head: [...], rows: [[...], ...]}}``, its cells lines of words."""

from html import escape
from typing import Any

from content.blocks.tables import NUMBER, TEXT, column_kind

Block = tuple[str, Any]


def table_problem(table: object) -> str:
    """What is wrong with it, in words, or nothing."""
    if not isinstance(table, dict) or set(table) != {"name", "head", "rows"}:
        return "'table' cần đúng ba mục: name, head, rows"
    head, rows = table["head"], table["rows"]
    if not isinstance(table["name"], str) or not table["name"].strip():
        return "'name' của bảng là một dòng chữ, nói bảng cho biết gì"
    if not _is_row(head) or not all(str(cell).strip() for cell in head):
        return "'head' của bảng là danh sách tiêu đề các cột"
    if not isinstance(rows, list) or not rows or not all(_is_row(row) and len(row) == len(head) for row in rows):
        return f"'rows' của bảng cần ít nhất một hàng, mỗi hàng đúng {len(head)} ô"
    return ""


def _is_row(row: object) -> bool:
    return isinstance(row, list) and bool(row) and all(isinstance(cell, str | int | float) for cell in row)


def table_block(table: dict[str, Any]) -> Block:
    """Of a table without problems; the first column names the rows."""
    rows = [[" ".join(str(cell).split()) for cell in row] for row in table["rows"]]
    kinds = [TEXT, *(column_kind(row[place] for row in rows) for place in range(1, len(table["head"])))]
    columns = [{"type": kind, "heading": str(head)} for kind, head in zip(kinds, table["head"], strict=True)]
    kept = [{"values": [_cell(kind, cell) for kind, cell in zip(kinds, row, strict=True)]} for row in rows]
    return "table", {"table": {"columns": columns, "rows": kept, "caption": table["name"]}, "first_column": True}


def _cell(kind: str, text: str) -> str:
    return text if kind == NUMBER or not text else f"<p>{escape(text, quote=False)}</p>"
