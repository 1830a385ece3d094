"""``manage.py explain REGISTRATION``: the statements behind one state."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.enrolment.models import Enrolment
from learners.progress.explaining import explain


class Command(BaseCommand):
    help = "List the statements of a registration and what the fold makes of each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("registration", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        enrolment = Enrolment.objects.filter(pk=options["registration"]).first()
        if enrolment is None:
            raise CommandError(f"no enrolment {options['registration']}")
        for line in explain(enrolment):
            self.stdout.write(f"{line.timestamp:%Y-%m-%d %H:%M:%S} {line.statement_id} {line.verb} {line.verdict}")
