"""Writers at once: one id, one activity, one document, chains of references; and readers who ask how far the log is
complete.
"""

import datetime as dt
import itertools
import json
import threading
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction

from tests.xapi import closure
from tests.xapi.client import HOME, LAN, LESSON, Lrs, authority, queries_of, reference, statement, void
from tests.xapi.parallel import in_parallel
from xapi import queries
from xapi.models import Activity, Agent, Authority, Statement, StatementRefClosure
from xapi.recording import record
from xapi.rows import Json, parse_instant

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.xapi.urls")]
ROUNDS = 4


def all_at_once(works: list[Callable[[], int]]) -> list[int]:
    """What each answered; a failure is a failure of the test."""
    answered: list[int] = []
    assert in_parallel([lambda work=work: answered.append(work()) for work in works]) == []
    return sorted(answered)


def test_one_statement_sent_by_many_at_once_is_stored_once(lrs: Lrs) -> None:
    for _ in range(ROUNDS):
        sent = statement()
        assert all_at_once([lambda sent=sent: lrs.post(sent).status_code] * 4) == [200] * 4
        assert Statement.objects.filter(statement_id=sent["id"]).count() == 1


def test_of_different_statements_under_one_id_one_wins(lrs: Lrs) -> None:
    for _ in range(ROUNDS):
        each = str(uuid.uuid4())
        bodies = [statement(id=each, result={"score": {"raw": number}}) for number in range(4)]
        assert all_at_once([lambda body=body: lrs.post(body).status_code for body in bodies]) == [200, 409, 409, 409]
        assert lrs.one(each)["result"] in [body["result"] for body in bodies]


def test_the_same_new_names_in_opposite_order_wait_for_nobody_in_a_circle(lrs: Lrs) -> None:
    for turn in range(ROUNDS):
        people = [{"account": {"homePage": HOME, "name": f"{turn}-{number}"}} for number in range(20)]
        things = [f"https://example.org/{turn}/{number}" for number in range(20)]
        batch = [statement(actor=who, object={"id": what}) for who, what in zip(people, things, strict=True)]
        again = [{**item, "id": str(uuid.uuid4())} for item in batch]
        works = [batch, again[::-1], [{**item, "id": str(uuid.uuid4())} for item in again]]
        assert all_at_once([lambda work=work: lrs.post(work).status_code for work in works]) == [200] * 3
        assert Agent.objects.filter(key__startswith=f"account|{HOME}|{turn}-").count() == 20
        assert Activity.objects.filter(iri__startswith=f"https://example.org/{turn}/").count() == 20


@pytest.mark.parametrize("known", [True, False])
def test_whoever_defines_an_activity_is_heard(lrs: Lrs, known: bool) -> None:
    tags = ["vi", "en", "km", "fr"]
    for turn in range(ROUNDS):
        activity = {"id": f"https://example.org/bai/{turn}"}
        if known:
            lrs.post(statement(object=activity))
        bodies = [statement(object={**activity, "definition": {"name": {tag: tag}}}) for tag in tags]
        assert all_at_once([lambda body=body: lrs.post(body).status_code for body in bodies]) == [200] * 4
        described = json.loads(lrs.read("activities", activityId=activity["id"]).content)
        assert described["definition"]["name"] == {tag: tag for tag in tags}


@pytest.mark.parametrize("resource", ["activities/state", "activities/profile", "agents/profile"])
def test_merges_at_once_lose_nothing(lrs: Lrs, resource: str) -> None:
    where = {"activityId": LESSON, "agent": json.dumps(LAN), "stateId": "s", "profileId": "p"}
    wanted = {
        "activities/state": ("activityId", "agent", "stateId"),
        "activities/profile": ("activityId", "profileId"),
        "agents/profile": ("agent", "profileId"),
    }[resource]
    path = f"{resource}?{urlencode({name: where[name] for name in wanted})}"
    works = [lambda name=f"k{number}": lrs.send("POST", path, {name: 1}).status_code for number in range(8)]
    assert all_at_once(works) == [204] * 8
    assert json.loads(lrs.read(path).content) == {f"k{number}": 1 for number in range(8)}


def test_a_document_made_by_many_who_ask_for_a_new_one_is_made_once(lrs: Lrs) -> None:
    path = f"activities/profile?{urlencode({'activityId': LESSON, 'profileId': 'p'})}"

    def make(number: int) -> int:
        return lrs.send("PUT", path, {"of": number}, If_None_Match="*").status_code

    works = [lambda number=number: make(number) for number in range(4)]
    assert all_at_once(works) == [204, 412, 412, 412]


def test_a_void_and_its_target_at_once(lrs: Lrs) -> None:
    for _ in range(ROUNDS):
        target = statement()
        works = [lambda t=target: lrs.post(t).status_code, lambda t=target: lrs.post(void(t)).status_code]
        assert all_at_once(works) == [200, 200]
        assert lrs.read("statements", voidedStatementId=target["id"]).status_code == 200


def test_the_links_of_a_chain_sent_at_once_make_one_chain(lrs: Lrs) -> None:
    for _ in range(ROUNDS):
        ids = [str(uuid.uuid4()) for _ in range(5)]
        links = [statement(id=at, object=reference(to)) for at, to in itertools.pairwise(ids)]
        end = statement(id=ids[-1], object={"id": f"https://example.org/{ids[-1]}"})
        works = [lambda item=item: lrs.post(item).status_code for item in [*links, end]]
        assert all_at_once(works) == [200] * 5
        assert sorted(lrs.ids(activity=end["object"]["id"])) == sorted(ids)
        assert StatementRefClosure.objects.filter(ancestor=ids[0]).count() == 4
        closure.assert_is_whole()


class Overlapping:
    """A writer who has stamped a statement and not yet committed it."""

    def __init__(self, owner: Authority) -> None:
        self.owner, self.sent = owner, statement()
        self.stamped, self.go_on = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Overlapping":
        self.thread.start()
        assert self.stamped.wait(30)
        return self

    def _run(self) -> None:
        try:
            with transaction.atomic():
                record([self.sent], authority=self.owner)
                self.stamped.set()
                self.go_on.wait(30)
        finally:
            self.stamped.set()
            connection.close()

    def __exit__(self, *_: object) -> None:
        self.go_on.set()
        self.thread.join(30)


def mark_of(answer: Any) -> dt.datetime:
    return parse_instant(answer["X-Experience-API-Consistent-Through"])


def test_nothing_appears_below_a_mark_once_given(lrs: Lrs) -> None:
    owner = authority("cham")
    lrs.post(statement())
    with Overlapping(owner) as writer:
        answers = [lrs.get(), lrs.get()]
        if connection.vendor == "postgresql":
            # Somebody else comes and goes meanwhile: what she says is there, the mark still waits for the slow one.
            quick = statement()
            assert lrs.post(quick).status_code == 200
            answers.append(lrs.get())
            assert quick["id"] in answers[-1].content.decode()
        assert all(writer.sent["id"] not in answer.content.decode() for answer in answers)
    stored = parse_instant(lrs.one(writer.sent["id"])["stored"])
    assert all(mark_of(answer) <= stored for answer in answers)
    assert mark_of(lrs.get()) > stored


def test_a_mark_is_kept_by_writers_who_never_stop(lrs: Lrs) -> None:
    """Whatever is stored later than an answer was given is above its mark."""
    marks: list[tuple[dt.datetime, set[str]]] = []

    def write() -> int:
        return sum(lrs.post(statement()).status_code == 200 for _ in range(15))

    def read() -> int:
        for _ in range(15):
            answer = lrs.get(limit="100")
            marks.append((mark_of(answer), {item["id"] for item in json.loads(answer.content)["statements"]}))
        return 0

    assert all_at_once([write, write, write, read]) == [0, 15, 15, 15]
    stored = {str(row.statement_id): row.stored for row in Statement.objects.all()}
    for mark, seen in marks:
        assert {each for each, moment in stored.items() if moment <= mark} <= seen


def test_a_mark_costs_a_reader_one_query_at_most(lrs: Lrs) -> None:
    lrs.get()
    asked = queries_of(queries.complete_through)
    assert len(asked) == (1 if connection.vendor == "postgresql" else 0)


def test_a_walk_under_inserts_sees_what_was_there_once_and_in_order(lrs: Lrs) -> None:
    before: list[Json] = [statement() for _ in range(9)]
    lrs.post(before)
    stored = {row.stored for row in Statement.objects.all()}
    assert len(stored) == 1, "one batch has one moment"
    for ascending in ("false", "true"):
        page = json.loads(lrs.get(limit="2", ascending=ascending).content)
        seen = [item["id"] for item in page["statements"]]
        while page["more"]:
            lrs.post([statement(), statement()])
            page = json.loads(lrs.get(page["more"]).content)
            seen += [item["id"] for item in page["statements"]]
            if ascending == "true" and len(seen) > 60:
                break
        assert len(seen) == len(set(seen))
        expected = [item["id"] for item in before]
        if ascending == "true":
            assert seen[:9] == expected
        else:
            assert seen == expected[::-1]
