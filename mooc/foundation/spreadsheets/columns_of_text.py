"""Text files of columns: which characters their bytes are, and what stands between two cells.

Excel saves "CSV" with semicolons or commas, in whatever code page the machine has; "Unicode text" is UTF-16 with tabs.
Without a mark at its beginning a file that is no UTF-8 is tried as each code page: the most syllables win.
"""

import csv
import io
from collections import Counter

from django.utils.translation import gettext as _

from mooc.foundation.legacy_fonts import REWRITE
from mooc.foundation.spreadsheets import refusals
from mooc.foundation.spreadsheets.grid import Book, Row, Sheet, Unreadable
from mooc.foundation.spreadsheets.sheet_reader import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from mooc.foundation.syllables import is_syllable, words_of

DELIMITERS = (";", ",", "\t", "|")
# Longer is a quote that nobody closed.
LONGEST_CELL = 4000
# Enough to judge by.
_SAMPLE = 60_000


def read_text(content: bytes) -> Book:
    """Raises ``Unreadable``."""
    text, encoding = decode(content)
    if "\x00" in text:
        raise refusals.other()
    return Book("csv", [_sheet(text)], encoding)


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding.removesuffix("-sig").upper()
    try:
        text = content.decode("utf-8")
        # ASCII in UTF-16 without its mark is UTF-8 as well, with a NUL at every other place.
        if "\x00" not in text:
            return text, "UTF-8"
    except UnicodeDecodeError:
        pass
    if content[1:400:2].count(0) > 50 or content[0:400:2].count(0) > 50:
        encoding = "utf-16-le" if content[1:400:2].count(0) > content[0:400:2].count(0) else "utf-16-be"
        return content.decode(encoding, errors="replace"), "UTF-16"
    # TCVN3 and VNI are Latin-1 as far as the bytes go; their fonts are recognised later, cell by cell.
    tried = {name: content.decode(name, errors="replace") for name in ("cp1258", "latin-1")}
    worth = {name: _syllables(text[:_SAMPLE]) for name, text in tried.items()}
    sample = tried["latin-1"][:_SAMPLE]
    worth["latin-1"] = max(worth["latin-1"], *(_syllables(rewrite(sample)) for rewrite in REWRITE.values()))
    best = max(worth, key=lambda name: worth[name])
    return tried[best], "Windows-1258" if best == "cp1258" else "Windows-1252"


def _syllables(text: str) -> int:
    import unicodedata

    marked = [word for word in words_of(unicodedata.normalize("NFC", text)) if not word.isascii()]
    return sum(1 if is_syllable(word) else -1 for word in marked)


def delimiter_of(text: str) -> str:
    """What most of the first lines agree on; raises ``Unreadable`` where nothing parts them."""
    lines = [line for line in text[:_SAMPLE].splitlines()[:40] if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) >= 5:
        return lines[0][4]
    agreed: dict[str, int] = {}
    for sign in DELIMITERS:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        found = counts.most_common(1)
        agreed[sign] = found[0][1] * found[0][0] if found else 0
    best = max(agreed, key=lambda sign: agreed[sign])
    if not agreed[best]:
        told = _(
            "Tệp chỉ có một cột: không thấy dấu chấm phẩy, dấu phẩy, dấu tab hay dấu | giữa các ô. Anh/chị mở bằng "
            "Excel, lưu kiểu .xlsx rồi tải lên."
        )
        raise Unreadable(told)
    return best


def _sheet(text: str) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    rows: list[Row] = []
    cells, beyond = 0, 0
    try:
        for row in reader:
            if not rows and row and row[0].lower().startswith("sep="):
                rows.append([])
                continue
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise csv.Error
            while row and not row[-1].strip():
                row.pop()
            # Where an editor shows it: a cell with a line end in it moves what follows down.
            rows += [[] for _missing in range(reader.line_num - len(rows) - 1)]
            rows.append(row[:MOST_COLUMNS])
            beyond = beyond or (len(rows) if len(row) > MOST_COLUMNS else 0)
            cells += len(row)
            if len(rows) > MOST_ROWS or cells > MOST_CELLS:
                raise Unreadable(_("Tệp có quá nhiều dòng: nhiều nhất %d dòng một tệp.") % MOST_ROWS)
    except csv.Error:
        told = _("Từ dòng %d có dấu nháy kép mở mà không đóng. Anh/chị mở tệp, sửa dòng ấy rồi tải lên lại.")
        raise Unreadable(told % (len(rows) + 1)) from None
    return Sheet("", rows, beyond=beyond)
