"""Statements leave as JSON lines and come in again: whole, once, in order, or not at all."""

import hashlib
import io
import json
import sys
import uuid
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples

from tests.xapi import closure
from tests.xapi.client import LAN, TAM, authority, statement
from tests.xapi.parallel import in_parallel
from tests.xapi.test_redaction import attachment
from tests.xapi.test_searching import statements
from xapi import exporting, hooks, import_checks, importing
from xapi.models import Attachment, Authority, ExpiredStatement, Statement, StatementRefClosure, Trust
from xapi.progress_bar import ProgressBar
from xapi.recording import VoidForbidden, record
from xapi.redaction import redact_statements
from xapi.rows import Json
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db: None) -> Authority:
    return authority("khach")


def export(path: Path, *words: str) -> list[Json]:
    call_command("export_statements", str(path), *words)
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def bring_in(path: Path, *words: str) -> str:
    out, problems = io.StringIO(), io.StringIO()
    try:
        call_command("import_statements", str(path), *words, stdout=out, stderr=problems)
    except CommandError as error:
        raise CommandError(f"{problems.getvalue()}{error}") from error
    return out.getvalue()


def write(path: Path, *items: Any) -> Path:
    path.write_text("".join(f"{json.dumps(item) if isinstance(item, dict) else item}\n" for item in items))
    return path


def claimed(owner: Authority, **changes: Any) -> Json:
    return statement(authority=owner.agent, timestamp="2026-01-02T03:04:05Z", **changes)


def voiding(target: Json, owner: Authority) -> Json:
    reference = {"objectType": "StatementRef", "id": target["id"]}
    return claimed(owner, verb={"id": Verb.VOIDED}, object=reference)


def empty() -> None:
    """As after a migration."""
    links = ("referenceagent", "referenceactivity", "statementattachment", "statementagent", "statementactivity")
    rows = ("attachment", "statementrefclosure", "statement", "expiredstatement", "authority", "agent", "activity")
    with connection.cursor() as cursor:
        for table in (*links, *rows):
            cursor.execute(f"DELETE FROM xapi_{table}")


def bare(items: list[Json]) -> list[str]:
    """The texts, key order included, without what is every store's own; by id."""
    texts = [{name: value for name, value in item.items() if name != "stored"} for item in items]
    return [json.dumps(text) for text in sorted(texts, key=lambda text: str(text["id"]))]


def state() -> list[tuple[Any, ...]]:
    names = ("statement_id", "fingerprint", "timestamp", "kind", "is_voiding", "authority__key")
    rows = Statement.objects.order_by("statement_id")
    return [(*values, voided_at is not None) for *values, voided_at in rows.values_list(*names, "voided_at")]


# -- There and back -----------------------------------------------------------------


def test_a_round_trip_gives_the_same_statements_and_files(owner: Authority, tmp_path: Path) -> None:
    content = b"bai lam"
    sent = [
        statement(result={"score": {"scaled": 0.5, "raw": 1.0}}, timestamp="2020-02-29T23:59:59.123+07:00"),
        statement(attachments=[attachment(content)], actor={**LAN, "name": "Lan \u2028 \U0001f33e"}),
    ]
    record(sent, authority=owner, files={hashlib.sha256(content).hexdigest(): content})
    record([voiding(sent[0], owner)], authority=owner)
    first, before = export(tmp_path / "one.jsonl", "--attachments", str(tmp_path / "files")), state()
    assert [item["id"] for item in first[:2]] == [item["id"] for item in sent]

    empty()
    assert bring_in(tmp_path / "one.jsonl", "--attachments", str(tmp_path / "files")) == "3 statements stored\n"
    again = export(tmp_path / "two.jsonl", "--attachments", str(tmp_path / "files"))
    assert bare(again) == bare(first)
    assert [item["stored"] for item in again] != [item["stored"] for item in first]
    assert state() == before
    assert bytes(Attachment.objects.get().content) == content


@examples(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(made=statements())
def test_references_and_voids_keep_their_meaning(owner: Authority, tmp_path: Path, made: list[Json]) -> None:
    """Groups, SubStatements, references and voids by two authorities, in any order of arrival."""
    other = authority(f"khac {uuid.uuid4()}")
    with transaction.atomic():
        for number, item in enumerate(made):
            try:
                record([item], authority=(owner, other)[number % 3 == 0])
            except VoidForbidden:
                continue
        first, before = export(tmp_path / "one.jsonl"), state()
        pairs = set(StatementRefClosure.objects.values_list("ancestor", "descendant"))
        empty()
        bring_in(tmp_path / "one.jsonl")
        assert state() == before
        assert set(StatementRefClosure.objects.values_list("ancestor", "descendant")) == pairs
        closure.assert_is_whole()
        assert bare(export(tmp_path / "two.jsonl")) == bare(first)
        transaction.set_rollback(True)


def test_running_it_again_stores_nothing_more(owner: Authority, tmp_path: Path) -> None:
    sent = [claimed(owner) for _ in range(3)]
    path = write(tmp_path / "in.jsonl", *sent, sent[0])
    assert bring_in(path) == "3 statements stored\n"
    assert bring_in(path) == "0 statements stored\n"


def test_an_interrupted_import_is_taken_up(owner: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "in.jsonl", *[claimed(owner) for _ in range(5)])
    monkeypatch.setattr(importing, "BATCH", 2)

    def stop(end: int, stored: int) -> None:
        raise KeyboardInterrupt

    with path.open("rb") as file, pytest.raises(KeyboardInterrupt):
        importing.store(file, None, tell=stop)
    assert Statement.objects.count() == 2
    assert bring_in(path) == "3 statements stored\n"


def test_redacted_and_expired_statements_are_known_again(owner: Authority, tmp_path: Path) -> None:
    one, two = statement(result={"response": "bi mat"}), statement()
    record([one, two], authority=owner)
    export(tmp_path / "before.jsonl")
    redact_statements([uuid.UUID(one["id"])])
    gone = Statement.objects.get(statement_id=two["id"])
    ExpiredStatement.objects.create(statement_id=gone.statement_id, fingerprint=gone.fingerprint)
    export(tmp_path / "after.jsonl")
    gone.delete()
    for name in ("before", "after"):
        assert bring_in(tmp_path / f"{name}.jsonl") in ("0 statements stored\n", "1 statements stored\n")
        assert Statement.objects.count() == 1
        assert "bi mat" not in Statement.objects.get().raw


# -- Export -------------------------------------------------------------------------


def test_since_and_until_make_exports_that_join_without_gap_or_overlap(owner: Authority, tmp_path: Path) -> None:
    record([statement(), statement()], authority=owner)
    first = export(tmp_path / "one.jsonl")
    record([statement()], authority=owner)
    second = export(tmp_path / "two.jsonl", "--since", first[-1]["stored"])
    assert [len(first), len(second)] == [2, 1]
    assert export(tmp_path / "three.jsonl", "--until", first[-1]["stored"]) == first


@pytest.mark.parametrize("cut", [0, 1, 700, 1500])
def test_a_broken_off_export_goes_on_behind_its_last_whole_line(
    owner: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    monkeypatch.setattr(exporting, "_BLOCK", 64)
    record([statement() for _ in range(3)], authority=owner)
    record([statement() for _ in range(3)], authority=owner)
    path = tmp_path / "out.jsonl"
    whole = export(path)
    path.write_bytes(path.read_bytes()[:-cut] if cut else b"")
    assert export(path, "--resume") == whole
    assert export(path, "--resume") == whole


def test_a_file_of_another_store_is_not_gone_on_with(owner: Authority, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="begin again"):
        export(write(tmp_path / "out.jsonl", statement()), "--resume")


def test_the_export_costs_two_queries_and_one_more_per_page(
    owner: Authority, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    record([statement() for _ in range(120)], authority=owner)
    # The mark (on SQLite a transaction of two), the count, the page, the page behind it, and its savepoint.
    with django_assert_max_num_queries(7):
        assert len(export(tmp_path / "out.jsonl")) == 120


def test_standard_output_carries_statements_and_nothing_else(
    owner: Authority, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    sent = statement()
    record([sent], authority=owner)
    call_command("export_statements", "-")
    sys.stdout.flush()
    out, told = capfdbinary.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == [sent["id"]]
    assert b"1 statements written" in told


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_a_running_writer_could_still_overtake_is_left_for_later(tmp_path: Path) -> None:
    owner, late = authority("khach"), statement()
    first = statement()
    # Agents and activities are there: no writer waits for another.
    record([first], authority=owner)

    def write_late() -> None:
        record([statement()], authority=owner)
        assert [item["id"] for item in export(tmp_path / "one.jsonl")] == [first["id"]]

    with transaction.atomic():
        record([late], authority=owner)
        assert in_parallel([write_late]) == []
    assert len(export(tmp_path / "two.jsonl")) == 3


# -- Import -------------------------------------------------------------------------


def test_a_file_with_errors_is_reported_by_line_and_nothing_of_it_is_stored(owner: Authority, tmp_path: Path) -> None:
    good = claimed(owner)
    path = write(
        tmp_path / "in.jsonl",
        good,
        "{",
        "",
        {**good, "actor": TAM},
        claimed(owner, verb={"id": "khong phai iri"}),
        {name: value for name, value in claimed(owner).items() if name != "authority"},
        claimed(owner, attachments=[attachment(b"khong co")]),
    )
    with pytest.raises(CommandError) as refused:
        bring_in(path)
    told = str(refused.value)
    for line in (2, 4, 5, 6, 7):
        assert f"dòng {line}:" in told
    assert "dòng 1:" not in told
    assert "5 lines cannot be stored" in told
    assert not Statement.objects.exists()


def test_another_statement_under_a_stored_or_expired_id_is_an_error_of_its_line(
    owner: Authority, tmp_path: Path
) -> None:
    stored, expired = claimed(owner), claimed(owner)
    record([stored], authority=owner)
    ExpiredStatement.objects.create(statement_id=expired["id"], fingerprint="khac")
    path = write(
        tmp_path / "in.jsonl", {**stored, "actor": TAM}, expired, {**stored, "timestamp": "2026-01-02T03:04:06Z"}
    )
    with pytest.raises(CommandError, match=r"(?s)dòng 1:.*dòng 2:") as refused:
        bring_in(path)
    assert "dòng 3:" in str(refused.value)


def test_unknown_authorities_are_external_and_known_ones_stay_what_they_are(owner: Authority, tmp_path: Path) -> None:
    trusted = authority("so noi vu")
    Authority.objects.filter(pk=trusted.pk).update(trust=Trust.TRUSTED_EXTERNAL)
    stranger = {"objectType": "Agent", "account": {"homePage": "https://la.example", "name": "la"}}
    pair = {"objectType": "Group", "member": [TAM, LAN]}
    items = [claimed(trusted), {**claimed(owner), "authority": stranger}, {**claimed(owner), "authority": pair}]
    bring_in(write(tmp_path / "in.jsonl", *items))
    trusts = dict(Statement.objects.values_list("authority__key", "authority__trust"))
    assert trusts[trusted.key] == Trust.TRUSTED_EXTERNAL
    assert sorted(trusts.values()) == [Trust.EXTERNAL, Trust.EXTERNAL, Trust.TRUSTED_EXTERNAL]


def test_nobody_speaks_for_the_installation_unless_it_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even before the installation has made the authority it is going to call its own."""
    agent = {"objectType": "Agent", "account": {"homePage": "https://o.example", "name": "may-cham"}}

    def make() -> Authority:
        key = "account|https://o.example|may-cham"
        defaults = {"name": "máy", "agent": agent, "trust": Trust.SERVER_GRADED}
        return Authority.objects.get_or_create(key=key, defaults=defaults)[0]

    monkeypatch.setattr(hooks, "own_authorities", [make])
    path = write(tmp_path / "in.jsonl", {**claimed(Authority(agent=agent))})
    with pytest.raises(CommandError, match="--trust-own"):
        bring_in(path)
    assert not Statement.objects.exists()
    bring_in(path, "--trust-own")
    assert Statement.objects.get().authority.trust == Trust.SERVER_GRADED


def test_a_void_by_another_authority_counts_when_the_whole_file_is_trusted(owner: Authority, tmp_path: Path) -> None:
    other, here = authority("giam sat"), claimed(owner)
    record([here], authority=owner)
    target = claimed(owner)
    path = write(tmp_path / "in.jsonl", target, voiding(target, other))
    with pytest.raises(CommandError, match=r"dòng 2: .*không được hủy"):
        bring_in(path)
    with pytest.raises(CommandError, match=r"dòng 1: .*không được hủy"):
        bring_in(write(tmp_path / "here.jsonl", voiding(here, other)), "--trust-own")
    assert bring_in(path, "--trust-own") == "2 statements stored\n"
    assert Statement.objects.get(statement_id=target["id"]).voided_at
    assert bring_in(path) == "0 statements stored\n"
    Authority.objects.filter(pk=other.pk).update(can_void=True)
    bring_in(tmp_path / "here.jsonl")
    assert Statement.objects.get(statement_id=here["id"]).voided_at


def test_standard_input_is_read_like_a_file(owner: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content = write(tmp_path / "in.jsonl", claimed(owner)).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert bring_in(Path("-")) == "1 statements stored\n"


def test_a_file_that_is_not_what_its_name_says_is_refused(owner: Authority, tmp_path: Path) -> None:
    item = attachment(b"dung")
    (tmp_path / item["sha2"]).write_bytes(b"sai")
    with pytest.raises(CommandError, match=item["sha2"]):
        bring_in(write(tmp_path / "in.jsonl", claimed(owner, attachments=[item])), "--attachments", str(tmp_path))


def test_a_line_too_long_is_an_error_and_the_next_is_read(
    owner: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xapi.incoming.MAX_BODY", 1000)
    path = write(tmp_path / "in.jsonl", "x" * 3500, claimed(owner), "{")
    with path.open("rb") as file:
        found = list(import_checks.Check(file, None, trust_own=False).problems())
    assert [problem.line for problem in found] == [1, 3]


def test_a_statement_of_2_0_that_calls_itself_1_0_comes_back(owner: Authority, tmp_path: Path) -> None:
    agents = [{"objectType": "contextAgent", "agent": TAM}]
    bring_in(write(tmp_path / "in.jsonl", claimed(owner, version="1.0.9", context={"contextAgents": agents})))
    assert Statement.objects.get().version == "1.0.9"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_store_it_once(tmp_path: Path) -> None:
    owner = authority("khach")
    path = write(tmp_path / "in.jsonl", *[claimed(owner) for _ in range(30)])
    assert in_parallel([partial(bring_in, path), partial(bring_in, path)]) == []
    assert Statement.objects.count() == 30


# -- Progress -----------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere() -> None:
    terminal, log = Terminal(), io.StringIO()
    for stream in (terminal, log):
        bar = ProgressBar(stream, 200)
        for done in range(0, 201, 5):
            bar.advance(done, f"{done} statements")
        bar.finish()
    assert terminal.getvalue().count("\n") == 1
    assert "[###############...............]  50 % 100 statements" in terminal.getvalue()
    assert log.getvalue().splitlines() == [f"{part}0 % {part * 20} statements" for part in range(1, 11)]


@pytest.mark.postgres
def test_an_import_tells_the_planner_how_much_there_is(owner: Authority, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE xapi_statement")
        bring_in(write(tmp_path / "in.jsonl", *[claimed(owner) for _ in range(1100)]))
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'xapi_statement'")
        # PostgreSQL estimates: rows that another test rolled back may still lie on the pages it looks at.
        assert cursor.fetchone()[0] == pytest.approx(1100, rel=0.05)
