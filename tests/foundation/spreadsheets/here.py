"""The reader of workbooks within the test's own process, for files by the thousand.

Starting a process for each takes longer than all that is read in it; that it ends nothing else is tried beside.
"""

import io
import sys
from types import SimpleNamespace

import pytest

from mooc.foundation.spreadsheets import apart, opening, sheet_reader
from mooc.foundation.spreadsheets.grid import Sheet


def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that the reader does but its bounds on memory and processor time, which would be this process's own."""
    packages = apart.command()[-1]

    def sheets_of(content: bytes, *, seconds: int) -> list[Sheet]:
        said = io.StringIO()
        with monkeypatch.context() as there:
            there.setattr(sheet_reader, "limit", lambda *_: None)
            there.setattr(sys, "argv", ["", packages, str(apart.MEMORY_MB), str(seconds)])
            there.setattr(sys, "path", [*sys.path])
            there.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
            there.setattr(sys, "stdout", said)
            sheet_reader.main()
        return list(apart._told(io.BytesIO(said.getvalue().encode())))

    monkeypatch.setattr(opening, "sheets_of", sheets_of)
