"""A workbook is read in a process of its own: whatever ends that one, what it had not said is never taken for whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mooc.foundation.spreadsheets import apart, sheet_reader
from mooc.foundation.spreadsheets.grid import Unreadable
from tests.foundation.spreadsheets import files

SHEET = {"sheet": "A", "left": 0, "merged": []}
ROWS = [["Họ và tên", "Mã"], ["Lan", 1]]


def says(monkeypatch: pytest.MonkeyPatch, lines: list[object], end: str = "") -> None:
    """In the reader's place something that says ``lines`` and then does ``end``."""
    script = "".join(f"print({json.dumps(line)!r}, flush=True)\n" for line in lines) + end
    monkeypatch.setattr(apart, "command", lambda: [sys.executable, "-I", "-c", script])


@pytest.mark.parametrize("signal", ["SIGKILL", "SIGABRT", "SIGXCPU"])
def test_a_reader_that_was_ended_has_read_nothing(monkeypatch: pytest.MonkeyPatch, signal: str) -> None:
    says(monkeypatch, [SHEET, *ROWS], f"import os, signal; os.kill(os.getpid(), signal.{signal})")
    with pytest.raises(Unreadable, match="Bảng tính quá lớn"):
        apart.sheets_of(b"", seconds=5)


def test_its_last_word_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, [SHEET, *ROWS, {"beyond": 2}, {"end": True}], "import time; time.sleep(60)")
    [sheet] = apart.sheets_of(b"", seconds=5)
    assert (sheet.rows, sheet.beyond) == (ROWS, 2)


def test_processor_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is the real one; what runs under it never ends by itself."""
    reader = Path(sheet_reader.__file__).read_text().replace("Reading().book()", "[0 for _ in iter(int, 1)]")
    monkeypatch.setattr(apart, "command", lambda: [sys.executable, "-I", "-c", reader, ""])
    with pytest.raises(Unreadable, match="Bảng tính quá lớn"):
        apart.sheets_of(b"", seconds=1)


def test_no_secret_of_the_environment_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    told = "import json, os\nprint(json.dumps({'sheet': ' '.join(os.environ), 'left': 0, 'merged': []}))\n"
    says(monkeypatch, [], told + "print(json.dumps({'end': True}))")
    [sheet] = apart.sheets_of(b"", seconds=5)
    assert "SECRET_KEY" not in sheet.name


def test_little_is_loaded_for_it() -> None:
    packages = apart.command()[-1]
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "importtime", sheet_reader.__file__, packages, "320", "5"],
        input=files.xlsx(ROWS),
        capture_output=True,
        check=True,
    )
    loaded = {line.rsplit(b"|", 1)[-1].strip().decode() for line in told.stderr.splitlines()}
    assert "python_calamine" in loaded
    assert not loaded & {"django", "mooc", "site", "typing", "subprocess"}
