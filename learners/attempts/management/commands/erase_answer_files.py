"""``manage.py erase_answer_files --account USERNAME | --receipt CODE --reason … [--as USERNAME] [--dry-run]``"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from learners.attempts.erasing import erase_files
from learners.attempts.file_models import AnswerFile
from learners.attempts.models import Attempt
from learners.attempts.receipts import find
from learners.people.models import Account
from learners.people.records import of_person


class Command(BaseCommand):
    help = "Erase the files handed in with answers: by one human being, or with one attempt. It cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--account", metavar="USERNAME", help="of whoever signs in so, under all her records")
        whose.add_argument("--receipt", metavar="CODE", help="of the attempt with this receipt")
        parser.add_argument("--reason", required=True, help="for the audit")
        parser.add_argument("--as", dest="username", help="whose decision it is, for the audit")
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, **options: Any) -> None:
        attempts = self._of_receipt(options["receipt"]) if options["receipt"] else self._of(options["account"])
        by = self._account(options["username"]) if options["username"] else None
        if options["dry_run"]:
            self.stdout.write(f"{AnswerFile.objects.filter(item__attempt__in=attempts).count()} tệp sẽ bị xóa.")
            return
        self.stdout.write(f"Đã xóa {erase_files(attempts=attempts, acting_user=by, reason=options['reason'])} tệp.")

    def _of(self, username: str) -> QuerySet[Attempt]:
        person = self._account(username).person
        if person is None:
            raise CommandError(f"Tài khoản {username} không gắn với người nào.")
        return Attempt.objects.filter(of_person(person.canonical_id, "enrolment__person"))

    def _of_receipt(self, code: str) -> QuerySet[Attempt]:
        found = find(code)
        if found is None:
            raise CommandError(f"Không có bài nộp mang mã biên nhận {code}.")
        return Attempt.objects.filter(pk=found.pk)

    def _account(self, username: str) -> Account:
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"Không có tài khoản {username}.")
        return account
