"""``python -I -S sheet_reader.py PACKAGES MEMORY_MB CPU_SECONDS < FILE``: a workbook's visible sheets, as JSON.

A process of its own, which knows nothing of this project: a workbook from outside may ask its reader for gigabytes
with two cells, and a library that cannot have them ends the process it runs in. Here that ends nothing else. It loads
as little as it can, for somebody waits. PACKAGES is the folder that has the library.

One value a line. First of each sheet comes ``{"sheet", "left", "merged"}``, then a list of cells for every row from the
first of the file on; a day is ``{"d": "2026-11-26"}``. Behind them ``{"beyond": line}`` where a line has more columns
than are read. The last is ``{"end": true}``, or ``{"error": code}`` where the file cannot be read.
"""

import datetime as dt
import json
import resource
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100, 50_000, 120, 1_500_000
# In one cell (no program writes more), and in all of them.
LONGEST_CELL, MOST_CHARACTERS = 32_767, 20_000_000
MOST_MERGED = 20_000


class Refused(Exception):
    """The code of why."""


def limit(memory_mb: int, cpu_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: "Any") -> "Any":
    if isinstance(cell, str):
        return cell[:LONGEST_CELL]
    if isinstance(cell, (bool, int, float)):
        return cell
    if isinstance(cell, dt.datetime):
        return {"d": cell.date().isoformat()}
    if isinstance(cell, dt.date):
        return {"d": cell.isoformat()}
    return str(cell)


def say(line: "Any") -> None:
    sys.stdout.write(json.dumps(line) + "\n")


class Reading:
    """What was read so far of one workbook."""

    def __init__(self) -> None:
        self.cells = self.characters = 0

    def book(self) -> None:
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        book = CalamineWorkbook.from_filelike(sys.stdin.buffer)
        about = zip(book.sheet_names, book.sheets_metadata, strict=False)
        kind, shown = SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible
        names = [name for name, meta in about if meta.typ == kind and meta.visible == shown]
        if len(names) > MOST_SHEETS:
            raise Refused("sheets")
        for name in names:
            self.sheet(book.get_sheet_by_name(name))

    def sheet(self, sheet: "Any") -> None:
        if sheet.start is None:
            return
        if sheet.end[0] >= MOST_ROWS:
            raise Refused("large")
        left, beyond = sheet.start[1], 0
        room = max(0, MOST_COLUMNS - left)
        merged = [[*start, *end] for start, end in sheet.merged_cell_ranges or [] if end[1] < MOST_COLUMNS]
        say({"sheet": sheet.name, "left": left, "merged": merged[:MOST_MERGED]})
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if not beyond and any(cell != "" for cell in row[room:]):
                beyond = number
            kept = [plain(cell) for cell in row[:room]]
            while kept and (kept[-1] == "" or kept[-1] is None):
                kept.pop()
            self.count(kept)
            say(kept)
        if beyond:
            say({"beyond": beyond})

    def count(self, row: "list[Any]") -> None:
        self.cells += len(row)
        self.characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if self.cells > MOST_CELLS or self.characters > MOST_CHARACTERS:
            raise Refused("large")


def main() -> None:
    packages, memory, seconds = sys.argv[1:]
    limit(int(memory), int(seconds))
    sys.path.append(packages)
    try:
        Reading().book()
        say({"end": True})
    except Refused as error:
        say({"error": str(error)})
    except MemoryError:
        say({"error": "large"})
    # A broken workbook breaks its reader in more ways than anybody has counted; a panic in it is no Exception.
    except BaseException as error:  # noqa: BLE001
        say({"error": "locked" if type(error).__name__ == "PasswordError" else "broken"})
    sys.stdout.flush()


if __name__ == "__main__":
    main()
