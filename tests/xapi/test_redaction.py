"""Taking a person out of the log: what is left is valid, says nothing of her and still counts."""

import hashlib
import io
import json
import uuid
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from tests.xapi import closure
from tests.xapi.client import LAN, TAM, Lrs, authority, statement
from tests.xapi.parallel import in_parallel
from tests.xapi.test_searching import statements
from xapi import documents, hooks
from xapi.documents import Conditions, Place
from xapi.models import (
    Agent,
    Attachment,
    Authority,
    DocumentKind,
    Statement,
    StatementActivity,
    StatementAgent,
    StatementAttachment,
)
from xapi.recording import Conflict, VoidForbidden, record
from xapi.redaction import redact_agent, redact_statements
from xapi.rows import Json, agent_key
from xapi.signatures import USAGE
from xapi.tombstones import NOBODY, tombstone, without
from xapi.validation import validate
from xapi.vocabulary import Verb

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]
KEY = str(agent_key(LAN))
SECRET = "Nguyễn Thị Lan"
REGISTRATION = str(uuid.uuid4())
KEPT = ("seq", "statement_id", "stored", "timestamp", "version", "verb", "registration", "authority_id", "kind")
FOLDED = ("success", "completion", "score_scaled", "voided_at", "is_voiding", "ref_target", "fingerprint")


@pytest.fixture
def owner(db: None) -> Authority:
    return authority("khach")


def attachment(content: bytes, **changes: Any) -> Json:
    common = {"usageType": "https://example.org/use", "display": {"vi": SECRET}, "contentType": "text/plain"}
    return {**common, "length": len(content), "sha2": hashlib.sha256(content).hexdigest(), **changes}


def telling(**changes: Any) -> Json:
    """Her name is in every place a statement has for a text."""
    return statement(
        actor={**LAN, "name": SECRET},
        verb={"id": Verb.COMPLETED, "display": {"vi": SECRET}},
        object={"id": "https://example.org/hoat-dong/1", "definition": {"name": {"vi": SECRET}}},
        result={
            "score": {"scaled": 0.8, "raw": 8},
            "success": True,
            "completion": True,
            "response": SECRET,
            "duration": "PT3M",
            "extensions": {"https://example.org/e": SECRET},
        },
        context={
            "registration": REGISTRATION,
            "platform": SECRET,
            "instructor": TAM,
            "extensions": {"https://example.org/e": SECRET},
            "contextActivities": {"parent": [{"id": "https://example.org/lop-cua-lan"}]},
        },
        **changes,
    )


def row_of(item: Json) -> Statement:
    return Statement.objects.get(statement_id=item["id"])


def test_a_tombstone_says_nothing_of_her_and_keeps_what_counts(owner: Authority) -> None:
    sent = telling(attachments=[attachment(b"bai lam")])
    record([sent], authority=owner, files={hashlib.sha256(b"bai lam").hexdigest(): b"bai lam"})
    before = row_of(sent)
    assert redact_statements([before.statement_id]).statements == 1

    row = row_of(sent)
    assert [getattr(row, name) for name in KEPT + FOLDED] == [getattr(before, name) for name in KEPT + FOLDED]
    assert row.redacted_at is not None
    left = json.loads(row.raw)
    assert left == {
        "id": sent["id"],
        "actor": NOBODY,
        "verb": {"id": Verb.COMPLETED},
        "object": {"objectType": "Activity", "id": "https://example.org/hoat-dong/1"},
        "result": {"success": True, "completion": True, "score": {"scaled": 0.8}},
        "context": {"registration": REGISTRATION},
        **{name: json.loads(before.raw)[name] for name in ("timestamp", "stored", "version", "authority")},
    }
    validate(left, "1.0.3")
    assert set(StatementAgent.objects.values_list("agent__key", flat=True)) == {agent_key(NOBODY), owner.key}
    assert list(StatementActivity.objects.values_list("activity__iri", flat=True)) == [
        "https://example.org/hoat-dong/1"
    ]
    assert not StatementAttachment.objects.exists()
    assert not Attachment.objects.exists()


def test_the_original_again_is_a_duplicate_and_redacting_again_changes_nothing(owner: Authority) -> None:
    sent = telling()
    record([sent], authority=owner)
    redact_statements([uuid.UUID(sent["id"])])
    row = row_of(sent)
    assert record([sent], authority=owner) == [uuid.UUID(sent["id"])]
    with pytest.raises(Conflict):
        record([{**sent, "result": {"success": False}}], authority=owner)
    assert redact_statements([uuid.UUID(sent["id"]), uuid.uuid4()]).statements == 0
    assert row_of(sent).redacted_at == row.redacted_at
    assert row_of(sent).raw == row.raw


def test_readers_find_the_tombstone_and_nothing_of_hers_under_her_name(lrs: Lrs) -> None:
    sent = telling()
    lrs.post(sent)
    redact_agent(KEY)
    assert json.loads(lrs.get(statementId=sent["id"]).content)["actor"] == NOBODY
    assert SECRET not in lrs.get().content.decode()
    assert lrs.ids() == [sent["id"]]
    assert lrs.ids(agent=json.dumps(LAN)) == []
    assert lrs.ids(agent=json.dumps(TAM), related_agents="true") == []
    assert lrs.ids(registration=REGISTRATION) == [sent["id"]]
    assert lrs.post(sent).status_code == 200


def test_beside_others_she_alone_is_taken_out(owner: Authority) -> None:
    """A colleague's statement stays his, but for her and for a signature over the old text."""
    team = {"objectType": "Group", "member": [LAN, TAM]}
    sent = statement(
        actor=TAM,
        context={"team": team, "instructor": LAN},
        attachments=[attachment(b"chu ky", usageType=USAGE), attachment(b"tep")],
    )
    files = {hashlib.sha256(content).hexdigest(): content for content in (b"chu ky", b"tep")}
    record([sent], authority=owner, files=files)
    assert redact_agent(KEY).statements == 1
    left = json.loads(row_of(sent).raw)
    assert left["actor"] == TAM
    assert left["context"] == {"team": {"objectType": "Group", "member": [NOBODY, TAM]}, "instructor": NOBODY}
    assert [item["sha2"] for item in left["attachments"]] == [hashlib.sha256(b"tep").hexdigest()]
    assert [bytes(row.content) for row in Attachment.objects.all()] == [b"tep"]
    links = dict(StatementAgent.objects.values_list("agent__key", "direct"))
    assert links == {agent_key(TAM): True, agent_key(NOBODY): False, owner.key: False}


def test_her_row_and_documents_go_and_those_of_others_stay(owner: Authority) -> None:
    record([telling(), statement(actor=TAM)], authority=owner)
    nothing = Conditions()
    for key in (KEY, str(agent_key(TAM))):
        documents.put(Place(DocumentKind.STATE, "https://example.org/1", key), "s", b"{}", "application/json", nothing)
        documents.put(Place(DocumentKind.AGENT_PROFILE, "", key), "p", b"{}", "application/json", nothing)
    done = redact_agent(KEY)
    assert (done.statements, done.documents, done.agent_kept) == (1, 2, False)
    assert not Agent.objects.filter(key=KEY).exists()
    assert documents.ids(Place(DocumentKind.AGENT_PROFILE, "", str(agent_key(TAM))), None) == ["p"]
    assert redact_agent(KEY).statements == 0
    record([statement()], authority=owner)
    assert redact_agent(KEY).statements == 1


def test_her_authority_stays_and_is_said_to(owner: Authority) -> None:
    hers = Authority.objects.create(key=KEY, name="lan", agent=LAN)
    sent = statement(actor=TAM)
    record([sent], authority=hers)
    done = redact_agent(KEY)
    assert (done.statements, done.agent_kept) == (0, True)
    assert json.loads(row_of(sent).raw)["authority"] == LAN


def test_a_redacted_void_still_voids_and_a_redacted_target_can_still_be_voided(owner: Authority) -> None:
    one, two = telling(), telling()
    record([one, two], authority=owner)
    voids = [
        statement(verb={"id": Verb.VOIDED}, object={"objectType": "StatementRef", "id": x["id"]}) for x in (one, two)
    ]
    record(voids[:1], authority=owner)
    redact_agent(KEY)
    assert row_of(one).voided_at is not None
    assert json.loads(row_of(voids[0]).raw)["object"] == voids[0]["object"]
    record(voids[1:], authority=owner)
    assert row_of(two).voided_at is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=statements())
def test_what_is_left_is_always_a_statement_and_settled(made: list[Json]) -> None:
    """Groups, SubStatements, agents as objects, voids and references."""
    for item in made:
        whole = {**item, "actor": {**item["actor"]}}
        for key in ("mailto:lan@example.org", "mailto:hoa@example.org"):
            whole = without(whole, f"mbox|{key}")
            assert key not in json.dumps(whole)
        for left in (whole, tombstone(item)):
            validate(left, "1.0.3")
        assert tombstone(tombstone(item)) == tombstone(item)
        assert "mailto:" not in json.dumps(tombstone(item))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=statements())
def test_what_refers_to_a_tombstone_is_not_found_by_what_it_said(owner: Authority, made: list[Json]) -> None:
    with transaction.atomic():
        for item in made:
            with suppress(VoidForbidden):
                record([item], authority=owner)
        redact_agent("mbox|mailto:lan@example.org")
        closure.assert_is_whole()
        redact_statements(UUID(item["id"]) for item in made[:4])
        closure.assert_is_whole()
        transaction.set_rollback(True)


def test_a_key_like_an_agents_in_a_text_is_left_alone() -> None:
    sent = statement(verb={"id": Verb.COMPLETED, "display": {"account": "x", "mbox": "y"}})
    assert without(sent, KEY)["verb"] == sent["verb"]


def test_the_command_counts_first_then_redacts(owner: Authority) -> None:
    sent = telling()
    record([sent], authority=owner)

    def run(*words: str) -> str:
        out = io.StringIO()
        call_command("redact_statements", *words, stdout=out)
        return out.getvalue()

    for words in (["--agent", json.dumps(LAN)], ["--id", sent["id"]]):
        assert "1 statements would be" in run(*words, "--dry-run")
    assert row_of(sent).redacted_at is None
    assert "1 statements redacted" in run("--id", sent["id"])
    assert "0 statements redacted" in run("--agent", json.dumps(LAN))
    for wrong in (
        ["--id", str(uuid.uuid4())],
        ["--agent", "lan"],
        ["--agent", "{}"],
        ["--id", sent["id"], "--by", "khong-co-ai"],
    ):
        with pytest.raises(CommandError):
            run(*wrong)


def test_who_keeps_a_record_hears_what_was_done_by_whom(owner: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, int, str]] = []
    monkeypatch.setattr(hooks, "redactions", [lambda *told: heard.append(told)])
    one, two = telling(), telling()
    record([one, two], authority=owner)
    documents.put(Place(DocumentKind.AGENT_PROFILE, "", KEY), "p", b"{}", "application/json", Conditions())
    redact_statements([uuid.UUID(one["id"])])
    redact_agent(KEY, by="7")
    redact_agent(KEY, by="7")
    assert heard == [("statements", 1, ""), ("statements", 1, "7"), ("documents", 1, "7")]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_copies_and_voids_that_arrive_meanwhile_neither_fail_nor_bring_anything_back() -> None:
    owner = authority("song song")
    made = [telling() for _ in range(40)]
    record(made, authority=owner)

    def resend() -> None:
        for item in made:
            record([item], authority=owner)

    def void() -> None:
        for item in made:
            target = {"objectType": "StatementRef", "id": item["id"]}
            record([statement(actor=TAM, verb={"id": Verb.VOIDED}, object=target)], authority=owner)

    ids = [uuid.UUID(item["id"]) for item in made]
    assert in_parallel([resend, void, partial(redact_statements, ids), partial(redact_agent, KEY)]) == []
    rows = Statement.objects.filter(statement_id__in=ids)
    assert rows.exclude(redacted_at=None).exclude(voided_at=None).count() == 40
    assert not rows.filter(raw__contains=SECRET).exists()
