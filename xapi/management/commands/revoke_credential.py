"""``manage.py revoke_credential KEY``"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from xapi.credentials import CACHE_SECONDS, forget
from xapi.models import Credential


class Command(BaseCommand):
    help = "Revoke a client's key; what it has sent stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key")

    def handle(self, *args: Any, **options: Any) -> None:
        if not Credential.objects.filter(key=options["key"], revoked_at=None).update(revoked_at=timezone.now()):
            raise CommandError("no such key in force")
        forget()
        self.stdout.write(f"revoked; a running server may accept it for {CACHE_SECONDS} seconds more")
