"""``manage.py redact_statements --agent JSON | --id UUID … [--by USERNAME] [--dry-run]``"""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError, CommandParser

from xapi.calls import parse_json
from xapi.models import Statement
from xapi.redaction import documents_of, redact_agent, redact_statements, statements_of
from xapi.rows import agent_key
from xapi.validation import InvalidStatement
from xapi.validation_parts import agent as check_agent


class Command(BaseCommand):
    help = "Replace statements, or what they say of one agent, by tombstones. It cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--agent", help='the agent as JSON, as in \'{"mbox": "mailto:lan@example.org"}\'')
        what.add_argument("--id", action="append", type=UUID, help="a statement's id; may be repeated")
        parser.add_argument("--by", metavar="USERNAME", help="the account of who does this, for the record of it")
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, **options: Any) -> None:
        by = "" if options["by"] is None else self._account(options["by"])
        if options["id"]:
            self._ids(options["id"], options["dry_run"], by)
        else:
            self._agent(self._key(options["agent"]), options["dry_run"], by)

    def _account(self, username: str) -> str:
        """The opaque id of whoever signs in as ``username``."""
        try:
            account = get_user_model()._default_manager.get_by_natural_key(username)
        except ImproperlyConfigured as error:
            raise CommandError("--by: there are no accounts here; leave it out") from error
        except ObjectDoesNotExist as error:
            raise CommandError(f"--by: nobody signs in as {username!r}; nothing was redacted") from error
        if not account.is_active:
            raise CommandError(f"--by: the account {username!r} is closed; nothing was redacted")
        return str(account.pk)

    def _key(self, text: str) -> str:
        try:
            agent = parse_json(text)
            check_agent(agent, "agent", "2.0.0")
        except InvalidStatement as error:
            raise CommandError(str(error)) from error
        return agent_key(agent) or ""

    def _ids(self, ids: list[UUID], dry_run: bool, by: str) -> None:
        here = set(Statement.objects.filter(statement_id__in=ids).values_list("statement_id", flat=True))
        missing = [str(value) for value in ids if value not in here]
        if missing:
            raise CommandError(f"not here: {', '.join(missing)}")
        if dry_run:
            self.stdout.write(f"{len(here)} statements would be looked at")
        else:
            self.stdout.write(f"{redact_statements(ids, by=by).statements} statements redacted")

    def _agent(self, key: str, dry_run: bool, by: str) -> None:
        if dry_run:
            statements, documents = statements_of(key).count(), documents_of(key).count()
            self.stdout.write(f"{statements} statements would be looked at, {documents} documents deleted")
            return
        done = redact_agent(key, by=by)
        self.stdout.write(f"{done.statements} statements redacted, {done.documents} documents deleted")
        if done.agent_kept:
            self.stdout.write("the identifier is still in use: by an authority, or by what arrives just now; run again")
