"""``manage.py load_agencies FILE``"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.agencies.actions import load_agencies
from mooc.foundation.located import FileErrors


class Command(BaseCommand):
    help = "Load agencies, their names, codes and places over time, and their reorganisations."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = load_agencies(path=options["file"], acting_user=None)
        except FileErrors as errors:
            raise CommandError(f"{options['file'].name} có {len(errors.errors)} lỗi:\n{errors}") from None
        self.stdout.write(f"{count} cơ quan mới")
