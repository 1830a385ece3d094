"""``manage.py issue_credential NAME --home-page IRI --scope …``: a key for a client that speaks HTTP to the store."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xapi.authorities import OUTSIDE, TrustDiffers, outside_authority
from xapi.credentials import SCOPES, WRITE, issue
from xapi.models import Authority, Trust
from xapi.validation import InvalidStatement


class Command(BaseCommand):
    help = "Issue a key for a client of the statement store; its secret is shown once and not kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="who vouches: the account name of the authority, as in so-noi-vu")
        parser.add_argument("--home-page", required=True, help="IRI of the system the account belongs to")
        parser.add_argument("--scope", action="append", choices=sorted(SCOPES), help=f"may be repeated; {WRITE}")
        parser.add_argument(
            "--trust",
            choices=[str(trust) for trust in OUTSIDE],
            default=str(Trust.EXTERNAL),
            help="trusted-external may prove that a course was completed elsewhere",
        )

        parser.add_argument("--per-minute", type=int, help="requests it may send; 0 is without limit")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = self._authority(options["name"], options["home_page"], options["trust"])
        limit: int | None = options["per_minute"]
        credential, secret = issue(
            authority=authority,
            scopes=options["scope"] or [WRITE],
            per_minute=None if limit is None else max(0, limit),
        )
        self.stdout.write(f"authority: {authority.key} ({authority.trust})")
        self.stdout.write(f"scopes:    {' '.join(credential.scopes)}")
        self.stdout.write(f"key:       {credential.key}")
        self.stdout.write(f"secret:    {secret}")

    def _authority(self, name: str, home_page: str, trust: str) -> Authority:
        try:
            return outside_authority(name=name, home_page=home_page, trust=Trust(trust))
        except (InvalidStatement, TrustDiffers) as error:
            raise CommandError(str(error)) from error
