"""``manage.py rebuild_coverage [--check]``"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.coverage.rebuilding import check, rebuild


class Command(BaseCommand):
    help = "Derive assignments, rosters and counters again from the facts, or only compare."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare, write nothing, exit 1 on a difference")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{rebuild()} rows brought in line")
            return
        differences = list(check())
        for difference in differences:
            self.stdout.write(difference)
        if differences:
            raise CommandError(f"{len(differences)} differences")
        self.stdout.write("identical")
