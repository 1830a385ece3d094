"""``manage.py import_statements [--attachments DIR] [--trust-own] FILE|-``"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xapi.import_checks import Check
from xapi.importing import store
from xapi.progress_bar import ProgressBar
from xapi.recording import Conflict, VoidForbidden

SHOWN = 50


@contextmanager
def source(name: str) -> Iterator[BinaryIO]:
    """The file is read twice, so standard input is kept on disk first."""
    if name != "-":
        with Path(name).open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        yield kept


class Command(BaseCommand):
    help = "Store statements of a file of JSON lines; a file with errors is reported whole and nothing of it is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE|-", help="- is standard input")
        parser.add_argument("--attachments", type=Path, metavar="DIR", help="files named by their hash")
        parser.add_argument(
            "--trust-own",
            action="store_true",
            help="moving an installation: the file may speak for this installation's own authorities",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path | None = options["attachments"]
        if folder and not folder.is_dir():
            raise CommandError(f"{folder} is no directory")
        try:
            with source(options["file"]) as file:
                self._import(file, folder, options["trust_own"])
        except OSError as error:
            raise CommandError(str(error)) from error

    def _import(self, file: BinaryIO, folder: Path | None, trust_own: bool) -> None:
        check = Check(file, folder, trust_own=trust_own)
        self._refuse(check)
        bar = ProgressBar(sys.stderr, check.end)
        try:
            stored = store(
                file,
                folder,
                trusted_voids=check.trusted_voids,
                react=not trust_own,
                tell=lambda end, count: bar.advance(end, f"{count} statements stored"),
            )
        except (Conflict, VoidForbidden) as error:
            raise CommandError(f"{error} arrived by another way meanwhile; run the import again") from error
        finally:
            bar.finish()
        self.stdout.write(f"{stored} statements stored")

    def _refuse(self, check: Check) -> None:
        problems = check.problems()
        shown = list(islice(problems, SHOWN))
        more = sum(1 for _ in problems)
        for problem in shown:
            self.stderr.write(str(problem))
        if shown:
            raise CommandError(f"{len(shown) + more} lines cannot be stored; nothing of the file was")
