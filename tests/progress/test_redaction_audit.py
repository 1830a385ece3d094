"""What is taken out of the log leaves an audit row: how many of what and by whom, but not of whom."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.xapi.client import LAN, authority, statement
from xapi import documents, hooks
from xapi.documents import Conditions, Place
from xapi.models import DocumentKind, Statement
from xapi.recording import record
from xapi.redaction import redact_agent, redact_statements
from xapi.rows import agent_key

pytestmark = pytest.mark.django_db
KEY = str(agent_key(LAN))
UNNAMED = "Chạy trên máy chủ, không nêu người thực hiện."


def rows() -> Sequence[tuple[Any, ...]]:
    kept = AuditEntry.objects.filter(verb="redact").order_by("id")
    return [(row.actor, row.subject_type, row.subject_id, row.old, row.new, row.reason) for row in kept]


def test_the_command_leaves_a_row_for_statements_and_one_for_documents() -> None:
    record([statement(actor=LAN), statement(actor=LAN)], authority=authority("khach"))
    place = Place(DocumentKind.AGENT_PROFILE, agent=KEY)
    documents.put(place, "ghi-chu", b"{}", "application/json", Conditions())
    call_command("redact_statements", "--agent", json.dumps(LAN), "--dry-run")
    assert rows() == []
    call_command("redact_statements", "--agent", json.dumps(LAN))
    assert rows() == [
        ("system", "xapi.log", "statements", None, {"count": 2}, UNNAMED),
        ("system", "xapi.log", "documents", None, {"count": 1}, UNNAMED),
    ]


@pytest.mark.parametrize("what", ["--agent", "--id"])
def test_who_is_named_is_in_the_row(son: Account, what: str) -> None:
    [made] = record([statement(actor=LAN)], authority=authority("khach"))
    words = [what, json.dumps(LAN) if what == "--agent" else str(made)]
    call_command("redact_statements", *words, "--by", "son", "--dry-run")
    assert rows() == []
    call_command("redact_statements", *words, "--by", "son")
    assert rows() == [(str(son.pk), "xapi.log", "statements", None, {"count": 1}, "")]


@pytest.mark.parametrize("name", ["khong-co-ai", "", "lan"])
@pytest.mark.parametrize("how", [[], ["--dry-run"]])
def test_who_is_nobody_or_gone_is_refused_and_nothing_is_redacted(lan: Account, name: str, how: list[str]) -> None:
    Account.objects.filter(pk=lan.pk).update(is_active=False)
    record([statement(actor=LAN)], authority=authority("khach"))
    with pytest.raises(CommandError, match=f"--by: .*'{name}'"):
        call_command("redact_statements", "--agent", json.dumps(LAN), "--by", name, *how)
    assert rows() == []
    assert Statement.objects.get().redacted_at is None


def test_what_changed_nothing_leaves_none() -> None:
    record([statement(actor=LAN)], authority=authority("khach"))
    ids = list(Statement.objects.values_list("statement_id", flat=True))
    redact_statements(ids)
    assert len(rows()) == 1
    redact_statements(ids)
    redact_agent(KEY)
    assert len(rows()) == 1


def test_without_its_row_nothing_is_redacted(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(what: str, count: int, by: str) -> None:
        raise RuntimeError(what)

    record([statement(actor=LAN)], authority=authority("khach"))
    monkeypatch.setattr(hooks, "redactions", [refuse])
    with pytest.raises(RuntimeError):
        redact_agent(KEY)
    assert Statement.objects.get().redacted_at is None
