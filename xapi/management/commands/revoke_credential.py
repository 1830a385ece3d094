"""``manage.py revoke_credential KEY``"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xapi.credentials import CACHE_SECONDS, revoke


class Command(BaseCommand):
    help = "Revoke a client's key; what it has sent stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key")

    def handle(self, *args: Any, **options: Any) -> None:
        if not revoke(options["key"]):
            raise CommandError("no such key in force")
        self.stdout.write(f"revoked; a running server may accept it for {CACHE_SECONDS} seconds more")
