"""Statements at the end of their term: gone with all that hangs on them, known by their ids, nothing else touched."""

import datetime as dt
import hashlib
import io
import json
import random
import uuid
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.xapi import closure
from tests.xapi.client import authority, statement
from tests.xapi.parallel import in_parallel
from xapi import expiry, queries, vocabulary
from xapi.models import (
    Attachment,
    Authority,
    ExpiredStatement,
    Kind,
    ReferenceActivity,
    ReferenceAgent,
    Statement,
    StatementActivity,
    StatementAgent,
    StatementAttachment,
    StatementRefClosure,
)
from xapi.recording import Conflict, record
from xapi.rows import Json
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
VERBS = {Kind.TELEMETRY: Verb.EXPERIENCED, Kind.ANSWER: Verb.ANSWERED, Kind.RECORD: Verb.COMPLETED}


@pytest.fixture
def owner(db: None) -> Authority:
    return authority("khach")


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's table, whichever order the tests run in."""
    known = {verb: kind for kind, verb in VERBS.items()}
    monkeypatch.setattr(vocabulary, "_kinds", {**known, Verb.VOIDED: Kind.RECORD})


def of(kind: str, **changes: Any) -> Json:
    verb = "https://example.org/verb" if kind == Kind.UNCLASSIFIED else VERBS[Kind(kind)]
    return statement(verb={"id": verb}, **changes)


def reference(target: Json) -> Json:
    return {"objectType": "StatementRef", "id": target["id"]}


def grow_old(*items: Json, days: int = 1000) -> None:
    """Everywhere the moment stands, links of the statement itself excepted, which go with it."""
    for item in items:
        stored = timezone.now() - dt.timedelta(days=days)
        Statement.objects.filter(statement_id=item["id"]).update(stored=stored)
        pairs = StatementRefClosure.objects.filter(ancestor=item["id"])
        pairs.update(stored=stored)
        for links in (ReferenceAgent, ReferenceActivity):
            links.objects.filter(pair__in=pairs).update(stored=stored)


def ids() -> set[str]:
    return {str(value) for value in Statement.objects.values_list("statement_id", flat=True)}


def test_what_is_past_its_term_goes_with_its_links_and_its_id_stays_known(owner: Authority) -> None:
    old, new = of("telemetry"), of("telemetry")
    record([old, new], authority=owner)
    grow_old(old, days=181)
    assert expiry.expire(expiry.terms()) == {"answer": 0, "telemetry": 1}
    assert ids() == {new["id"]}
    (kept,) = Statement.objects.all()
    assert set(StatementAgent.objects.values_list("statement", flat=True)) == {kept.pk}
    assert set(StatementActivity.objects.values_list("statement", flat=True)) == {kept.pk}
    assert str(ExpiredStatement.objects.get().statement_id) == old["id"]


def test_a_late_duplicate_is_one_still_and_another_statement_under_the_id_a_conflict(owner: Authority) -> None:
    old = of("answer")
    record([old], authority=owner)
    grow_old(old, days=732)
    expiry.expire(expiry.terms())
    assert record([old], authority=owner) == [uuid.UUID(old["id"])]
    with pytest.raises(Conflict):
        record([{**old, "object": {"id": "https://example.org/khac"}}], authority=owner)
    assert not Statement.objects.exists()


def test_records_voids_and_what_nobody_classified_have_no_term(
    owner: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(vocabulary._kinds, Verb.VOIDED, Kind.TELEMETRY)
    kept = [of("record"), of("unclassified")]
    kept.append(statement(verb={"id": Verb.VOIDED}, object={"objectType": "StatementRef", "id": str(uuid.uuid4())}))
    record(kept, authority=owner)
    grow_old(*kept, days=10_000)
    assert expiry.expire(expiry.terms()) == {"answer": 0, "telemetry": 0}
    assert len(ids()) == 3


@pytest.mark.parametrize(
    "wrong", [{"record": 30}, {"unclassified": 30}, {"khac": 1}, {"answer": 0}, {"answer": 1.5}, {"answer": None}]
)
def test_a_term_that_cannot_be_is_refused(wrong: dict[str, Any], settings: Any) -> None:
    settings.XAPI_TERMS = wrong
    with pytest.raises(ImproperlyConfigured):
        expiry.terms()


def test_the_setting_changes_a_term_and_the_argument_the_setting(settings: Any) -> None:
    settings.XAPI_TERMS = {"answer": 100}
    assert expiry.terms() == {"answer": 100, "telemetry": 180}
    assert expiry.terms({"answer": 7}) == {"answer": 7, "telemetry": 180}


def test_the_command_counts_first_and_deletes_then(owner: Authority) -> None:
    old = of("telemetry")
    record([old], authority=owner)
    grow_old(old, days=20)

    def run(*words: str) -> str:
        out = io.StringIO()
        call_command("expire_statements", *words, stdout=out)
        return out.getvalue()

    assert "telemetry: 0 would be deleted" in run("--dry-run")
    assert "telemetry: 1 would be deleted" in run("--dry-run", "--term", "telemetry=19")
    assert ids() == {old["id"]}
    assert "telemetry: 1 deleted" in run("--term", "telemetry=19")
    assert ids() == set()
    with pytest.raises(CommandError, match="record"):
        run("--term", "record=1")


def test_files_nobody_names_any_more_go(owner: Authority) -> None:
    files = {hashlib.sha256(text).hexdigest(): text for text in (b"mot", b"hai")}
    one, two = files

    def named(*digests: str) -> list[Json]:
        common = {"usageType": "https://example.org/use", "display": {"vi": "tệp"}, "contentType": "text/plain"}
        return [{**common, "length": 3, "sha2": digest} for digest in digests]

    old, new = of("telemetry", attachments=named(one, two)), of("record", attachments=named(two))
    record([old, new], authority=owner, files=files)
    grow_old(old)
    expiry.expire(expiry.terms())
    assert list(Attachment.objects.values_list("sha2", flat=True)) == [two]
    assert StatementAttachment.objects.count() == 1


def test_a_void_and_its_expired_target(owner: Authority) -> None:
    """The void stays; one that comes later finds nothing and breaks nothing."""
    old, late = of("telemetry"), of("telemetry")
    void = statement(verb={"id": Verb.VOIDED}, object=reference(old))
    record([old, late], authority=owner)
    record([void], authority=owner)
    grow_old(old, late)
    expiry.expire(expiry.terms())
    too_late = statement(verb={"id": Verb.VOIDED}, object=reference(late))
    record([too_late], authority=authority("nguoi khac"))
    record([old, late], authority=owner)
    assert ids() == {void["id"], too_late["id"]}


def test_a_reference_through_an_expired_statement_leads_no_further(owner: Authority) -> None:
    """top > middle > bottom: once the middle has gone, who looks for the bottom no longer finds the top."""
    bottom = of("record", object={"id": "https://example.org/day"})
    middle, top = of("telemetry", object=reference(bottom)), of("record")
    top["object"] = reference(middle)
    record([bottom, middle, top], authority=owner)

    def found() -> set[str]:
        filters = queries.parse({"activity": "https://example.org/day"})
        return {json.loads(row.raw)["id"] for row in queries.page(filters, only=None, after=None)[0]}

    assert found() == {bottom["id"], middle["id"], top["id"]}
    grow_old(middle)
    expiry.expire(expiry.terms())
    assert found() == {bottom["id"]}
    assert not StatementRefClosure.objects.exists()
    assert not ReferenceActivity.objects.exists()


def naive_closure() -> set[tuple[uuid.UUID, uuid.UUID]]:
    """What the log says, but for references to what has expired."""
    expired = set(ExpiredStatement.objects.values_list("statement_id", flat=True))
    following = dict(Statement.objects.exclude(ref_target=None).values_list("statement_id", "ref_target"))
    pairs = set()
    for origin in following:
        target = following.get(origin)
        while target is not None and target not in expired and (origin, target) not in pairs:
            pairs.add((origin, target))
            target = following.get(target)
    return pairs


@examples(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(seed=st.integers(0, 10**6))
def test_the_closure_and_its_links_are_those_of_the_log_that_is_left(owner: Authority, seed: int) -> None:
    """References at random, circles among them, arriving in any order; some of them expire."""
    dice = random.Random(seed)
    made = [of(dice.choice(["telemetry", "record"])) for _ in range(8)]
    for item in made:
        target = dice.choice(made)
        if dice.random() < 0.8 and target is not item:
            item["object"] = reference(target)
    with transaction.atomic():
        for item in dice.sample(made, len(made)):
            record([item], authority=owner)
        grow_old(*[item for item in made if dice.random() < 0.6])
        expiry.expire(expiry.terms())
        pairs = set(StatementRefClosure.objects.values_list("ancestor", "descendant"))
        assert pairs == naive_closure()
        closure.assert_is_whole()
        transaction.set_rollback(True)


def test_many_go_in_batches_and_an_interrupted_run_is_taken_up(
    owner: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiry, "BATCH", 3)
    made = [of("telemetry") for _ in range(8)]
    record(made, authority=owner)
    grow_old(*made)

    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        expiry.expire(expiry.terms(), tell=stop)
    assert len(ids()) == 5
    told: list[int] = []
    assert expiry.expire(expiry.terms(), tell=told.append)["telemetry"] == 5
    assert told == [3, 2]
    assert ExpiredStatement.objects.count() == 8


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_copies_that_arrive_while_it_runs_never_come_back_to_life() -> None:
    owner = authority("song song")
    made = [of("telemetry") for _ in range(60)]
    record(made, authority=owner)
    grow_old(*made)

    def resend() -> None:
        for item in made:
            record([item], authority=owner)

    assert in_parallel([resend, partial(expiry.expire, expiry.terms()), partial(expiry.expire, expiry.terms())]) == []
    assert not Statement.objects.exists()
    assert ExpiredStatement.objects.count() == 60
