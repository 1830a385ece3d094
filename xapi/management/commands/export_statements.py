"""``manage.py export_statements [--since] [--until] [--attachments DIR] [--resume] FILE|-``"""

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xapi.exporting import complete_before, lines, resume_after, save_attachments, window
from xapi.progress_bar import ProgressBar
from xapi.queries import Place
from xapi.rows import format_instant, parse_instant
from xapi.validation_values import InvalidStatement


def moment(text: str) -> dt.datetime:
    return parse_instant(text.upper())


@contextmanager
def target(name: str, resume: bool) -> Iterator[tuple[BinaryIO, Place | None]]:
    """Where to write, and behind which statement to go on."""
    if name == "-":
        yield sys.stdout.buffer, None
        return
    with Path(name).open("r+b" if resume else "wb") as file:
        try:
            after = resume_after(file) if resume else None
        except (InvalidStatement, LookupError, TypeError) as error:
            raise CommandError(f"{name} does not end with a statement of this store; begin again") from error
        yield file, after


class Command(BaseCommand):
    help = "Write statements as JSON lines, in the order they were stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE|-", help="- is standard output")
        parser.add_argument("--since", type=moment, help="stored after this moment, ISO 8601")
        parser.add_argument("--until", type=moment, help="stored at this moment or before")
        parser.add_argument("--attachments", type=Path, metavar="DIR", help="write the files here, named by their hash")
        parser.add_argument("--resume", action="store_true", help="go on behind the last whole line of FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["resume"] and options["file"] == "-":
            raise CommandError("--resume needs a file")
        folder: Path | None = options["attachments"]
        try:
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
            with target(options["file"], options["resume"]) as (out, after):
                self._write(out, after, folder, options)
        except OSError as error:
            raise CommandError(str(error)) from error

    def _write(self, out: BinaryIO, after: Place | None, folder: Path | None, options: dict[str, Any]) -> None:
        rows = window(options["since"], options["until"], complete_before())
        bar = ProgressBar(sys.stderr, rows.count())
        written, last = 0, after.stored if after else options["since"]
        for page in lines(rows, after):
            if folder:
                save_attachments(page, folder)
            out.write("".join(f"{line.raw}\n" for line in page).encode())
            written, last = written + len(page), page[-1].place.stored
            bar.advance(written, f"{written} statements")
        out.flush()
        bar.finish()
        sys.stderr.write(f"{written} statements written\n")
        if last:
            sys.stderr.write(f"the next export: --since {format_instant(last)}\n")
