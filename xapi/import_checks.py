"""The first pass over a file of statements: is every line one that can be stored? Nothing is stored.

What the file holds is noted in a small database of its own on disk, so that memory does not grow with the file.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from xapi import attachments, hooks
from xapi.calls import parse_json
from xapi.credentials import OWN
from xapi.incoming import Incoming, files_of, lines, read
from xapi.models import Authority, ExpiredStatement, Statement
from xapi.rows import fingerprint, parse_instant
from xapi.validation_values import InvalidStatement

BATCH = 500


class Problem(NamedTuple):
    line: int
    message: str

    def __str__(self) -> str:
        return _("dòng %(line)s: %(message)s") % {"line": self.line, "message": self.message}


class Check:
    """``problems()`` goes through the file once; then ``trusted_voids`` are the voids of another authority's statement
    that count because the whole file is trusted and their target comes before them in it.
    """

    def __init__(self, file: BinaryIO, folder: Path | None, *, trust_own: bool) -> None:
        self.file, self.folder, self.trust_own = file, folder, trust_own
        self.trusted_voids: set[UUID] = set()
        self.end = 0
        self._own = _own_keys()
        # An empty name is a temporary file that SQLite removes.
        self._index = sqlite3.connect("")
        self._index.executescript(
            "CREATE TABLE seen (id TEXT PRIMARY KEY, line INT, authority TEXT, print TEXT, moment TEXT, voiding INT);"
            "CREATE TABLE voids (id TEXT, line INT, authority TEXT, target TEXT)"
        )

    def problems(self) -> Iterator[Problem]:
        waiting: list[tuple[int, Incoming]] = []
        for line in lines(self.file):
            self.end = line.end
            try:
                incoming = read(line)
                self._check_authority(incoming)
                attachments.check([incoming.statement], files_of(incoming.statement, self.folder))
                self._note(line.number, incoming)
            except InvalidStatement as error:
                yield Problem(line.number, str(error))
                continue
            waiting.append((line.number, incoming))
            if len(waiting) == BATCH:
                yield from _conflicts(waiting)
                waiting = []
        yield from _conflicts(waiting)
        yield from self._forbidden_voids()
        self._index.close()

    def _check_authority(self, incoming: Incoming) -> None:
        if incoming.authority in self._own and not self.trust_own:
            raise InvalidStatement(
                "authority", _("Nguồn này là của chính hệ thống ở đây; chỉ nhận khi chuyển hệ thống, với --trust-own.")
            )

    def _note(self, number: int, incoming: Incoming) -> None:
        name, what = str(incoming.id), (incoming.fingerprint, incoming.moment)
        found = self._index.execute("SELECT line, print, moment FROM seen WHERE id = ?", [name]).fetchone()
        if found and found[1:] != what:
            raise InvalidStatement("id", _("Dòng %(line)s đã có một phát biểu khác mang mã này.") % {"line": found[0]})
        if found:
            return
        is_void = incoming.voids is not None
        self._index.execute(
            "INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?)", [name, number, incoming.authority, *what, is_void]
        )
        if is_void:
            self._index.execute(
                "INSERT INTO voids VALUES (?, ?, ?, ?)", [name, number, incoming.authority, str(incoming.voids)]
            )

    def _forbidden_voids(self) -> Iterator[Problem]:
        """Voids whose target is here or comes before them, and may not be voided by them."""
        may = set(Authority.objects.filter(can_void=True).values_list("key", flat=True))
        rows = self._index.execute(
            "SELECT v.id, v.line, v.authority, v.target, s.authority, s.voiding FROM voids v "
            "LEFT JOIN seen s ON s.id = v.target AND s.line < v.line ORDER BY v.line"
        )
        for name, line, authority, target, other, is_void in rows:
            if Statement.objects.filter(statement_id=name).exists():
                continue
            in_file = other is not None
            if not in_file:
                other, is_void = _stored(target)
            if is_void or (other not in (None, authority) and authority not in may):
                if self.trust_own and in_file and not is_void:
                    self.trusted_voids.add(UUID(name))
                else:
                    yield Problem(line, _("Nguồn của phát biểu này không được hủy phát biểu %(id)s.") % {"id": target})


def _own_keys() -> set[str]:
    """Made where they are missing: a file must not come to be what the installation will call its own tomorrow."""
    for make in hooks.own_authorities:
        make()
    return set(Authority.objects.filter(trust__in=OWN).values_list("key", flat=True))


def _stored(target: str) -> tuple[str | None, bool]:
    """Whose statement ``target`` is, None when it is not here, and whether it voids."""
    found = Statement.objects.filter(statement_id=target).values_list("authority__key", "is_voiding").first()
    return found or (None, False)


def _conflicts(batch: Sequence[tuple[int, Incoming]]) -> Iterator[Problem]:
    """Lines under whose id another statement is stored, or was until it expired."""
    ids = [incoming.id for _line, incoming in batch]
    rows = {row.statement_id: row for row in Statement.objects.filter(statement_id__in=ids)}
    expired = dict(ExpiredStatement.objects.filter(statement_id__in=ids).values_list("statement_id", "fingerprint"))
    for line, incoming in batch:
        row, gone = rows.get(incoming.id), expired.get(incoming.id)
        if (row and not is_same(incoming, row)) or (gone and gone != incoming.fingerprint):
            yield Problem(line, _("Ở đây đã có một phát biểu khác mang mã %(id)s.") % {"id": incoming.id})


def is_same(incoming: Incoming, row: Statement) -> bool:
    """A redacted statement is the one it was, and its tombstone too."""
    prints = {row.fingerprint} | ({fingerprint(parse_json(row.raw))} if row.redacted_at else set())
    return incoming.fingerprint in prints and parse_instant(incoming.moment) == row.timestamp
