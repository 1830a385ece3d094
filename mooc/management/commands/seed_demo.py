"""``manage.py seed_demo``: fill an empty site with the demonstration; say who may sign in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from learners.people.models import Person
from mooc.demo.accounts import ADMIN, CAST, PASSWORD
from mooc.demo.seeding import is_seeded, seed


class Command(BaseCommand):
    help = "Fill an empty site with the demonstration's courses, agencies, people and what they learnt."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_seeded():
            if Person.objects.exists():
                raise CommandError("Cơ sở dữ liệu này đã có người: bản trình diễn chỉ nạp vào nơi còn trống.")
            seed(say=lambda step: self.stdout.write(f"  {step} ..."))
        self.stdout.write(f"\nĐăng nhập với mật khẩu {PASSWORD}:\n")
        for role in [*CAST, ADMIN]:
            self.stdout.write(f"  {role.username:<6} {role.what}")
