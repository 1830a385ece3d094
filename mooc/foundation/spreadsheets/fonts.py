"""The cells of a book typed for TCVN3 or VNI fonts, rewritten before anything else is read: its headings are too."""

import unicodedata
from collections import defaultdict
from functools import lru_cache

from mooc.foundation.legacy_fonts import Font, font_of, is_plain, recognise, rewrite_row
from mooc.foundation.spreadsheets.grid import Book

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
            if of_file is None and all(not isinstance(cell, str) or _is_settled(cell) for cell in row):
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


@lru_cache(maxsize=4096)
def _is_settled(text: str) -> bool:
    """Whether nothing is left to do for it: offices and posts say the same thousands of times."""
    if text.isascii():
        return True
    return unicodedata.is_normalized("NFC", text) and (is_plain(text) or recognise(text) is None)
