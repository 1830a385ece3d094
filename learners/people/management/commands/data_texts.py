"""The texts about personal data: which are in force, issuing a new version of one, translating it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.people.consents import issue_text, translate_text
from learners.people.models import Account, DataPurpose, DataText

# Of the columns.
LONGEST_TITLE, LONGEST_VERSION = 200, 20


class Command(BaseCommand):
    help = "list | issue PURPOSE VERSION FILE | translate PURPOSE VERSION FILE; FILE: the title, a blank line, the text"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="every version, the newest of each purpose is in force")
        issue = verbs.add_parser("issue", help="a new version, in force at once")
        translate = verbs.add_parser("translate", help="a translation beside a version, which stays the binding one")
        languages = [code for code in settings.READER_LANGUAGES if code != settings.LANGUAGE_CODE]
        translate.add_argument("--language", choices=languages, default=languages[0])
        for verb, version in ((issue, "any new name, as 2027-01"), (translate, "of those listed")):
            verb.add_argument("purpose", choices=DataPurpose.values)
            verb.add_argument("version", help=version)
            verb.add_argument("file", type=Path)
            verb.add_argument("--as", dest="username", help="whose decision it is, for the audit")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            self._list()
        elif options["verb"] == "issue":
            self._issue(DataPurpose(options["purpose"]), options["version"], options["file"], options["username"])
        else:
            self._translate(options)

    def _list(self) -> None:
        for text in DataText.objects.order_by("purpose", "issued_at", "pk"):
            languages = ",".join([settings.LANGUAGE_CODE, *sorted(text.translations)])
            line = f"{text.purpose:<9} {text.version:<20} {text.issued_at:%Y-%m-%d}  {languages:<6} {text.title}"
            self.stdout.write(line)

    def _translate(self, options: dict[str, Any]) -> None:
        text = DataText.objects.filter(purpose=options["purpose"], version=options["version"]).first()
        if text is None:
            raise CommandError(f"Không có phiên bản {options['version']} của {options['purpose']}.")
        title, body = self._read(options["file"])
        user, language = self._user(options["username"]), options["language"]
        translate_text(text=text, language=language, title=title, body=body, acting_user=user)
        self.stdout.write(f"Bản {text.version} đã có bản dịch “{title}” ({language}).")

    def _issue(self, purpose: DataPurpose, version: str, file: Path, username: str | None) -> None:
        if len(version) > LONGEST_VERSION or DataText.objects.filter(purpose=purpose, version=version).exists():
            raise CommandError(f"Phiên bản {version} đã có hoặc dài quá {LONGEST_VERSION} ký tự.")
        title, body = self._read(file)
        user = self._user(username)
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
