"""``manage.py load_catalogue FILE``"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.catalogue.actions import load_catalogue
from mooc.foundation.located import FileErrors


class Command(BaseCommand):
    help = "Load courses, their lessons and questions, and publish them; releasing stays the editor's decision."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        if not path.is_file():
            raise CommandError(f"Không có tệp {path}")
        try:
            loaded = load_catalogue(path=path, acting_user=None)
        except FileErrors as errors:
            raise CommandError(f"{path.name} có {len(errors.errors)} lỗi, chưa nạp gì:\n{errors}") from None
        self.stdout.write(
            f"{len(loaded.courses)} khóa học: {loaded.pages_new} trang mới, {loaded.pages_changed} trang sửa, "
            f"{loaded.questions_new} câu hỏi mới, {loaded.questions_changed} câu hỏi sửa"
        )
        for title in loaded.left_over:
            self.stdout.write(f"Không có trong tệp, vẫn giữ nguyên: {title}")
