"""``manage.py rotate_credential KEY [--grace HOURS]``: a new secret for a key."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xapi.credentials import GRACE, rotate
from xapi.models import Credential

HOURS = int(GRACE.total_seconds() // 3600)


class Command(BaseCommand):
    help = "Give a client's key a new secret, shown once; the old one stays good for a while."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key")
        parser.add_argument("--grace", type=int, default=HOURS, help=f"hours the old secret stays good; {HOURS}")

    def handle(self, *args: Any, **options: Any) -> None:
        credential = Credential.objects.filter(key=options["key"], revoked_at=None).first()
        if credential is None:
            raise CommandError("no such key in force")
        if options["grace"] < 0:
            raise CommandError("--grace cannot be negative")
        secret = rotate(credential, grace=dt.timedelta(hours=options["grace"]))
        until = credential.previous_until
        self.stdout.write(f"key:       {credential.key}")
        self.stdout.write(f"secret:    {secret}")
        self.stdout.write(
            f"the old secret is good until {until:%Y-%m-%d %H:%M %Z}" if until else "the old secret ends now"
        )
