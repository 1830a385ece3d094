"""``manage.py issue_credential NAME --home-page IRI --scope …``: a key for a client that speaks HTTP to the store."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xapi.credentials import SCOPES, WRITE, issue
from xapi.models import Authority, Trust
from xapi.rows import agent_key
from xapi.validation import InvalidStatement
from xapi.validation_parts import agent as check_agent

TRUSTS = [Trust.EXTERNAL, Trust.TRUSTED_EXTERNAL]


class Command(BaseCommand):
    help = "Issue a key for a client of the statement store; its secret is shown once and not kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="who vouches: the account name of the authority, as in so-noi-vu")
        parser.add_argument("--home-page", required=True, help="IRI of the system the account belongs to")
        parser.add_argument("--scope", action="append", choices=sorted(SCOPES), help=f"may be repeated; {WRITE}")
        parser.add_argument(
            "--trust",
            choices=[str(trust) for trust in TRUSTS],
            default=str(Trust.EXTERNAL),
            help="trusted-external may prove that a course was completed elsewhere",
        )

        parser.add_argument("--per-minute", type=int, help="requests it may send; 0 is without limit")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = self._authority(options["name"], options["home_page"], options["trust"])
        credential, secret = issue(authority=authority, scopes=options["scope"] or [WRITE])
        if options["per_minute"] is not None:
            credential.per_minute = max(0, options["per_minute"])
            credential.save(update_fields=["per_minute"])
        self.stdout.write(f"authority: {authority.key} ({authority.trust})")
        self.stdout.write(f"scopes:    {' '.join(credential.scopes)}")
        self.stdout.write(f"key:       {credential.key}")
        self.stdout.write(f"secret:    {secret}")

    def _authority(self, name: str, home_page: str, trust: str) -> Authority:
        """The authority there is under this account, or a new one; its trust is never changed in passing."""
        agent = {"objectType": "Agent", "account": {"homePage": home_page, "name": name}}
        try:
            check_agent(agent, "authority", "1.0.3")
        except InvalidStatement as error:
            raise CommandError(str(error)) from error
        authority, made = Authority.objects.get_or_create(
            key=agent_key(agent), defaults={"name": name, "agent": agent, "trust": trust}
        )
        if not made and authority.trust != trust:
            raise CommandError(f"{authority.key} exists and is {authority.trust}")
        return authority
