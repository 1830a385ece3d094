"""``manage.py migrate``: Django's, quicker where it founds a database."""

from typing import Any

from django.core.management.commands import migrate

from mooc.foundation.migrating import few_renderings


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with few_renderings():
            super().handle(*args, **options)
