"""A spreadsheet out and in: a question a row, its answers in one cell, a line each, as in the bank's quick form.

Heads and kinds are in Vietnamese in every language of the admin: a file goes from one author to another.
"""

from collections.abc import Iterable, Sequence
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.exchange.items import Item, Malformed, Read, Refused, one_line
from courses.questions.models import Difficulty, QuestionKind
from courses.questions.plain_text import from_text, to_text
from courses.questions.types import type_of
from mooc.foundation.spreadsheets.grid import Cell, Unreadable
from mooc.foundation.spreadsheets.opening import WHILE_WAITING, open_book
from mooc.foundation.tagging import split_tags
from mooc.foundation.vietnamese import fold

SHEET, HELP_SHEET = "Câu hỏi", "Cách viết"
HEADS = (
    ("Mã", 38),
    ("Loại", 18),
    ("Câu hỏi", 50),
    ("Phương án và đáp án", 50),
    ("Giải thích", 40),
    ("Gợi ý", 30),
    ("Nhãn", 24),
    ("Độ khó", 10),
    ("Năng lực", 10),
)
_NEEDED = ("Loại", "Câu hỏi", "Phương án và đáp án")
# What a cell of a spreadsheet holds at most.
LONGEST_CELL = 32_767
_HOW = (
    "Mỗi câu hỏi một hàng. Cột Mã để trống cho câu mới; tệp xuất ra đã có mã, giữ nguyên để sửa đúng câu ấy.",
    "Gợi ý: mỗi gợi ý một dòng. Nhãn: cách nhau bằng dấu phẩy. Độ khó: Dễ, Vừa, Khó.",
    "Phương án và đáp án: mỗi phần một dòng trong cùng một ô (Alt+Enter để xuống dòng), tùy loại:",
)
_EXAMPLES: tuple[tuple[str, ...], ...] = (
    (
        "",
        "Chọn một",
        "Ngày Chuyển đổi số quốc gia là ngày nào?",
        "* 10/10\n2/9\n1/1",
        "Quyết định 505.",
        "",
        "",
        "Dễ",
        "",
    ),
    (
        "",
        "Nối cặp",
        "Nối phần mở rộng với loại tệp.",
        "jpg = Ảnh\nmp3 = Âm thanh",
        "",
        "Nghĩ đến máy ảnh.",
        "tệp",
        "Vừa",
        "",
    ),
)


def write(stream: IO[bytes], items: Iterable[Item]) -> None:
    """What no cell can hold is left out, and the sheet of help says how much that is."""
    rows = [_cells(item) for item in items]
    written = [row for row in rows if max(map(len, row)) <= LONGEST_CELL]
    left = len(rows) - len(written)
    _write(stream, written, [f"{left} câu dài hơn một ô chứa được, không có trong tệp này."] if left else [])


def write_template(stream: IO[bytes]) -> None:
    _write(stream, _EXAMPLES, [])


def _write(stream: IO[bytes], rows: Iterable[Sequence[str]], told: list[str]) -> None:
    # Loaded for the one download in a while, not at every start.
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet, bold = book.add_worksheet(SHEET), book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (head, width) in enumerate(HEADS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, wrapped)
        how = book.add_worksheet(HELP_SHEET)
        how.set_column(0, 0, 110)
        for number, text in enumerate([*told, *_HOW, *_how_by_kind()]):
            how.write_string(number, 0, text, wrapped)


def _how_by_kind() -> list[str]:
    with override("vi"):
        return [f"{kind.label}: {type_of(kind).how_to_write}" for kind in QuestionKind]


def _cells(item: Item) -> tuple[str, ...]:
    with override("vi"):
        kind = str(QuestionKind(item.kind).label)
        difficulty = str(Difficulty(item.difficulty).label) if item.difficulty else ""
    return (
        item.key,
        kind,
        item.prompt,
        to_text(item.kind, item.data),
        item.explanation,
        "\n".join(item.hints),
        ", ".join(item.tags),
        difficulty,
        item.competence,
    )


def read(content: bytes) -> Read:
    """Raises ``Malformed`` for what is no spreadsheet with our heads."""
    rows = _rows(content)
    heads = [one_line(_text(cell)) for cell in next(iter(rows), ())]
    columns = {head: index for head, _width in HEADS for index, found in enumerate(heads) if fold(found) == fold(head)}
    missing = [head for head in _NEEDED if head not in columns]
    if missing:
        names = ", ".join(missing)
        raise Malformed(_("Hàng đầu của bảng tính thiếu cột: %s. Anh/chị tải tệp mẫu để đối chiếu.") % names)
    found: Read = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {head: _text(row[index]) if index < len(row) else "" for head, index in columns.items()}
        if any(cells.values()):
            found.append(_item(_("hàng %d") % number, cells))
    return found


def _rows(content: bytes) -> list[list[Cell]]:
    try:
        sheets = open_book(content, seconds=WHILE_WAITING).sheets
    except Unreadable as error:
        raise Malformed(str(error)) from None
    sheet = next((sheet for sheet in sheets if sheet.name == SHEET), sheets[0])
    return [[*[""] * sheet.left, *row] for row in sheet.rows]


def _text(cell: Cell) -> str:
    """A number typed as an answer is read as it is written: 10, not 10.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").strip()


def _item(place: str, cells: dict[str, str]) -> Item | Refused:
    kind, difficulty = _kind(cells["Loại"]), _difficulty(cells.get("Độ khó", ""))
    if kind is None:
        return Refused(place, one_line(cells["Câu hỏi"]), _("cột Loại: không có loại câu hỏi này"))
    if difficulty is None:
        return Refused(place, one_line(cells["Câu hỏi"]), _("cột Độ khó: hãy ghi Dễ, Vừa hoặc Khó"))
    return Item(
        place=place,
        kind=kind,
        prompt=cells["Câu hỏi"],
        data=from_text(kind, cells["Phương án và đáp án"]),
        explanation=cells.get("Giải thích", ""),
        hints=tuple(part.strip() for part in cells.get("Gợi ý", "").split("\n") if part.strip()),
        tags=tuple(split_tags(cells.get("Nhãn", ""))),
        difficulty=difficulty,
        competence=cells.get("Năng lực", ""),
        key=cells.get("Mã", ""),
    )


def _kind(text: str) -> str | None:
    with override("vi"):
        names = {fold(str(kind.label)): kind.value for kind in QuestionKind}
    return names.get(fold(text))


def _difficulty(text: str) -> str | None:
    with override("vi"):
        names = {fold(str(one.label)): one.value for one in Difficulty}
    return names.get(fold(text)) if text else ""
