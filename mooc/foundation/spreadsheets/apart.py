"""The sheets of a workbook, as a process of its own reads them out (``sheet_reader``)."""

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from mooc.foundation.spreadsheets import refusals, sheet_reader
from mooc.foundation.spreadsheets.grid import Cell, Sheet, Unreadable

MEMORY_MB = 320
# Of a line of JSON: a day, nothing, a NUL, half a character.
_ODD = (b"{", b"null", b"\\u0000", b"\\ud")
_REFUSALS = {"large": refusals.large, "locked": refusals.locked, "sheets": refusals.many_sheets}
# What the dynamic linker needs where Python is not the system's own; nothing else of the environment is its business.
_PASSED_ON = ("LD_LIBRARY_PATH",)


def sheets_of(content: bytes, *, seconds: int) -> list[Sheet]:
    """``seconds`` of processor time. Raises ``Unreadable``."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        # No shell, nothing of the reader's on the command line.
        child = subprocess.Popen(  # noqa: S603
            [*command(), str(MEMORY_MB), str(seconds)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
        try:
            return list(_told(child.stdout))
        finally:
            child.kill()
            child.wait()
            if child.stdout:
                child.stdout.close()


@cache
def command() -> list[str]:
    """Isolated and without ``site``, which takes as long as all the rest of its start."""
    found = find_spec("python_calamine")
    folder = Path(found.origin).parents[1] if found and found.origin else ""
    return [sys.executable, "-I", "-S", str(Path(sheet_reader.__file__)), str(folder)]


def _told(stream: IO[bytes] | None) -> Iterator[Sheet]:
    """Without its last line it was ended by its own limits, or by the system for want of memory."""
    sheet: Sheet | None = None
    for line in stream or ():
        told = json.loads(line)
        if isinstance(told, list):
            # Most lines are nothing but numbers and whole texts.
            odd = any(mark in line for mark in _ODD)
            if sheet is not None:
                sheet.rows.append([_cell(cell) for cell in told] if odd else told)
        elif "beyond" in told and sheet is not None:
            sheet.beyond = told["beyond"]
        elif "error" in told:
            raise _refusal(told["error"])
        else:
            if sheet is not None:
                yield sheet
            if "end" in told:
                return
            left = told["left"]
            merged = [(top, first - left, bottom, last - left) for top, first, bottom, last in told["merged"]]
            sheet = Sheet(told["sheet"], merged=merged, left=left)
    raise refusals.large()


def _refusal(code: str) -> Unreadable:
    return _REFUSALS.get(code, refusals.broken)()


def _cell(told: Any) -> Cell:
    if isinstance(told, dict):
        return dt.date.fromisoformat(told["d"])
    if isinstance(told, str):
        # What no database keeps: half a character, and the character that is none.
        return (
            told.replace("\x00", "") if told.isascii() else told.encode("utf-8", "replace").decode().replace("\x00", "")
        )
    cell: Cell = "" if told is None else told
    return cell
