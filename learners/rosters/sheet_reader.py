"""``python sheet_reader.py FILE MEMORY_MB CPU_SECONDS``: the visible sheets of a workbook, as lines of JSON.

A process of its own, which knows nothing of this project: a workbook from outside may ask its reader for gigabytes
with two cells, and a library that cannot have them ends the process it runs in. Here that ends nothing else.

First of each sheet comes ``{"sheet", "height", "width", "left", "merged"}``, then a list of cells for every row from
the first row of the file on; a day is ``{"d": "2026-11-26"}``. What cannot be read is one line ``{"error": code}``.
"""

import datetime as dt
import json
import resource
import sys
from typing import Any

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20, 50_000, 120, 1_500_000


def limit(memory_mb: int, cpu_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: Any) -> Any:
    if isinstance(cell, dt.datetime):
        return {"d": cell.date().isoformat()}
    if isinstance(cell, dt.date):
        return {"d": cell.isoformat()}
    if isinstance(cell, (str, bool, int, float)):
        return cell
    return str(cell)


def say(line: Any) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")


class TooLarge(Exception):
    """More rows or cells than a roster has."""


def read(path: str) -> None:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    cells = 0
    with open(path, "rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        about = zip(book.sheet_names, book.sheets_metadata, strict=False)
        kind, shown = SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible
        names = [name for name, meta in about if meta.typ == kind and meta.visible == shown]
        for name in names[:MOST_SHEETS]:
            cells += read_sheet(book.get_sheet_by_name(name), cells)


def read_sheet(sheet: Any, before: int) -> int:
    if sheet.start is None:
        return 0
    if sheet.end[0] >= MOST_ROWS:
        raise TooLarge
    cells, left = 0, sheet.start[1]
    merged = [[*start, *end] for start, end in sheet.merged_cell_ranges or [] if end[1] < left + MOST_COLUMNS]
    say({"sheet": sheet.name, "height": sheet.height, "width": sheet.width, "left": left, "merged": merged[:20_000]})
    for row in sheet.iter_rows():
        kept = [plain(cell) for cell in row[:MOST_COLUMNS]]
        while kept and (kept[-1] == "" or kept[-1] is None):
            kept.pop()
        cells += len(kept)
        if before + cells > MOST_CELLS:
            raise TooLarge
        say(kept)
    return cells


def main() -> None:
    path, memory, seconds = sys.argv[1:]
    limit(int(memory), int(seconds))
    try:
        read(path)
    except TooLarge:
        say({"error": "large"})
    # A broken workbook breaks its reader in more ways than anybody has counted; a panic in it is no Exception.
    except BaseException as error:  # noqa: BLE001
        say({"error": "password" if type(error).__name__ == "PasswordError" else "broken"})
    sys.stdout.flush()


if __name__ == "__main__":
    main()
