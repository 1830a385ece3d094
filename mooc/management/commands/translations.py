"""``manage.py translations [--check | --compile]``: the catalogues of translations."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mooc.translations import catalogues, sources


class Command(BaseCommand):
    help = "Refresh the catalogues from the sources, compile them, and list what still has no translation."
    # Also where the database is not there yet, as while an image is built.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is missing")
        parser.add_argument("--compile", action="store_true", help="only compile what is younger than its .mo file")

    def handle(self, *args: Any, **options: Any) -> None:
        root = settings.ROOT
        if options["compile"]:
            self._compile(root)
            return
        messages = sources.messages(root)
        for path in self._ours(root):
            if not options["check"]:
                catalogues.refresh(path, messages)
            self._tell(path, catalogues.lacks(path, set(messages)).lines(), options["check"])
        if not options["check"]:
            self._compile(root)

    def _ours(self, root: Path) -> list[Path]:
        """Vietnamese is the language of the sources."""
        languages = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        return [path for code in languages if (path := catalogues.path_of(root, code)).exists()]

    def _tell(self, path: Path, lines: list[str], is_check: bool) -> None:
        name = path.parts[-3]
        for line in lines:
            self.stdout.write(f"{name}  {line}")
        if lines and is_check:
            raise CommandError(f"{name}: {len(lines)} to mend")
        self.stdout.write(f"{name}: {len(lines)} to mend")

    def _compile(self, root: Path) -> None:
        for path in catalogues.compile_stale(root):
            self.stdout.write(f"compiled {path.relative_to(root)}")
