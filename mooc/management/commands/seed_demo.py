"""``manage.py seed_demo [--reset] [--migrate]``: fill an empty site with the demonstration; say who may sign in."""

import gc
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.people.models import Person
from mooc.demo.accounts import ADMIN, CAST, LEADER, PASSWORD, WRITER
from mooc.demo.codes import fresh_codes
from mooc.demo.resetting import NotTheDemo, empty_database
from mooc.demo.seeding import is_seeded, seed

NOT_EMPTY = (
    "Cơ sở dữ liệu này đã có người, hoặc lần nạp trước bị dừng giữa chừng; bản trình diễn chỉ nạp vào nơi còn trống. "
    "Nếu là bản trình diễn nạp dở, hãy làm lại từ đầu: ./run demo --reset"
)


class Command(BaseCommand):
    help = "Fill an empty site with the demonstration's courses, agencies, people and what they learnt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="empty the demonstration's database first")
        parser.add_argument("--migrate", action="store_true", help="migrate first, without starting Django twice")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reset"]:
            self._reset()
        if options["reset"] or options["migrate"]:
            call_command("migrate", verbosity=0)
        if not is_seeded():
            if Person.objects.exists():
                raise CommandError(NOT_EMPTY)
            # The modules stay; looking at them again at every collection is a tenth of the time.
            gc.freeze()
            seed(say=lambda step: self.stdout.write(f"  {step} ..."))
        self.stdout.write(f"\nĐăng nhập với mật khẩu {PASSWORD}:\n")
        for role in [*CAST, WRITER, LEADER, ADMIN]:
            self.stdout.write(f"  {role.username:<6} {role.what}")
        self.stdout.write("\nĐăng nhập lần đầu tại /lan-dau/ bằng mã (mỗi lần chạy có mã mới):\n")
        for issued in fresh_codes():
            self.stdout.write(f"  {issued.username:<14} {issued.code}  {issued.person.full_name}")

    def _reset(self) -> None:
        try:
            empty_database()
        except NotTheDemo:
            raise CommandError("Cơ sở dữ liệu này không phải của bản trình diễn: không xóa gì cả.") from None
