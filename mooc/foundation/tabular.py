"""Tables for spreadsheets: streamed row by row, safe against formulas, with a sheet on where they come from."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


class _Echo:
    """A file that hands back what is written, so that csv may be streamed."""

    def write(self, text: str) -> str:
        return text


def safe(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers.

    A lone "-" is the sign for "no denominator" and stays as it is: no spreadsheet reads it as a formula.
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS) and value != "-":
        return f"'{value}"
    return value


def _as_text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return "" if value is None else safe(value)


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of a CSV file in UTF-8 with BOM, decimal comma and therefore semicolons between cells."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield BOM + writer.writerow([_as_text(cell) for cell in head])
    for row in rows:
        yield writer.writerow([_as_text(cell) for cell in row])


def write_xlsx(
    stream: IO[bytes],
    *,
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    provenance: Sequence[tuple[str, str]],
) -> None:
    """One sheet of rows, its head repeated on every printed page, and the sheet "Nguồn số liệu"."""
    with xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        decimal = book.add_format({"num_format": "0.00"})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(title[:31])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, 1, 48)
        for column, cell in enumerate(head):
            sheet.write_string(0, column, cell, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, column, float(cell), decimal)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell is not None:
                    sheet.write_string(number, column, str(safe(cell)), text)
        source = book.add_worksheet("Nguồn số liệu")
        source.set_column(0, 1, 40)
        for number, (label, value) in enumerate(provenance):
            source.write_string(number, 0, label, bold)
            source.write_string(number, 1, str(safe(value)), text)
