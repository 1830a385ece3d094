"""What a request asks the database, whatever it brings: a single statement, a batch of a hundred, a page."""

import hashlib
import json
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse

from tests.xapi.client import HOME, LAN, LESSON, TAM, Lrs, authority, queries_of, reference, statement, void
from xapi import multipart, queries, searching
from xapi.models import Authority
from xapi.rows import Json

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]
BUDGET = 8
CONTENT = b"\x00\r\n--x\r\nanh"
FILE = {
    "usageType": "https://example.org/anh",
    "display": {"vi": "Ảnh"},
    "contentType": "image/png",
    "length": len(CONTENT),
    "sha2": hashlib.sha256(CONTENT).hexdigest(),
}


def rich(turn: int, **changes: Any) -> Json:
    """New people and activities beside known ones whose names and definitions change."""
    tag = f"x-a{turn}"
    return statement(
        actor={"objectType": "Group", "member": [{**LAN, "name": f"Lan {turn}"}, {**TAM, "name": f"Tâm {turn}"}]},
        context={
            "registration": str(uuid.uuid4()),
            "instructor": {"account": {"homePage": HOME, "name": f"moi-{turn}"}, "name": "Mới"},
            "contextActivities": {
                "parent": [
                    {"id": LESSON, "definition": {"name": {tag: "Bài"}}},
                    {"id": f"{LESSON}/2", "definition": {"name": {tag: "Bài"}}},
                ],
                "grouping": [{"id": f"{LESSON}/moi/{turn}", "definition": {"name": {"vi": "Mới"}}}],
            },
        },
        **changes,
    )


def with_file(lrs: Lrs, body: Json) -> HttpResponse:
    first = multipart.Part({"Content-Type": "application/json"}, json.dumps({**body, "attachments": [FILE]}).encode())
    head = {"Content-Transfer-Encoding": "binary", "X-Experience-API-Hash": str(FILE["sha2"])}
    content, kind = multipart.join([first, multipart.Part(head, CONTENT)])
    return lrs.send("POST", "statements", content, kind=kind)


@pytest.fixture
def known(lrs: Lrs) -> Json:
    """What is voided and referred to; the key is known to this process, and what a connection does once is done."""
    target = rich(0)
    others = [statement(object={"id": f"{LESSON}/2"}), statement(object=reference(target))]
    assert lrs.post([target, *others]).status_code == 200
    return target


def test_a_plain_statement(lrs: Lrs, known: Json) -> None:
    asked = queries_of(lambda: lrs.post(statement()))
    assert len(asked) <= (3 if connection.vendor == "postgresql" else 5), asked


def test_new_names_and_changed_ones(lrs: Lrs, known: Json) -> None:
    asked = queries_of(lambda: lrs.post(rich(1)))
    assert len(asked) <= BUDGET, asked


def test_a_reference_with_a_file(lrs: Lrs, known: Json) -> None:
    asked = queries_of(lambda: with_file(lrs, rich(2, object=reference(known))))
    assert len(asked) <= BUDGET, asked
    assert lrs.get(format="ids").status_code == 200


def test_a_void_with_everything(lrs: Lrs, known: Json) -> None:
    body = rich(3, verb=void(known)["verb"], object=reference(known))
    answers: list[HttpResponse] = []
    asked = queries_of(lambda: answers.append(with_file(lrs, body)))
    assert answers[0].status_code == 200
    assert len(asked) <= BUDGET, asked
    assert lrs.read("statements", voidedStatementId=known["id"]).status_code == 200


def test_what_a_void_and_a_reference_wait_for(lrs: Lrs, known: Json) -> None:
    late = rich(4)
    lrs.post([void(late), statement(object=reference(late))])
    asked = queries_of(lambda: lrs.post(late))
    assert len(asked) <= BUDGET, asked
    assert lrs.read("statements", voidedStatementId=late["id"]).status_code == 200


def test_a_late_reference_that_everything_waits_for(lrs: Lrs, known: Json) -> None:
    late = rich(5, object=reference(known))
    lrs.post([void(late), statement(object=reference(late))])
    answers: list[HttpResponse] = []
    asked = queries_of(lambda: answers.append(with_file(lrs, late)))
    assert answers[0].status_code == 200
    assert len(asked) <= BUDGET, asked
    assert lrs.read("statements", voidedStatementId=late["id"]).status_code == 200


def test_a_late_void_that_others_refer_to_and_would_void(lrs: Lrs, known: Json) -> None:
    late = rich(6, verb=void(known)["verb"], object=reference(known))
    lrs.post([void(late), statement(object=reference(late))])
    answers: list[HttpResponse] = []
    asked = queries_of(lambda: answers.append(with_file(lrs, late)))
    assert answers[0].status_code == 200
    assert len(asked) <= BUDGET, asked
    assert lrs.read("statements", voidedStatementId=known["id"]).status_code == 200
    assert lrs.read("statements", statementId=late["id"]).status_code == 200


def test_a_statement_sent_again(lrs: Lrs, known: Json) -> None:
    asked = queries_of(lambda: lrs.post(known))
    assert len(asked) <= 4, asked


def test_a_hundred_of_all_kinds_at_once(lrs: Lrs, known: Json) -> None:
    batch = [rich(10 + number) for number in range(60)]
    batch += [statement(object=reference(item)) for item in batch[:20]]
    batch += [rich(number, verb=void(known)["verb"], object=reference(batch[number])) for number in range(20)]
    asked = queries_of(lambda: lrs.post(batch))
    assert len(asked) <= (20 if connection.vendor == "postgresql" else 40), len(asked)
    assert len(lrs.walk(activity=LESSON)) > 0


@pytest.mark.parametrize("form", ["exact", "ids", "canonical"])
def test_a_page(lrs: Lrs, known: Json, form: str) -> None:
    asked = queries_of(lambda: lrs.get(agent=json.dumps(LAN), related_agents="true", format=form))
    # The mark, the page; canonical definitions are one more.
    assert len(asked) <= 2 + (form == "canonical"), asked


ASKED: list[dict[str, str]] = [
    {"agent": json.dumps(LAN)},
    {"agent": json.dumps(LAN), "related_agents": "true", "activity": LESSON},
    {"activity": LESSON, "related_activities": "true", "verb": "https://example.org/v"},
    {"verb": "https://example.org/v"},
    {"registration": str(uuid.UUID(int=7))},
    {
        "registration": str(uuid.UUID(int=7)),
        "activity": LESSON,
        "related_activities": "true",
        "agent": json.dumps(LAN),
    },
    {},
]


@pytest.mark.postgres
@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize("standing", [None, *searching.Voided])
def test_a_search_walks_along_indexes_whatever_the_planner_thinks_there_is(
    asked: dict[str, str], mine: bool, standing: searching.Voided | None
) -> None:
    """The tables are empty, when a planner would rather read them whole; the one sort is that of the walks' ends."""
    plan = plan_of(asked, authority("khach") if mine else None, standing)
    assert "Index" in plan
    assert not re.search(r"Seq Scan|Bitmap|Hash Join|Merge Join", plan), plan
    assert plan.count("Sort  (") <= 1, plan
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_sort")
        assert cursor.fetchone() == ("on",)


@pytest.mark.parametrize("asked", [asked for asked in ASKED if "registration" not in asked])
def test_what_is_voided_is_walked_along_by_itself(lrs: Lrs, known: Json, asked: dict[str, str]) -> None:
    lrs.post([void(known), *(rich(number) for number in range(40))])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE xapi_statement, xapi_statementagent, xapi_statementactivity")
    plan = plan_of(asked, None, searching.Voided.ONLY)
    # Itself, and what refers to it; where nothing is asked for there is nothing to refer to.
    assert plan.count("xapi_voided") == (2 if asked else 1), plan


def plan_of(asked: dict[str, str], only: Authority | None, standing: searching.Voided | None) -> str:
    filters = queries.parse(asked) | ({"voided": standing} if standing else {})
    sql = searching.statement_of(filters, only=only, after=None, limit=26)
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    return "\n".join(line[-1] for line in searching.rows(searching.Sql(f"{explain} {sql.text}", sql.values)))


@pytest.mark.parametrize("asked", ASKED)
def test_no_query_string_brings_what_is_voided(lrs: Lrs, asked: dict[str, str]) -> None:
    """What a client asks for is the same SQL as ever."""
    assert "s.voided_at IS NULL" in searching.statement_of(queries.parse(asked), only=None, after=None, limit=26).text
    assert lrs.get(**asked, voided="only").status_code == 400
