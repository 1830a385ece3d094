"""The annex as a workbook whose sums and rates are formulas: whoever corrects a cell sees the sums follow.

Three sheets: the annex by blocks, agency x course, and where the numbers come from. Codes and names are text whatever
they look like; a formula has its value beside it, so that a reader that does not calculate shows the same.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, Any

from learners.coverage.exports import TEAMS_LABEL, WIDTHS, Told, cells, head, team_cells
from learners.coverage.heat import Heat, HeatRow
from learners.coverage.numbers import Numbers, rate
from learners.coverage.rows import Row
from mooc.foundation.tabular import safe

# Columns of the annex that are sums of people, and that of the rate with the two it comes from.
SUMMED, RATE, REQUIRED, COMPLETED = (3, 4, 5, 6, 7, 9, 10, 11), 8, 4, 7
# As ``numbers.rate``: two decimals, never 100 while somebody is missing, never 0 where somebody has completed.
RATE_FORMULA = (
    '=IF({all}=0,"-",IF({done}=0,0,MAX(0.01,IF({done}<{all},MIN(99.99,ROUND({done}*100/{all},2)),'
    "ROUND({done}*100/{all},2)))))"
)


def write_workbook(
    stream: IO[bytes],
    *,
    told: Told,
    heat: Heat | None,
    provenance: Sequence[tuple[str, str]],
    printed: str,
    made_at: dt.datetime,
) -> None:
    """``made_at`` dates the file; ``printed`` stands on top of every printed page."""
    # Loaded for the one download in a while, not at every start.
    import xlsxwriter

    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        # Else the hour of the download is in the file, and no two downloads are the same.
        book.set_properties({"title": printed, "created": made_at.astimezone(dt.UTC).replace(tzinfo=None)})
        styles = {bold: _styles(book, bold=bold) for bold in (False, True)}
        _Annex(_sheet(book, "Phụ lục", WIDTHS, printed), styles).write(told)
        if heat and heat.courses:
            widths = (6, 44, 12, *[18, 10] * len(heat.courses))
            _Courses(_sheet(book, "Theo khóa học", widths, printed), styles).write(heat)
        source = book.add_worksheet("Nguồn số liệu")
        source.set_column(0, 0, 36)
        source.set_column(1, 1, 90)
        source.set_landscape()
        source.set_paper(9)
        source.fit_to_pages(1, 0)
        for number, pair in enumerate(provenance):
            source.write_string(number, 0, pair[0], styles[True]["text"])
            source.write_string(number, 1, str(safe(pair[1])), styles[False]["text"])


def _styles(book: Any, *, bold: bool) -> dict[str, Any]:
    common = {"border": 1, "valign": "top", "bold": bold}
    return {
        "decimal": book.add_format({**common, "num_format": "0.00", "align": "right"}),
        "whole": book.add_format({**common, "num_format": "#,##0"}),
        "text": book.add_format({**common, "num_format": "@", "text_wrap": True}),
        "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "align": "center"}),
    }


def _sheet(book: Any, title: str, widths: Sequence[int], printed: str) -> Any:
    sheet = book.add_worksheet(title)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2)
    sheet.set_footer("&CTrang &P/&N")
    # "&" begins a code in a printed header; doubled it is itself. Excel allows 255 characters.
    sheet.set_header(f"&C{printed.replace('&', '&&')}"[:250])
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


class _Table:
    """Rows written one below the other; ``at`` is the next, counted from 0 as the library does."""

    def __init__(self, sheet: Any, styles: dict[bool, dict[str, Any]]) -> None:
        self.sheet, self.styles, self.at = sheet, styles, 0

    def head(self, texts: Iterable[str]) -> None:
        # Three lines in points; a program that prints without looking would cut off the second.
        self.sheet.set_row(0, 62)
        for column, text in enumerate(texts):
            self.sheet.write_string(0, column, str(text), self.styles[True]["head"])
        self.at = 1

    def put(self, column: int, cell: Any, *, bold: bool = False) -> None:
        styles = self.styles[bold]
        if isinstance(cell, Decimal):
            self.sheet.write_number(self.at, column, float(cell), styles["decimal"])
        elif isinstance(cell, int):
            self.sheet.write_number(self.at, column, cell, styles["whole"])
        elif cell is None:
            self.sheet.write_blank(self.at, column, None, styles["text"])
        else:
            self.sheet.write_string(self.at, column, str(safe(cell)), styles["text"])

    def sum(self, column: int, ranges: str, value: int) -> None:
        self.sheet.write_formula(self.at, column, f"=SUM({ranges})", self.styles[True]["whole"], value)

    def rate(self, column: int, done: int, required: int, value: Decimal | None, *, bold: bool) -> None:
        formula = RATE_FORMULA.format(all=self.cell(required), done=self.cell(done))
        shown = "-" if value is None else float(value)
        self.sheet.write_formula(self.at, column, formula, self.styles[bold]["decimal"], shown)

    def cell(self, column: int, at: int | None = None) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        return str(xl_rowcol_to_cell(self.at if at is None else at, column))

    def cells(self, column: int, places: Sequence[int]) -> str:
        """Every one of ``places`` in the column; what follows on is one range."""
        runs: list[list[int]] = []
        for place in places:
            if runs and runs[-1][1] == place - 1:
                runs[-1][1] = place
            else:
                runs.append([place, place])
        pairs = [(self.cell(column, first), self.cell(column, last)) for first, last in runs]
        return ",".join(first if first == last else f"{first}:{last}" for first, last in pairs) or "0"


class _Annex(_Table):
    def write(self, told: Told) -> None:
        report, number, parts = told.report, 0, list[int]()
        self.head(head(report))
        if report.own:
            number += 1
            parts.append(self.row(number, report.own))
        for block, rows in report.blocks:
            heading, first = self.at, self.at + 1
            self.at = first
            for row in rows:
                number += 1
                self.row(number, row)
            after, self.at = self.at, heading
            self.summed(block.value, str(block.label), rows, list(range(first, after)))
            parts.append(heading)
            self.at = after
        if report.unassigned:
            parts.append(self.row(number + 1, report.unassigned))
        self.total(report.total.numbers, parts)
        self.teams(told)

    def row(self, number: int, row: Row) -> int:
        """Where it stands."""
        for column, cell in enumerate(cells(number, row)):
            if column == RATE:
                self.rate(column, COMPLETED, REQUIRED, row.numbers.rate, bold=False)
            else:
                self.put(column, cell)
        self.at += 1
        return self.at - 1

    def summed(self, number: str | None, name: str, rows: Sequence[Row], places: Sequence[int]) -> None:
        numbers = Numbers()
        for row in rows:
            numbers.add(row.numbers)
        self._sums(cells(number, Row(None, name, numbers=numbers)), numbers, places)

    def total(self, numbers: Numbers, places: Sequence[int]) -> None:
        self._sums(cells(None, Row(None, "Cộng", numbers=numbers)), numbers, places)
        self.at += 1

    def _sums(self, told: list[Any], numbers: Numbers, places: Sequence[int]) -> None:
        for column, cell in enumerate(told):
            if column in SUMMED:
                self.sum(column, self.cells(column, places), cell)
            elif column == RATE:
                self.rate(column, COMPLETED, REQUIRED, numbers.rate, bold=True)
            else:
                self.put(column, cell, bold=True)

    def teams(self, told: Told) -> None:
        if told.teams:
            for column, cell in enumerate(["V", TEAMS_LABEL, *[None] * (len(WIDTHS) - 2)]):
                self.put(column, cell, bold=True)
            self.at += 1
        for place, team in enumerate(told.teams, start=1):
            for column, cell in enumerate(team_cells(place, team)):
                self.put(column, cell)
            self.at += 1


class _Courses(_Table):
    """For each course how many completed it, and the rate, coloured from low to high."""

    def write(self, heat: Heat) -> None:
        titles = [f"{one.title} ({'bắt buộc' if one.mandatory else 'tự chọn'})" for one in heat.courses]
        pairs = [text for title in titles for text in (f"{title}: hoàn thành", "Tỷ lệ (%)")]
        self.head(["STT", "Đơn vị", "Số được giao học", *pairs])
        for number, line in enumerate(heat.rows, start=1):
            self.line(number, line)
        last = self.at - 1
        self.put(0, None, bold=True)
        self.put(1, "Cộng", bold=True)
        for column, value in [(2, heat.total.required), *self.columns(heat.total)]:
            self.sum(column, self.cells(column, range(1, last + 1)), value)
        self.rates(heat.total, bold=True)
        for column in range(4, 4 + 2 * len(titles), 2):
            scale = {"type": "2_color_scale", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 100}
            colours = {"min_color": "#FFFFFF", "max_color": "#9CCC9C"}
            self.sheet.conditional_format(1, column, last, column, {**scale, **colours})

    def line(self, number: int, line: HeatRow) -> None:
        name = f"{line.row.name} (người của chính cơ quan)" if line.row.direct else line.row.name
        for column, value in [(0, number), (1, name), (2, line.required), *self.columns(line)]:
            self.put(column, value)
        self.rates(line, bold=False)
        self.at += 1

    def columns(self, line: HeatRow) -> list[tuple[int, int]]:
        return [(3 + 2 * place, value) for place, value in enumerate(line.completed)]

    def rates(self, line: HeatRow, *, bold: bool) -> None:
        for column, value in self.columns(line):
            self.rate(column + 1, column, 2, rate(value, line.required), bold=bold)
