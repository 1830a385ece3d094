"""Requests nobody would send: never a 500, never a statement changed, and what is stored is what was acknowledged.

Everything follows from ``FUZZ_SEED``; a failure tells the number of the request, and running up to it repeats it.
"""

import json
import logging
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.xapi.client import VERSIONS, Lrs, authority
from tests.xapi.fuzzer import FILES, Requests, Sent
from xapi.models import Attachment, Document, Statement, StatementAttachment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.xapi.urls")]
SEED = int(os.environ.get("FUZZ_SEED", "20261125"))
# All of a row but whether it is void, which others decide.
FIXED = [field.attname for field in Statement._meta.concrete_fields if field.attname != "voided_at"]
# Where an id of a document stands.
DOCUMENTS = {"activities/state": "stateId", "activities/profile": "profileId", "agents/profile": "profileId"}


class StatementBook:
    """What the store must hold of statements: all that was acknowledged, as it came, and nothing besides."""

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self.last = 0
        # Of every id the authority, and whether it voids; who voids which; which statement names which file.
        self.known: dict[UUID, tuple[int, bool]] = {}
        self.voids: set[tuple[int, UUID]] = set()
        self.files: set[tuple[int, str]] = set()
        self.voided: dict[UUID, Any] = {}
        self.ways: set[tuple[str, str]] = set()

    def note(self, sent: Sent, answer: HttpResponse) -> list[str]:
        """Of a request, what it acknowledged and nothing else is there now; the statements that are new."""
        ids = _acknowledged(sent, answer)
        new = list(Statement.objects.filter(seq__gt=self.last).order_by("seq"))
        assert {row.statement_id for row in new} == ids - self.known.keys()
        if new:
            self.ways.add((sent.way, sent.method))
        for row in new:
            self._keep(row)
        return [row.raw for row in new]

    def _keep(self, row: Statement) -> None:
        self.rows.append(tuple(getattr(row, name) for name in FIXED))
        self.last = row.seq
        self.known[row.statement_id] = row.authority_id, row.is_voiding
        if row.is_voiding and row.ref_target:
            self.voids.add((row.authority_id, row.ref_target))
        if "attachments" in row.raw:
            named = json.loads(row.raw).get("attachments", [])
            self.files.update((row.seq, item["sha2"].lower()) for item in named)

    def compare(self) -> None:
        """Nothing that was there has changed or gone; void is what its own authority voided, and it stays so."""
        here = list(Statement.objects.order_by("seq").values_list(*FIXED, "voided_at"))
        assert len(here) == len(self.rows)
        assert not [old for old, row in zip(self.rows, here, strict=True) if old != row[:-1]]
        place = FIXED.index("statement_id")
        voided = {row[place]: row[-1] for row in here if row[-1]}
        assert voided.keys() == {
            target for by, target in self.voids if target and self.known.get(target) == (by, False)
        }
        assert self.voided.items() <= voided.items()
        self.voided = voided
        assert set(StatementAttachment.objects.values_list("statement_id", "attachment_id")) == self.files
        kept = {sha2: bytes(content) for sha2, content in Attachment.objects.values_list("sha2", "content")}
        assert kept == {sha2: FILES[sha2] for _seq, sha2 in self.files}


def _acknowledged(sent: Sent, answer: HttpResponse) -> set[UUID]:
    if (sent.resource, sent.method, answer.status_code) == ("statements", "POST", 200):
        return {UUID(text) for text in json.loads(answer.content)}
    if (sent.resource, sent.method, answer.status_code) == ("statements", "PUT", 204):
        return {UUID(sent.params["statementId"])}
    return set()


Place = tuple[str, str, str, str, str]


class DocumentBook:
    """What the store must hold of documents, by the place a client names; each write is read back."""

    def __init__(self, lrs: Lrs) -> None:
        self.lrs = lrs
        self.contents: dict[Place, bytes] = {}

    def note(self, sent: Sent, answer: HttpResponse) -> None:
        if sent.resource not in DOCUMENTS or answer.status_code != 204:
            return
        place = _place(sent)
        got = self.lrs.get(f"{self.lrs.base}{sent.resource}", **sent.params)
        if sent.method == "DELETE":
            self._forget(place)
            assert (got.status_code, got.content) == (200, b"[]") if not place[-1] else got.status_code == 404
            return
        old = self.contents.get(place)
        if sent.method == "POST" and old is not None:
            assert json.loads(got.content) == {**json.loads(old), **json.loads(sent.body)}
        else:
            assert got.content == sent.body
        self.contents[place] = got.content

    def _forget(self, place: Place) -> None:
        """One, or those of an activity and agent, under one registration or any."""
        *where, registration, document_id = place
        for other in list(self.contents):
            whole = not document_id and [*other[:3]] == where and registration in ("", other[3])
            if other == place or whole:
                del self.contents[other]

    def compare(self) -> None:
        here = Document.objects.values_list("content", flat=True)
        assert Counter(bytes(content) for content in here) == Counter(self.contents.values())


def _place(sent: Sent) -> Place:
    params = sent.params
    agent = json.loads(params["agent"])["mbox"] if "agent" in params else ""
    document_id = params.get(DOCUMENTS[sent.resource], "")
    return sent.resource, params.get("activityId", ""), agent, params.get("registration", "").lower(), document_id


class Run:
    def __init__(self, seed: int) -> None:
        clients = {version: Lrs(version, authority(version)) for version in VERSIONS}
        self.requests = Requests(seed, {version: lrs.headers for version, lrs in clients.items()})
        self.client = Client(raise_request_exception=False)
        self.statements, self.documents = StatementBook(), DocumentBook(clients["1.0.3"])
        self.statuses: Counter[int] = Counter()

    def go(self, count: int) -> None:
        for number in range(count):
            sent = self.requests.one()
            try:
                self.send(sent)
                if number % 500 == 499:
                    self.compare()
            except Exception as error:
                error.add_note(f"seed {SEED}, request {number}: {sent}")
                raise
        self.compare()

    def send(self, sent: Sent) -> None:
        answer = self.client.generic(**sent.wire)
        self.statuses[answer.status_code] += 1
        assert answer.status_code < 500
        self.requests.stored += self.statements.note(sent, answer)
        self.requests.etag = answer.get("ETag", self.requests.etag)
        self.documents.note(sent, answer)

    def compare(self) -> None:
        self.statements.compare()
        self.documents.compare()


@pytest.fixture
def run() -> Iterator[Run]:
    logging.disable(logging.CRITICAL)
    yield Run(SEED)
    logging.disable(logging.NOTSET)


def _reached_far(run: Run, count: int) -> None:
    """It reaches past the front door: much is stored, in every way, and much is refused for many reasons."""
    book, statuses = run.statements, run.statuses
    assert statuses[200] > count / 20
    assert {204, 400, 401, 404, 405, 409, 412} <= statuses.keys(), statuses
    assert len(book.rows) > count / 50
    assert book.ways == {(way, method) for way in ("json", "form", "multipart") for method in ("POST", "PUT")}
    assert book.files
    assert run.documents.contents


def test_some_requests_nobody_would_send(run: Run) -> None:
    run.go(1_500)
    _reached_far(run, 1_500)


@pytest.mark.full
def test_fifty_thousand_requests_nobody_would_send(run: Run) -> None:
    run.go(50_000)
    _reached_far(run, 50_000)
    # What is rare: a void that counts, and one that is refused.
    assert run.statements.voided
    assert run.statuses[403]
