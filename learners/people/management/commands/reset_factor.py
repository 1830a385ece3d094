"""``manage.py reset_factor USERNAME``: for the administrator who lost her phone and has no colleague to ask."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.people.factor import NoFactor, reset
from learners.people.models import Account


class Command(BaseCommand):
    help = "Take an account's second factor away; its owner is told, and sets up another one when she signs in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        account = Account.objects.filter(username=options["username"].strip().lower()).first()
        if account is None:
            raise CommandError(f"Không có tài khoản {options['username']}.")
        try:
            reset(account=account, acting_user=None)
        except NoFactor:
            raise CommandError(f"Tài khoản {account.username} không có xác nhận hai bước.") from None
        self.stdout.write(f"Đã đặt lại xác nhận hai bước của {account.username}.")
