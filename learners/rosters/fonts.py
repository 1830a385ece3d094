"""The cells of a book typed for TCVN3 or VNI fonts, rewritten before anything else is read: its headings are too."""

from collections import defaultdict

from learners.rosters.grid import Book
from mooc.foundation.legacy_fonts import Font, font_of, rewrite_row

# Enough rows to tell what a sheet was typed for.
_SAMPLE = 2000
# Sheet -> line (from 1) -> columns (from 0) that were rewritten, and from what.
Rewritten = dict[str, dict[int, dict[int, Font]]]


def to_unicode(book: Book) -> Rewritten:
    """Changes ``book`` in place; text of all cells is NFC afterwards."""
    told: Rewritten = defaultdict(dict)
    for sheet in book.sheets:
        texts = ([cell for cell in row if isinstance(cell, str)] for row in sheet.rows[:_SAMPLE])
        of_file = font_of(texts)
        for number, row in enumerate(sheet.rows, start=1):
            if all(not isinstance(cell, str) or cell.isascii() for cell in row) and of_file is None:
                continue
            places = [index for index, cell in enumerate(row) if isinstance(cell, str)]
            found = rewrite_row([str(row[index]) for index in places], of_file)
            cells = list(row)
            for index, (text, font) in zip(places, found, strict=True):
                cells[index] = text
                if font:
                    told[sheet.name].setdefault(number, {})[index] = font
            sheet.rows[number - 1] = cells
    return told
