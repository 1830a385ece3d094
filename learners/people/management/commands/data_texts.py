"""The texts about personal data: which are in force, and issuing a new version of one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.people.consents import issue_text
from learners.people.models import Account, DataPurpose, DataText

# Of the columns.
LONGEST_TITLE, LONGEST_VERSION = 200, 20


class Command(BaseCommand):
    help = "list | issue PURPOSE VERSION FILE [--as USERNAME]; FILE: the title, a blank line, the text"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="every version, the newest of each purpose is in force")
        issue = verbs.add_parser("issue", help="a new version, in force at once")
        issue.add_argument("purpose", choices=DataPurpose.values)
        issue.add_argument("version", help="any new name, as 2027-01")
        issue.add_argument("file", type=Path)
        issue.add_argument("--as", dest="username", help="whose decision it is, for the audit")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            for text in DataText.objects.order_by("purpose", "issued_at", "pk"):
                self.stdout.write(f"{text.purpose:<9} {text.version:<20} {text.issued_at:%Y-%m-%d}  {text.title}")
            return
        purpose, version = DataPurpose(options["purpose"]), options["version"]
        if len(version) > LONGEST_VERSION or DataText.objects.filter(purpose=purpose, version=version).exists():
            raise CommandError(f"Phiên bản {version} đã có hoặc dài quá {LONGEST_VERSION} ký tự.")
        title, body = self._read(options["file"])
        user = self._user(options["username"])
        issue_text(purpose=purpose, version=version, title=title, body=body, acting_user=user)
        self.stdout.write(f"Từ nay dùng “{title}”, bản {version}.")

    def _read(self, file: Path) -> tuple[str, str]:
        try:
            title, _, body = file.read_text(encoding="utf-8-sig").strip().partition("\n")
        except (OSError, UnicodeDecodeError):
            raise CommandError(f"Không đọc được {file}: cần một tệp chữ UTF-8.") from None
        title, body = title.strip(), body.strip()
        if not title or not body or len(title) > LONGEST_TITLE:
            raise CommandError(f"{file}: dòng đầu là tiêu đề (nhiều nhất {LONGEST_TITLE} ký tự), sau đó là nội dung.")
        return title, body

    def _user(self, username: str | None) -> Account | None:
        if not username:
            return None
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"Không có tài khoản {username}.")
        return account
