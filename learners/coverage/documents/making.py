"""A report as a file: the annex as XLSX or CSV, the paper as DOCX or PDF; live or frozen, always in Vietnamese."""

import datetime as dt
import hashlib
import io
from dataclasses import dataclass

from learners.coverage import exports
from learners.coverage.documents.paper import paper_of
from learners.coverage.documents.workbook import write_workbook
from learners.coverage.exports import Told
from learners.coverage.frozen.models import FrozenReport
from learners.coverage.heat import Heat
from mooc.foundation.tabular import csv_lines

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "docx": WORD,
    "pdf": "application/pdf",
}
FORMATS = tuple(TYPES)


@dataclass(frozen=True)
class File:
    """``mark`` is the SHA-256 of the annex's rows: two files with the same one say the same."""

    content: bytes
    fmt: str
    mark: str

    @property
    def mime(self) -> str:
        return TYPES[self.fmt]

    @property
    def digest(self) -> str:
        """SHA-256 of the file itself."""
        return hashlib.sha256(self.content).hexdigest()


def make_file(told: Told, fmt: str, *, heat: Heat | None, frozen: FrozenReport | None = None) -> File:
    """``heat`` is asked of XLSX alone."""
    rows = list(exports.annex_rows(told))
    mark = exports.fingerprint(rows)
    at = frozen.frozen_at if frozen else told.report.question.known_at
    if fmt in ("docx", "pdf"):
        return File(_paper(told, fmt, frozen, at), fmt, mark)
    source = exports.provenance(told.report, mark, frozen)
    if fmt == "csv":
        return File("".join(csv_lines(exports.head(told.report), rows, source)).encode(), fmt, mark)
    out = io.BytesIO()
    printed = f"{dict(source)['Đợt']} - {told.report.name}"
    write_workbook(out, told=told, heat=heat, provenance=source, printed=printed, made_at=at)
    return File(out.getvalue(), fmt, mark)


def _paper(told: Told, fmt: str, frozen: FrozenReport | None, at: dt.datetime) -> bytes:
    # Loaded for the one download in a while, not at every start.
    if fmt == "docx":
        from learners.coverage.documents.as_docx import as_docx

        return as_docx(paper_of(told, frozen), made_at=at)
    from learners.coverage.documents.as_pdf import as_pdf

    return as_pdf(paper_of(told, frozen), timestamp=int(at.timestamp()))
