"""Tables for spreadsheets: streamed row by row, safe against formulas, with a sheet on where they come from."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


class Strong(list[Any]):
    """A row in bold: the heading of a block, a sum."""


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


def csv_lines(
    head: Sequence[str], rows: Iterable[Sequence[Any]], provenance: Sequence[tuple[str, str]] = ()
) -> Iterator[str]:
    """Lines of a CSV file in UTF-8 with BOM, decimal comma and therefore semicolons between cells.

    After an empty line ``provenance`` says where the rows come from.
    """
    writer = csv.writer(_Echo(), delimiter=";")
    yield BOM + writer.writerow([_as_text(cell) for cell in head])
    for row in rows:
        yield writer.writerow([_as_text(cell) for cell in row])
    for pair in [(), *provenance] if provenance else []:
        yield writer.writerow([_as_text(cell) for cell in pair])


def write_xlsx(
    stream: IO[bytes],
    *,
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    provenance: Sequence[tuple[str, str]],
    widths: Sequence[int] = (),
    printed: str = "",
) -> None:
    """One sheet of rows, its head repeated on every printed page, and the sheet "Nguồn số liệu".

    ``widths`` in characters, ``printed`` stands on top of every printed page.
    """
    # Loaded for the one download in a while, not at every start.
    import xlsxwriter

    with xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(title[:31])
        _set_up(sheet, widths or (6, 48), printed)
        _write_head(sheet, head, book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"}))
        plain, strong = _formats(book, bold=False), _formats(book, bold=True)
        for number, row in enumerate(rows, start=1):
            _write_row(sheet, number, row, strong if isinstance(row, Strong) else plain)
        source = book.add_worksheet("Nguồn số liệu")
        source.set_column(0, 1, 48)
        for number, pair in enumerate(provenance):
            source.write_string(number, 0, pair[0], strong["text"])
            source.write_string(number, 1, str(safe(pair[1])), plain["text"])


def _formats(book: Any, *, bold: bool) -> dict[str, Any]:
    common = {"border": 1, "valign": "top", "bold": bold}
    return {
        "decimal": book.add_format({**common, "num_format": "0.00"}),
        "whole": book.add_format({**common, "num_format": "0"}),
        # As text whatever it looks like: codes keep their zeros.
        "text": book.add_format({**common, "num_format": "@", "text_wrap": True}),
    }


def _set_up(sheet: Any, widths: Sequence[int], printed: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_footer("&CTrang &P/&N")
    if printed:
        # "&" begins a code in a printed header; doubled it is itself. Excel allows 255 characters.
        sheet.set_header(f"&C{printed.replace('&', '&&')}"[:250])
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _write_head(sheet: Any, head: Sequence[str], style: Any) -> None:
    for column, cell in enumerate(head):
        sheet.write_string(0, column, cell, style)


def _write_row(sheet: Any, number: int, row: Sequence[Any], styles: dict[str, Any]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, Decimal):
            sheet.write_number(number, column, float(cell), styles["decimal"])
        elif isinstance(cell, int):
            sheet.write_number(number, column, cell, styles["whole"])
        elif cell is None:
            sheet.write_blank(number, column, None, styles["text"])
        else:
            sheet.write_string(number, column, str(safe(cell)), styles["text"])
