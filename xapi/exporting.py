"""Statements leave as JSON lines, in the order of the log: one statement per line, exactly as it is stored.

What could still be overtaken by a writer who has not committed is left for the next export. Memory does not grow with
the log: a page of statements, or one attachment, at a time.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from xapi.calls import parse_json
from xapi.models import Attachment, Statement, StatementAttachment
from xapi.queries import Place, complete_through

PAGE = 500
# How much is read at a time when looking for the end of the last whole line.
_BLOCK = 64 * 1024


class Line(NamedTuple):
    place: Place
    raw: str


def complete_before() -> dt.datetime:
    """Every statement stored before this moment can be read now.

    SQLite's one writer stamps before it commits; whoever gets its lock knows that there is none at work.
    """
    if connection.vendor == "postgresql":
        return complete_through()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE xapi_statement SET verb = verb WHERE seq = -1")
        return timezone.now()


def window(since: dt.datetime | None, until: dt.datetime | None, before: dt.datetime) -> QuerySet[Statement]:
    """``since`` is exclusive, ``until`` inclusive, as in the standard; ``before`` is exclusive."""
    rows = Statement.objects.filter(stored__lt=before)
    if since:
        rows = rows.filter(stored__gt=since)
    if until:
        rows = rows.filter(stored__lte=until)
    return rows.order_by("stored", "seq")


def lines(rows: QuerySet[Statement], after: Place | None) -> Iterator[list[Line]]:
    """The statements of ``rows`` page by page, those behind ``after`` only."""
    while True:
        found = rows.values_list("stored", "seq", "raw")
        if after:
            found = found.filter(stored__gte=after.stored).exclude(stored=after.stored, seq__lte=after.seq)
        page = [Line(Place(stored, seq), raw) for stored, seq, raw in found[:PAGE]]
        if not page:
            return
        after = page[-1].place
        yield page


def save_attachments(page: list[Line], folder: Path) -> None:
    """Write the files of the page's statements that are not in ``folder`` yet, each under its hash."""
    links = StatementAttachment.objects.filter(statement__in=[line.place.seq for line in page])
    for digest in sorted(set(links.values_list("attachment", flat=True))):
        target = folder / digest
        if target.exists():
            continue
        content = Attachment.objects.filter(pk=digest).values_list("content", flat=True).first()
        if content is None:
            # Its last statement has expired since the page was read.
            continue
        part = target.with_suffix(".part")
        part.write_bytes(bytes(content))
        part.rename(target)


def resume_after(file: BinaryIO) -> Place | None:
    """Cut off a line that was not finished; where the last whole one's statement stands in the log, None if none is.

    Raises ``LookupError`` when that statement is no longer here.
    """
    end = _last_newline(file, file.seek(0, 2)) + 1
    file.truncate(end)
    if end == 0:
        return None
    start = _last_newline(file, end - 1) + 1
    file.seek(start)
    statement = parse_json(file.read(end - start))
    file.seek(end)
    found = Statement.objects.filter(statement_id=UUID(statement["id"])).values_list("stored", "seq").first()
    if found is None:
        raise LookupError(statement["id"])
    return Place(*found)


def _last_newline(file: BinaryIO, end: int) -> int:
    """Position of the last line feed before ``end``; -1 if there is none."""
    while end > 0:
        start = max(0, end - _BLOCK)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found
        end = start
    return -1
