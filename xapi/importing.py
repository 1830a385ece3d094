"""The second pass over a checked file of statements: store it through ``record()``, in the file's order.

Up to ``BATCH`` lines make one transaction per authority; a void waits for what came before it. What is here already is
passed over, so an import that was interrupted is simply run again.
"""

import copy
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.apps import apps
from django.db import connection

from xapi.calls import MAX_BODY
from xapi.import_checks import BATCH
from xapi.incoming import Incoming, authority_of, files_of, lines, read
from xapi.models import Authority, Statement
from xapi.recording import record


@dataclass
class _Window:
    """Lines that are stored together: every statement once, and their files by hash."""

    items: dict[UUID, Incoming] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    size: int = 0
    end: int = 0

    def add(self, incoming: Incoming, files: dict[str, bytes], end: int, size: int) -> None:
        self.items.setdefault(incoming.id, incoming)
        self.size += size + sum(len(content) for digest, content in files.items() if digest not in self.files)
        self.files.update(files)
        self.end = end

    @property
    def is_full(self) -> bool:
        return len(self.items) >= BATCH or self.size >= MAX_BODY


def store(
    file: BinaryIO,
    folder: Path | None,
    *,
    trusted_voids: Collection[UUID] = (),
    react: bool = True,
    tell: Callable[[int, int], None] = lambda end, stored: None,
) -> int:
    """Store every line and return how many were new; ``tell`` hears the position in the file and the count so far.

    Without ``react`` the file is this installation's own history, and holds what followed from it.
    """
    authorities: dict[str, Authority] = {}
    stored, looked = 0, 100
    for window in _windows(file, folder):
        before = _present(window.items)
        for key, batch in _by_authority(window, before.redacted):
            if key not in authorities:
                authorities[key] = authority_of(batch[0].statement["authority"])
            _record(batch, authorities[key], window.files, trusted_voids, react)
        stored += len(window.items.keys() - before.known)
        if stored >= 10 * looked:
            look_again()
            looked = stored
        tell(window.end, stored)
    look_again()
    return stored


def look_again() -> None:
    """Tell PostgreSQL's planner how much there is: until it has looked, one that knew of empty tables reads whole ones.

    Autovacuum would do so about a minute later.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(model._meta.db_table for model in apps.get_app_config("xapi").get_models())
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def _windows(file: BinaryIO, folder: Path | None) -> Iterator[_Window]:
    window = _Window()
    for line in lines(file):
        incoming = read(line)
        if window.items and (window.is_full or incoming.voids):
            yield window
            window = _Window()
        window.add(incoming, files_of(incoming.statement, folder), line.end, len(line.text))
        if incoming.voids:
            yield window
            window = _Window()
    if window.items:
        yield window


@dataclass(frozen=True)
class _Present:
    known: set[UUID]
    redacted: set[UUID]


def _present(ids: Collection[UUID]) -> _Present:
    rows = dict(Statement.objects.filter(statement_id__in=ids).values_list("statement_id", "redacted_at"))
    return _Present(set(rows), {statement_id for statement_id, redacted_at in rows.items() if redacted_at})


def _by_authority(window: _Window, without: Collection[UUID]) -> Iterator[tuple[str, list[Incoming]]]:
    """Nothing in a window depends on the order of its authorities. A redacted statement has come already."""
    batches: dict[str, list[Incoming]] = {}
    for incoming in window.items.values():
        if incoming.id not in without:
            batches.setdefault(incoming.authority, []).append(incoming)
    yield from batches.items()


def _record(
    batch: list[Incoming], authority: Authority, files: dict[str, bytes], trusted: Collection[UUID], react: bool
) -> None:
    speaker = authority
    if batch[0].id in trusted:
        # A void is alone in its window. Where it comes from it was accepted after its target, so there it counted.
        speaker = copy.copy(authority)
        speaker.can_void = True
    record([incoming.statement for incoming in batch], authority=speaker, files=files, react=react)
