"""``manage.py rebuild_progress [--check]``"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.progress.rebuilding import check, rebuild


class Command(BaseCommand):
    help = "Fold progress again from the statement log, or only compare."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare, write nothing, exit 1 on a difference")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{rebuild()} registrations folded")
            return
        differences = list(check())
        for difference in differences:
            self.stdout.write(f"{difference.registration}: {difference.what}")
        if differences:
            raise CommandError(f"{len(differences)} differences")
        self.stdout.write("identical")
