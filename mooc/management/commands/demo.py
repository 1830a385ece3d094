"""``manage.py demo [--port N] [--reset]``: seed the demonstration where it is not yet, serve it, run the worker."""

import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from mooc.demo.serving import serve


class Command(BaseCommand):
    help = "Serve the demonstration on this machine, its worker beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="begin again with fresh data")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("seed_demo", migrate=True, reset=options["reset"], stdout=self.stdout)
        sys.exit(serve(options["port"]))
