"""``manage.py expire_statements [--term KIND=DAYS] [--dry-run]``"""

import argparse
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from xapi.expiry import count_due, expire, terms


def term(text: str) -> tuple[str, int]:
    kind, _sign, days = text.partition("=")
    if not (days.isascii() and days.isdigit()):
        raise argparse.ArgumentTypeError("expected KIND=DAYS, as in telemetry=180")
    return kind, int(days)


class Command(BaseCommand):
    help = "Delete the statements whose term has ended; their ids stay known."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--term",
            action="append",
            type=term,
            default=[],
            metavar="KIND=DAYS",
            help="instead of the term of XAPI_TERMS; may be repeated",
        )
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            days = terms(dict(options["term"]))
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        counts = count_due(days) if options["dry_run"] else expire(days)
        for kind, count in counts.items():
            what = "would be deleted" if options["dry_run"] else "deleted"
            self.stdout.write(f"{kind}: {count} {what}, older than {days[kind]} days")
