"""Name who issues, take a certificate back, replace one: the administrator's verbs on certificates."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.certificates import actions
from learners.certificates.models import Certificate
from learners.people.models import Account


class Command(BaseCommand):
    help = "issuer CODE NAME | revoke NUMBER --reason … | replace NUMBER --reason …; all take --as USERNAME"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        issuer = verbs.add_parser("issuer", help="who issues from now on")
        issuer.add_argument("code", help="as printed in numbers: SKHCN in 0001/2026/GCN-SKHCN")
        issuer.add_argument("name", help="as printed on the certificate")
        for verb in ("revoke", "replace"):
            one = verbs.add_parser(verb)
            one.add_argument("number", help="0001/2026/GCN-SKHCN")
            one.add_argument("--reason", required=True)
        for one in verbs.choices.values():
            one.add_argument("--as", dest="username", help="whose decision it is, for the audit")

    def handle(self, *args: Any, **options: Any) -> None:
        user = self._user(options["username"])
        if options["verb"] == "issuer":
            issuer = actions.choose_issuer(code=options["code"], name=options["name"], acting_user=user)
            self.stdout.write(f"Từ nay {issuer.name} cấp giấy chứng nhận, ký hiệu GCN-{issuer.code}.")
            return
        certificate = Certificate.objects.filter(number=options["number"]).select_related("enrolment").first()
        if certificate is None:
            raise CommandError(f"Không có giấy chứng nhận số {options['number']}.")
        verb = actions.revoke if options["verb"] == "revoke" else actions.replace
        try:
            done = verb(certificate=certificate, acting_user=user, reason=options["reason"])
        except actions.NotValid:
            raise CommandError(f"Giấy số {certificate.number} đã bị thu hồi hoặc thay thế từ trước.") from None
        except actions.ReasonMissing:
            raise CommandError("Cần ghi lý do: --reason.") from None
        except actions.CannotIssue:
            raise CommandError("Chưa có cơ quan cấp: dùng lệnh certificates issuer.") from None
        what = "đã thu hồi" if done.pk == certificate.pk else f"đã được thay bằng giấy số {done.number}"
        self.stdout.write(f"Giấy số {certificate.number} {what}.")

    def _user(self, username: str | None) -> Account | None:
        if not username:
            return None
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"Không có tài khoản {username}.")
        return account
